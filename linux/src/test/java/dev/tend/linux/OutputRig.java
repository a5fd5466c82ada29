package dev.tend.linux;

import static org.awaitility.Awaitility.await;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.UnitName;
import dev.tend.engine.Output.Stream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;
import org.awaitility.core.ConditionFactory;

/// An output in a folder of its own, and the means to write into it as a process would and to read
/// what came of it.
final class OutputRig implements AutoCloseable {

  static final Writer WEB = Writer.of(new InstanceId(new UnitName("web"), 1));
  static final Duration DEADLINE = Duration.ofSeconds(60);

  private final Path folder;
  private final Path logs;
  private final List<String> holder;
  private final List<String> losses = new CopyOnWriteArrayList<>();
  private LinuxOutput output;

  OutputRig(Path folder) {
    this(folder, folder.resolve("logs"));
  }

  OutputRig(Path folder, Path logs) {
    this(folder, logs, HolderSpawn.PROGRAM);
  }

  private OutputRig(Path folder, Path logs, List<String> holder) {
    this.folder = folder;
    this.logs = logs;
    this.holder = holder;
    this.output = start();
  }

  /// With another program in the place of the one that holds FIFOs.
  static OutputRig withHolder(Path folder, List<String> program) {
    return new OutputRig(folder, folder.resolve("logs"), program);
  }

  LinuxOutput output() {
    return output;
  }

  /// What was reported lost: `began stdout ENOSPC`, `ended stdout ENOSPC 123`.
  List<String> losses() {
    return losses;
  }

  /// A rule for files that end after `size` bytes.
  static LogRule rule(long size, int keep, boolean compress) {
    return new LogRule(
        LogRule.DEFAULT.stdout(), LogRule.DEFAULT.stderr(), size, keep, compress, false);
  }

  static LogRule stamped(long size) {
    return new LogRule(LogRule.DEFAULT.stdout(), LogRule.DEFAULT.stderr(), size, 5, false, true);
  }

  static LogRule into(LogRule.Target stdout, LogRule.Target stderr) {
    return new LogRule(stdout, stderr, 0, 0, false, false);
  }

  /// Ends the output as a daemon that ends, and starts the next one on the same folders.
  void restart() {
    output.close();
    output = start();
  }

  /// Leaves FIFOs and holders to the next daemon.
  void leave() {
    output.leave();
  }

  /// Starts the next daemon.
  void begin() {
    output = start();
  }

  /// Writes as a process that ends at once, while perhaps no daemon lives.
  void write(String text) throws IOException, InterruptedException {
    write(WEB, text);
  }

  void write(Writer writer, String text) throws IOException, InterruptedException {
    String fifo = folder.resolve("run/fifo/" + writer + ".stdout").toString();
    int code =
        new ProcessBuilder("sh", "-c", "printf %s \"$1\" 1<>\"$2\"", "sh", text, fifo)
            .start()
            .waitFor();
    if (code != 0) {
      throw new AssertionError("the writer ended with " + code);
    }
  }

  /// A process whose stdout and stderr are the FIFOs, opened by itself as Tend's children do.
  Process spawn(String script) throws IOException {
    return spawn(WEB, script);
  }

  private Process spawn(Writer writer, String script) throws IOException {
    StreamPaths paths = output.of(writer);
    return new ProcessBuilder(
            "sh", "-c", "exec 1<>\"$1\" 2<>\"$2\"; " + script, "sh", paths.stdout(), paths.stderr())
        .start();
  }

  void run(String script) throws IOException, InterruptedException {
    run(WEB, script);
  }

  void run(Writer writer, String script) throws IOException, InterruptedException {
    int code = spawn(writer, script).waitFor();
    if (code != 0) {
      throw new AssertionError("the writer ended with " + code);
    }
  }

  Path log() {
    return output.file(WEB, Stream.STDOUT).orElseThrow();
  }

  String text() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Files may vanish while they are looked at, being rotated.
  static ConditionFactory eventually() {
    return await().atMost(DEADLINE).ignoreExceptions();
  }

  void awaitText(String expected) {
    eventually().until(() -> text().equals(expected));
  }

  /// The current file and the rotated ones, the oldest first; a number that is used twice is taken
  /// once, as every reader does.
  List<Path> files() {
    List<Path> found = new ArrayList<>(List.of(log()));
    boolean gap = false;
    for (int number = 1; ; number++) {
      Path plain = LogNames.numbered(log(), number);
      Path compressed = LogNames.compressed(log(), number);
      if (Files.exists(plain)) {
        found.addFirst(plain);
      } else if (Files.exists(compressed)) {
        found.addFirst(compressed);
      } else if (gap) {
        return found;
      } else {
        gap = true;
      }
    }
  }

  /// Everything that the log holds, of all files.
  byte[] everything() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Path file : files()) {
      all.write(content(file));
    }
    return all.toByteArray();
  }

  static byte[] content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return file.toString().endsWith(".gz")
          ? new GZIPInputStream(in).readAllBytes()
          : in.readAllBytes();
    }
  }

  List<String> allLines() throws IOException {
    return new String(everything(), StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  public void close() {
    output.close();
  }

  private LinuxOutput start() {
    return new LinuxOutput(
        folder.resolve("run"),
        logs,
        new Losses() {
          @Override
          public void began(Writer writer, Stream stream, String errno) {
            losses.add("began " + stream.text() + " " + errno);
          }

          @Override
          public void ended(Writer writer, Stream stream, long bytes, String errno) {
            losses.add("ended " + stream.text() + " " + errno + " " + bytes);
          }

          @Override
          public void holding(String sentence) {
            losses.add(sentence);
          }
        },
        holder);
  }
}
