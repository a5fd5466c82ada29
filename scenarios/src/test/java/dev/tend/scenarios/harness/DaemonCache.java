package dev.tend.scenarios.harness;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The daemon's classes, loaded and linked once for all the daemons of a test run: each of the
/// hundreds that are started then takes half of the processor's time to come up and to end.
///
/// It is made while the first tests run, which have to do without it.
final class DaemonCache {

  private static final long TRAINING_SECONDS = 60;
  private static final CompletableFuture<Optional<Path>> FILE =
      Programs.arePacked()
          ? CompletableFuture.supplyAsync(
              DaemonCache::train, work -> Thread.ofPlatform().daemon().start(work))
          : CompletableFuture.completedFuture(Optional.empty());

  private DaemonCache() {}

  /// What the JVM of a daemon is told; nothing where there is no cache, or not yet.
  static List<String> options() {
    return FILE.getNow(Optional.empty()).map(it -> List.of("-XX:AOTCache=" + it)).orElse(List.of());
  }

  private static Optional<Path> train() {
    try {
      Path folder = Files.createTempDirectory("tend-cache");
      Path configuration = folder.resolve("tend.toml");
      Files.writeString(configuration, "[service.trained]\ncommand = 'sleep 1000'\n");
      Path cache = folder.resolve("daemon.aot");
      List<String> line = new ArrayList<>(Programs.java());
      line.addAll(List.of("-XX:AOTMode=record", "-XX:AOTCacheOutput=" + cache));
      line.addAll(Programs.daemon(List.of("serve", "--config", configuration.toString())));
      Path socket = folder.resolve("s");
      ProcessBuilder builder = new ProcessBuilder(line);
      builder.environment().put("TEND_SOCKET", socket.toString());
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      Process trainee = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(trainee, folder)));
      await().atMost(Tend.DEADLINE).until(() -> Files.exists(socket));
      new Lookout(socket).awaitState("trained", "running");
      end(trainee);
      return Optional.of(cache).filter(Files::exists);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// It writes the cache after it has ended all else.
  private static void end(Process trainee) {
    trainee.destroy();
    try {
      if (!trainee.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
        trainee.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted while training", interrupted);
    }
  }

  private static void remove(Process trainee, Path folder) {
    end(trainee);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException stays) {
      System.err.println("left behind: " + folder + " (" + stays + ")");
    }
  }
}
