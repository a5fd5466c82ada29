package dev.tend.scenarios.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that a scenario started. Its output goes to files, so that no full pipe stops it.
public final class Program implements AutoCloseable {

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
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.redirectInput(Path.of("/dev/null").toFile());
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("TEND_"));
      builder.environment().putAll(environment);
      return new Program(builder.start(), command, out, err);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
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
    return new Ran(process.exitValue(), out(), err());
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
