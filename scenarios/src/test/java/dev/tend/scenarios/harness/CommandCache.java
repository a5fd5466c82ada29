package dev.tend.scenarios.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command's classes, loaded and linked once for all the commands of a test run: the tests
/// start hundreds of them, and each then costs the machine less than half.
final class CommandCache {

  private static final long TRAINING_SECONDS = 60;
  private static final Path FILE = train();

  private CommandCache() {}

  /// What the JVM of a command is told; nothing where there is no cache, which is slower and no
  /// less true: exploded classes, as an IDE has them, cannot be cached.
  static List<String> options() {
    return Files.exists(FILE) ? List.of("-XX:AOTCache=" + FILE) : List.of();
  }

  private static Path train() {
    try {
      Path folder = Files.createTempDirectory("tend-cache");
      Path cache = folder.resolve("command.aot");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder, cache)));
      List<String> training = new ArrayList<>(Programs.java());
      training.addAll(List.of("-XX:AOTMode=record", "-XX:AOTCacheOutput=" + cache));
      training.addAll(Programs.command(List.of("status")));
      ProcessBuilder builder = new ProcessBuilder(training);
      builder.environment().put("TEND_SOCKET", folder.resolve("nobody").toString());
      builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
      Process trainee = builder.start();
      if (!trainee.waitFor(TRAINING_SECONDS, TimeUnit.SECONDS)) {
        trainee.destroyForcibly();
      }
      return cache;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted while training", interrupted);
    }
  }

  private static void remove(Path folder, Path cache) {
    try {
      Files.deleteIfExists(cache);
      Files.deleteIfExists(folder);
    } catch (IOException stays) {
      System.err.println("left behind: " + folder + " (" + stays + ")");
    }
  }
}
