package dev.tend.linux;

import dev.tend.core.process.Writer;
import dev.tend.engine.Output.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// The FIFOs of all instances: `<runtime>/fifo/<unit>.<instance>.stdout` and `.stderr`.
///
/// One that is there is taken over and never made anew, because a process of an earlier daemon may
/// still write into it. Opened for reading and writing, which on Linux never waits for the other
/// side (fifo(7)); while it is open so there is neither end of file nor SIGPIPE. For the loop's
/// thread.
final class FifoFolder implements AutoCloseable {

  private static final int FOLDER_MODE = 0700;
  private static final int FLAGS =
      OutputCalls.O_RDWR | OutputCalls.O_NONBLOCK | OutputCalls.O_CLOEXEC | OutputCalls.O_NOFOLLOW;

  private final OutputCalls calls = new OutputCalls();
  private final Path folder;

  FifoFolder(Path runtime) {
    this.folder = runtime.resolve("fifo");
    check("make the folder", folder.toString(), calls.makeFolders(folder, FOLDER_MODE));
  }

  String path(Writer writer, Stream stream) {
    return folder + "/" + writer + "." + stream.text();
  }

  /// One that is open.
  ///
  /// @param identity as [LogStat] has it
  record Fifo(int fd, String identity) {}

  /// A FIFO, made if it is not there.
  Fifo open(Writer writer, Stream stream) {
    String path = path(writer, stream);
    int made = calls.makeFifo(path);
    if (made != -Errno.EEXIST) {
      check("make the FIFO", path, made);
    }
    return openPresent(path);
  }

  /// A FIFO that an earlier daemon left.
  Optional<Fifo> openIfThere(Writer writer, Stream stream) {
    String path = path(writer, stream);
    return calls.stat(path).isPresent() ? Optional.of(openPresent(path)) : Optional.empty();
  }

  /// Whether an earlier daemon left one.
  boolean isThere(Writer writer, Stream stream) {
    return calls.stat(path(writer, stream)).isPresent();
  }

  /// Whether a FIFO still has its name. Somebody who clears a folder of old files may have taken
  /// it.
  boolean isThere(Writer writer, Stream stream, Fifo fifo) {
    return calls
        .stat(path(writer, stream))
        .filter(there -> there.identity().equals(fifo.identity()))
        .isPresent();
  }

  void giveTo(Writer writer, Stream stream, int uid, int gid) {
    String path = path(writer, stream);
    check("give away the FIFO", path, calls.giveTo(path, uid, gid));
  }

  void remove(Writer writer, Stream stream) {
    calls.unlink(path(writer, stream));
  }

  void close(Fifo fifo) {
    calls.close(fifo.fd());
  }

  @Override
  public void close() {
    calls.close();
  }

  private Fifo openPresent(String path) {
    int fd = calls.open(path, FLAGS, 0);
    check("open the FIFO", path, fd);
    Optional<LogStat> stat = calls.stat(fd).filter(is -> is.kind() == LogStat.Kind.FIFO);
    if (stat.isEmpty()) {
      calls.close(fd);
      throw new UncheckedIOException(new IOException(path + " is not a FIFO"));
    }
    return new Fifo(fd, stat.get().identity());
  }

  private static void check(String what, String path, int result) {
    if (result < 0) {
      throw new UncheckedIOException(
          new IOException("cannot " + what + " " + path + ": " + Errno.name(-result)));
    }
  }
}
