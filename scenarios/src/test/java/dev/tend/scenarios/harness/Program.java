package dev.tend.scenarios.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that a scenario started. Its output goes to files, so that no full pipe stops it.
public final class Program implements AutoCloseable {

  /// What a JVM says of a module that may not call what is native. Production only warns: to deny
  /// it would cost each daemon its module graph, which is in the AOT cache.
  private static final String NATIVE = "WARNING: A restricted method in ";

  /// SIGHUP, SIGINT and SIGQUIT, in the mask of `/proc/PID/status`.
  private static final long FROM_TERMINALS = 0b111;

  private static final List<String> HEARING = hearing();

  private final Process process;
  private final List<String> command;
  private final Path out;
  private final Path err;

  private Program(Process process, List<String> command, Path out, Path err) {
    this.process = process;
    this.command = command;
    this.out = out;
    this.err = err;
  }

  /// Starts a program in `folder`, with these variables beside those of the test itself.
  public static Program start(List<String> command, Path folder, Map<String, String> environment) {
    try {
      Path out = Files.createTempFile(folder, "program", ".out");
      Path err = Files.createTempFile(folder, "program", ".err");
      List<String> line = Stream.concat(HEARING.stream(), command.stream()).toList();
      ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
      builder.redirectInput(Path.of("/dev/null").toFile());
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("TEND_"));
      builder.environment().putAll(environment);
      return new Program(builder.start(), command, out, err);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  /// Tests that run in the background of a script, or under nohup, ignore what a terminal would
  /// send, and so would everything that they start.
  private static List<String> hearing() {
    try (Stream<String> status = Files.lines(Path.of("/proc/self/status"))) {
      boolean deaf =
          status
              .filter(line -> line.startsWith("SigIgn:"))
              .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
              .anyMatch(ignored -> (ignored & FROM_TERMINALS) != 0);
      return deaf ? List.of("env", "--default-signal=HUP,INT,QUIT") : List.of();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Standard output so far.
  public String out() {
    return read(out);
  }

  /// Standard error so far.
  public String err() {
    return read(err);
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// Asks it to end, as Ctrl-C in its terminal or a service manager would.
  public void terminate() {
    process.destroy();
  }

  /// Ends it by SIGKILL and waits until it is gone.
  public void kill() {
    process.destroyForcibly();
    awaitEnd(Tend.DEADLINE);
  }

  /// Waits for its end; past the deadline the test fails.
  public Ran awaitEnd(Duration deadline) {
    try {
      if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            command + " did not end within " + deadline + "\n" + out() + "\n" + err());
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
    Ran ran = new Ran(process.exitValue(), out(), err());
    if (ran.err().contains(NATIVE)) {
      throw new AssertionError(command + " called what is native\n" + ran.err());
    }
    return ran;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
