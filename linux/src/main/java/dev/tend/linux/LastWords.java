package dev.tend.linux;

import dev.tend.core.process.RunId;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What short commands write, of which only the end is wanted: a pipe for each, read by the loop.
///
/// Reading is bounded in every way, because the loop has more to do: so much of a command, and no
/// further. One that writes on fills its pipe and waits, until its time is over. For the loop's
/// thread.
final class LastWords implements AutoCloseable {

  /// What is kept of a command: enough for what it says last.
  static final int KEPT_BYTES = 4 * 1024;

  /// What is read of a command before it is left to wait: a `curl` may print a page.
  static final int READ_BYTES_MAX = 1024 * 1024;

  private static final int PIECE_BYTES = 64 * 1024;

  private final OutputCalls calls = new OutputCalls();
  private final MemorySegment piece = calls.allocate(PIECE_BYTES);
  private final Watches watches;
  private final Map<RunId, Pipe> pipes = new HashMap<>();
  private Optional<OutputCalls.Pipe> next = Optional.empty();

  LastWords(Watches watches) {
    this.watches = watches;
  }

  private static final class Pipe {
    private final int fd;
    private byte[] kept = {};
    private int read;

    Pipe(int fd) {
      this.fd = fd;
    }
  }

  /// Has a command started whose words are wanted.
  Sought<Integer> of(RunId run, Supplier<Sought<Integer>> spawn) {
    OutputCalls.Pipe pipe = calls.pipe();
    next = Optional.of(pipe);
    Sought<Integer> result = spawn.get();
    next = Optional.empty();
    calls.close(pipe.writing());
    if (result instanceof Sought.Found<Integer>) {
      pipes.put(run, new Pipe(pipe.reading()));
      watches.add(pipe.reading(), new Watches.Words(run));
    } else {
      calls.close(pipe.reading());
    }
    return result;
  }

  /// What such a command opens, while it is being started: its own copy of our end.
  StreamPaths paths() {
    String path = "/proc/self/fd/" + next.orElseThrow().writing();
    return new StreamPaths(path, path);
  }

  /// Takes what is there.
  void read(RunId run) {
    Pipe pipe = pipes.get(run);
    if (pipe != null) {
      read(pipe);
    }
  }

  /// @return whether there may be more
  private boolean read(Pipe pipe) {
    long count = calls.read(pipe.fd, piece, PIECE_BYTES);
    if (count <= 0) {
      return false;
    }
    keep(pipe, (int) count);
    pipe.read += (int) count;
    if (pipe.read >= READ_BYTES_MAX) {
      watches.drop(pipe.fd);
    }
    return pipe.read < READ_BYTES_MAX;
  }

  private void keep(Pipe pipe, int count) {
    int taken = Math.min(count, KEPT_BYTES);
    byte[] end = piece.asSlice((long) count - taken, taken).toArray(ValueLayout.JAVA_BYTE);
    int before = Math.min(pipe.kept.length, KEPT_BYTES - taken);
    byte[] kept =
        Arrays.copyOf(
            Arrays.copyOfRange(pipe.kept, pipe.kept.length - before, pipe.kept.length),
            before + taken);
    System.arraycopy(end, 0, kept, before, taken);
    pipe.kept = kept;
  }

  /// The command has ended: its last words, if it said something.
  Optional<String> end(RunId run) {
    Pipe pipe = pipes.remove(run);
    if (pipe == null) {
      return Optional.empty();
    }
    while (pipe.read < READ_BYTES_MAX && read(pipe)) {
      // A pipe that was full takes a few rounds.
    }
    watches.drop(pipe.fd);
    calls.close(pipe.fd);
    return pipe.kept.length == 0
        ? Optional.empty()
        : Optional.of(new String(pipe.kept, StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    pipes.values().forEach(pipe -> calls.close(pipe.fd));
    pipes.clear();
    calls.close();
  }
}
