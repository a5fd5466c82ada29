package dev.tend.daemon.history;

import dev.tend.api.Codec;
import dev.tend.api.MalformedException;
import dev.tend.api.RunRecord;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What may not be lost when the daemon is killed before its history was written: the number of the
/// last event, and the runs that ended. A small file in the runtime directory, which is best a
/// tmpfs; the loop writes it itself, as it does the records of open runs, so it is there when the
/// call returns.
///
/// ```
/// 00000000000000004711 1c7e…            the last event, and the boot that it belongs to
/// {"run":"mfz3k1c0-17",…}               a run that ended; it may be in the database already
/// ```
final class Tail implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Tail.class.getName());

  /// From here on it is begun anew as soon as all of it is in the database.
  private static final int BYTES_KEPT = 64 * 1024;

  /// Some two thousand runs: a database that takes nothing for longer loses ends in a crash.
  private static final int BYTES_MAX = 512 * 1024;

  private static final int DIGITS = 20;

  private final FileChannel channel;
  private final Codec codec;
  private final OptionalLong lastEvent;
  private final List<RunRecord> left;
  private final ByteBuffer number = ByteBuffer.allocateDirect(DIGITS);
  private final int headBytes;
  private long bytes;
  private boolean failing;

  private Tail(Path file, String boot, Codec codec) throws IOException {
    this.codec = codec;
    List<String> lines = Files.exists(file) ? lines(file) : List.of();
    Optional<String> head = lines.stream().findFirst();
    lastEvent =
        head.filter(text -> text.matches("[0-9]{" + DIGITS + "} " + boot))
            .map(text -> OptionalLong.of(Long.parseLong(text.substring(0, DIGITS))))
            .orElse(OptionalLong.empty());
    left = runs(lines);
    channel =
        FileChannel.open(
            file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    headBytes = DIGITS + 1 + boot.length() + 1;
    if (lastEvent.isEmpty()) {
      String all = "0".repeat(DIGITS) + " " + boot + "\n";
      List<RunRecord> kept = left;
      channel.truncate(0);
      write(all, 0);
      bytes = headBytes;
      kept.forEach(this::add);
    } else {
      bytes = channel.size();
      endLastLine();
    }
  }

  /// Opens it, and reads what an earlier daemon left in it.
  ///
  /// @param boot of the machine: a number that another boot wrote may be an old one
  static Tail open(Path file, String boot, Codec codec) throws IOException {
    return new Tail(file, boot, codec);
  }

  /// The last event that an earlier daemon of this boot gave out.
  OptionalLong lastEvent() {
    return lastEvent;
  }

  /// Runs of earlier daemons that ended, and may not have been written.
  List<RunRecord> left() {
    return left;
  }

  /// Notes the number of the last event.
  void mark(long event) {
    number.clear();
    long rest = event;
    for (int digit = DIGITS - 1; digit >= 0; digit--) {
      number.put(digit, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    try {
      writeAll(number, 0);
      said(false, "");
    } catch (IOException failed) {
      said(true, failed.toString());
    }
  }

  /// Notes the end of a run.
  void add(RunRecord run) {
    String line = codec.write(RunRecord.class, run) + "\n";
    if (bytes + line.length() > BYTES_MAX) {
      said(true, "it is full (" + BYTES_MAX + " bytes) and the history takes nothing");
      return;
    }
    try {
      bytes += write(line, bytes);
      said(false, "");
    } catch (IOException failed) {
      said(true, failed.toString());
    }
  }

  /// All of it is in the database.
  void settled() {
    if (bytes > BYTES_KEPT) {
      try {
        channel.truncate(headBytes);
        bytes = headBytes;
      } catch (IOException failed) {
        said(true, failed.toString());
      }
    }
  }

  private int write(String text, long at) throws IOException {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    writeAll(ByteBuffer.wrap(encoded), at);
    return encoded.length;
  }

  private void writeAll(ByteBuffer buffer, long at) throws IOException {
    while (buffer.hasRemaining()) {
      at += channel.write(buffer, at);
    }
  }

  /// A disk that was full may have taken half a line.
  private void endLastLine() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    channel.read(last, bytes - 1);
    if (last.get(0) != '\n') {
      bytes += write("\n", bytes);
    }
  }

  private static List<String> lines(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return new String(content, StandardCharsets.UTF_8).lines().toList();
  }

  private List<RunRecord> runs(List<String> lines) {
    List<RunRecord> runs = new ArrayList<>();
    for (String line : lines.stream().skip(1).filter(text -> !text.isEmpty()).toList()) {
      try {
        runs.add(codec.read(RunRecord.class, line));
      } catch (MalformedException half) {
        LOG.log(Level.WARNING, "half a line in the tail of the history: {0}", half.getMessage());
      }
    }
    return runs;
  }

  /// Once when it begins, and once when it is over.
  private void said(boolean fails, String why) {
    if (fails && !failing) {
      LOG.log(
          Level.ERROR,
          "cannot note the ends of runs: {0}; if the daemon were killed now, some would be lost",
          why);
    }
    failing = fails;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
