package dev.tend.linux;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Compresses rotated files, and deletes those that are too old, one after the other, on one thread
/// of low priority that exists only while there is something to do.
///
/// It cannot fall behind without bound: what has meanwhile been shifted beyond `keep` is given up,
/// so that a writer faster than gzip costs compression, and disk for `keep` plain files at most.
final class LogCompressor implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger("dev.tend.output");
  private static final int CHUNK_BYTES = 64 * 1024;
  private static final long IDLE_SECONDS = 5;

  /// nice(2): below every service that was not made nicer still.
  private static final int NICENESS = 15;

  private static final long CLOSE_SECONDS_MAX = 10;

  private final ExecutorService worker;
  private volatile boolean closing;

  LogCompressor() {
    this(oneThread());
  }

  /// @param worker does one piece of work after the other
  LogCompressor(ExecutorService worker) {
    this.worker = worker;
  }

  private static ExecutorService oneThread() {
    ThreadPoolExecutor one =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            LogCompressor::thread);
    one.allowCoreThreadTimeOut(true);
    return one;
  }

  void compress(LogNames names, int generation) {
    submit(names, "compressed", () -> compressNow(names, generation));
  }

  /// Deletes what was last written to too long before `now`.
  void expire(LogNames names, Instant now) {
    submit(names, "cleared of old files", () -> names.expire(now));
  }

  /// Finishes what an earlier daemon left of this log.
  void recover(LogNames names) {
    submit(
        names,
        "compressed",
        () -> names.recover().forEach(generation -> compress(names, generation)));
  }

  /// Gives up what is under way; the next daemon goes on with it.
  @Override
  public void close() {
    closing = true;
    worker.shutdownNow();
    try {
      if (!worker.awaitTermination(CLOSE_SECONDS_MAX, TimeUnit.SECONDS)) {
        LOG.log(System.Logger.Level.WARNING, "compression did not end in time");
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread thread(Runnable work) {
    return Thread.ofPlatform()
        .name("tend-compress")
        .daemon()
        .unstarted(() -> {
          beNice();
          work.run();
        });
  }

  /// Of a thread, as Linux has it: PRIO_PROCESS with 0 is the calling thread alone.
  private static void beNice() {
    try (Libc libc = new Libc()) {
      libc.call(Call.SETPRIORITY, 0, 0, NICENESS);
    }
  }

  /// @param purpose what the log is then, for the warning that it is not
  private void submit(LogNames names, String purpose, Work work) {
    names.use();
    try {
      worker.execute(() -> attempt(names, purpose, work));
    } catch (RejectedExecutionException closed) {
      names.leave();
    }
  }

  private void attempt(LogNames names, String purpose, Work work) {
    try {
      if (!closing) {
        work.run();
      }
    } catch (IOException failure) {
      LOG.log(
          System.Logger.Level.WARNING,
          "log={0} not {1}: {2}",
          names.file(),
          purpose,
          failure.toString());
    } finally {
      names.leave();
    }
  }

  private void compressNow(LogNames names, int generation) throws IOException {
    Optional<InputStream> opened = names.open(generation);
    if (opened.isEmpty()) {
      return;
    }
    boolean whole;
    try (InputStream plain = opened.get();
        LogGzip gzip =
            new LogGzip(names.disk().create(names.unfinished()), identity(names, generation))) {
      whole = copy(plain, gzip, names, generation);
    } catch (IOException failure) {
      names.disk().delete(names.unfinished());
      throw failure;
    }
    if (whole) {
      names.publish(generation);
    } else {
      names.disk().delete(names.unfinished());
    }
  }

  private boolean copy(InputStream plain, LogGzip gzip, LogNames names, int generation)
      throws IOException {
    byte[] chunk = new byte[CHUNK_BYTES];
    for (int length = plain.read(chunk); length > 0; length = plain.read(chunk)) {
      if (closing || !names.isKept(generation)) {
        return false;
      }
      gzip.write(chunk, length);
    }
    gzip.finish();
    return true;
  }

  private static String identity(LogNames names, int generation) {
    try (OutputCalls calls = new OutputCalls()) {
      return names.identity(generation, calls);
    }
  }

  private interface Work {
    void run() throws IOException;
  }
}
