package dev.tend.daemon;

import dev.tend.api.DaemonStatus;
import dev.tend.api.Endpoint;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.TendClient;
import dev.tend.cli.ExitCode;
import dev.tend.linux.Tether;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How `serve --daemonize` goes on in the background.
///
/// A JVM cannot fork: a child would have one thread of its many. So it starts itself anew, with the
/// same words and a mark. The new process complains to the operator's terminal until it answers on
/// its socket; then it cuts its tether, says so through the pipe that is its standard output, and
/// goes on alone. The first one has waited for that word, or for the end of the other one.
final class Background {

  /// The mark: a property and no variable, because variables are inherited by the units.
  private static final String MARK = "tend.background";

  private static final String READY = "ready";

  /// A daemon reads its configuration and opens its sockets in about a second. Past this it hangs.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private Background() {}

  /// Whether this process is the one that was started anew.
  static boolean isHere() {
    return System.getProperty(MARK) != null;
  }

  /// Starts this very program again, and waits until it serves.
  ///
  /// @param args the words behind the program's name
  /// @return the exit code
  static int start(List<String> args, Places places, PrintStream out, PrintStream err)
      throws Refusal, IOException {
    Process daemon =
        new ProcessBuilder(again(args))
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader reader = daemon.inputReader(StandardCharsets.UTF_8)) {
      if (firstLine(daemon, reader).filter(READY::equals).isEmpty()) {
        int code = daemon.waitFor();
        err.println("tend: the daemon did not start");
        return code == ExitCode.DONE ? ExitCode.REFUSED : code;
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new Refusal("interrupted while waiting for the daemon");
    }
    requireAnswer(places.socket(), daemon.pid());
    out.println(
        "tend serves at " + places.socket() + " in the background, with pid " + daemon.pid());
    return ExitCode.DONE;
  }

  /// The line with which this process was started: the JVM, all that it was told, the mark.
  private static List<String> again(List<String> args) throws IOException, Refusal {
    String[] words = Files.readString(Path.of("/proc/self/cmdline")).split("\0", -1);
    // What follows the last NUL is nothing, and no word.
    int jvmWords = words.length - 1 - args.size();
    Optional<String> java = ProcessHandle.current().info().command();
    if (jvmWords < 1 || java.isEmpty()) {
      throw new Refusal("cannot read from /proc how this program was started");
    }
    List<String> line = new ArrayList<>(List.of(java.get(), "-D" + MARK + "=true"));
    line.addAll(Arrays.asList(words).subList(1, jvmWords));
    line.addAll(args);
    return line;
  }

  private static Optional<String> firstLine(Process daemon, BufferedReader reader)
      throws InterruptedException, Refusal {
    FutureTask<Optional<String>> line =
        new FutureTask<>(() -> Optional.ofNullable(reader.readLine()));
    Thread.ofVirtual().start(line);
    try {
      return line.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException hangs) {
      daemon.destroyForcibly();
      throw new Refusal("the daemon did not answer within " + PATIENCE.toSeconds() + " seconds");
    } catch (ExecutionException unreadable) {
      daemon.destroyForcibly();
      throw new Refusal("cannot hear from the daemon: " + unreadable.getCause());
    }
  }

  private static void requireAnswer(Path socket, long pid) throws Refusal {
    TendClient client = new TendClient(new Endpoint.Socket(socket), Optional.empty());
    switch (client.daemon()) {
      case Outcome.Failed<DaemonStatus>(Failure failure) -> throw new Refusal(failure.sentence());
      case Outcome.Done<DaemonStatus>(DaemonStatus status) -> {
        if (status.pid() != pid) {
          throw new Refusal("another daemon answers at " + socket + ", with pid " + status.pid());
        }
      }
    }
  }

  /// Cuts the tether of a daemon that answers: from here on its words go to the log.
  ///
  /// @param log empty for nowhere
  static void settle(Optional<Path> log) throws Refusal {
    try (Tether tether = new Tether(log.orElse(Path.of("/dev/null")))) {
      tether.moveInputAndErrors();
      if (isHere()) {
        tether.leaveSession();
        System.out.println(READY);
        System.out.flush();
      }
      tether.moveOutput();
    } catch (IOException unwritable) {
      throw new Refusal(String.valueOf(unwritable.getMessage()));
    }
  }
}
