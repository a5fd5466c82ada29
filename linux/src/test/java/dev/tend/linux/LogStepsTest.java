package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.LogRule;
import dev.tend.engine.Output.Stream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is there when a daemon died before any one of the steps of which writing, rotating and
/// compressing consist: system calls on FIFO and files, renames, deletions, pieces of a compressed
/// file. Bytes never are in our memory, so that a step that is not made is all that death takes.
class LogStepsTest {

  private static final int SIZE_MAX = 40;
  private static final int ALL = 1000;

  /// More than there are; so that the test ends if none is ever survived.
  private static final int STEPS_MAX = 500;

  @TempDir Path folder;

  private final OutputCalls calls = new OutputCalls();
  private Instant now = Instant.now();

  @Test
  void noLineIsLostOrDoubledAtWhateverStepTheDaemonDies() throws Exception {
    int step = 0;
    while (dies(step, STEPS_MAX, ALL)) {
      step++;
    }

    assertThat(step).as("steps").isBetween(20, STEPS_MAX);
  }

  @Test
  void norWhereTheNextOneDiesWhileItCleansUp() throws Exception {
    int step = 0;
    while (step < STEPS_MAX && dies(step, step % 7, ALL)) {
      step++;
    }

    assertThat(step).as("steps").isBetween(20, STEPS_MAX);
  }

  @Test
  void whatIsBeyondKeepGoesAndTheRestHasNoGap() throws Exception {
    int step = 0;
    while (dies(step, STEPS_MAX, 2)) {
      step++;
    }

    assertThat(step).as("steps").isBetween(20, STEPS_MAX);
  }

  /// The next daemon may have to rotate before it has cleaned up.
  @Test
  void aFileThatIsThereBothPlainAndCompressedIsNeverMovedApart() throws Exception {
    int step = 0;
    boolean died = true;
    while (died) {
      Path log = Files.createDirectories(folder.resolve("twice-" + step)).resolve("log");
      Files.writeString(log, "now");
      Files.writeString(LogNames.numbered(log, 1), "before");
      Files.writeString(LogNames.compressed(log, 1), "compressed before");
      died = !rotates(log, step);

      assertThat(rotates(log, STEPS_MAX)).isTrue();
      List<String> contents = new ArrayList<>();
      for (int number = 1; number < 5; number++) {
        for (Path file :
            List.of(LogNames.compressed(log, number), LogNames.numbered(log, number))) {
          if (Files.exists(file)) {
            contents.add(Files.readString(file));
          }
        }
      }
      assertThat(contents)
          .as("after death before step %d", step)
          .doesNotContain("before")
          .containsOnlyOnce("compressed before", "now");
      step++;
    }

    assertThat(step).isGreaterThan(2);
  }

  private static boolean rotates(Path log, int steps) throws IOException {
    LogNames names = new LogNames(log, disk(new Life(steps)));
    names.follow(rule(0, Duration.ZERO, ALL));
    try {
      names.rotate();
      if (Files.notExists(log)) {
        Files.writeString(log, "next");
      }
      return true;
    } catch (Death death) {
      return false;
    }
  }

  /// All but the two newest are too old; the daemon dies while it opens the log or while it
  /// rotates, and the next one finds the rest.
  @Test
  void whatIsTooOldGoesFromTheOldestOnAndNothingElse() throws Exception {
    LogRule rule =
        new LogRule(
            LogRule.DEFAULT.stdout(),
            LogRule.DEFAULT.stderr(),
            SIZE_MAX,
            Duration.ZERO,
            ALL,
            Duration.ofDays(7),
            true,
            false);
    List<String> all = lines(1, 35).lines().toList();
    int step = 0;
    boolean died = true;
    while (died) {
      Path log = Files.createDirectories(folder.resolve("aged-" + step)).resolve("log");
      int fifo = fifo("aged-fifo-" + step);
      write(fifo, lines(1, 30));
      live(STEPS_MAX, fifo, log, rule(SIZE_MAX, Duration.ZERO, ALL));
      age(log, 3, Duration.ofDays(8));
      List<String> old = linesOf(log, 3);
      write(fifo, lines(31, 35));

      died = !live(step, fifo, log, rule);
      live(STEPS_MAX, fifo, log, rule);

      assertThat(found(log))
          .as("after death before step %d", step)
          .isEqualTo(all.subList(old.size(), all.size()));
      calls.close(fifo);
      step++;
    }

    assertThat(step).as("steps").isBetween(10, STEPS_MAX);
  }

  /// Sets back when the files from a number on were written last.
  private void age(Path log, int first, Duration age) throws IOException {
    for (int number = first; Files.exists(LogNames.compressed(log, number)); number++) {
      Files.setLastModifiedTime(LogNames.compressed(log, number), FileTime.from(now.minus(age)));
    }
  }

  private static List<String> linesOf(Path log, int first) throws IOException {
    List<String> found = new ArrayList<>();
    for (int number = first; Files.exists(LogNames.compressed(log, number)); number++) {
      found.addAll(
          new String(OutputRig.content(LogNames.compressed(log, number)), StandardCharsets.UTF_8)
              .lines()
              .toList());
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  @Test
  void aFileThatIsTooOldEndsBeforeTheNextLine() throws Exception {
    Path log = folder.resolve("log");
    int fifo = fifo("aged");
    Duration day = Duration.ofDays(1);
    LogRule rule = rule(0, day, 5);
    write(fifo, "first\nunfinished");
    live(STEPS_MAX, fifo, log, rule);
    now = now.plus(day).minusSeconds(60);
    write(fifo, " line\nsecond\n");
    live(STEPS_MAX, fifo, log, rule);
    assertThat(log).hasContent("first\nunfinished line\nsecond\n");

    now = now.plusSeconds(120);
    live(STEPS_MAX, fifo, log, rule);
    assertThat(LogNames.compressed(log, 1)).as("nothing came").doesNotExist();
    write(fifo, "third\n");
    live(STEPS_MAX, fifo, log, rule);

    assertThat(log).hasContent("third\n");
    assertThat(OutputRig.content(LogNames.compressed(log, 1)))
        .asString()
        .isEqualTo("first\nunfinished line\nsecond\n");
    calls.close(fifo);
  }

  @Test
  void aLineUnderWayIsFinishedInTheFileThatIsTooOld() throws Exception {
    Path log = folder.resolve("log");
    int fifo = fifo("aged");
    LogRule rule = rule(0, Duration.ofHours(1), 5);
    write(fifo, "begun");
    live(STEPS_MAX, fifo, log, rule);
    now = now.plus(Duration.ofHours(2));

    write(fifo, " and ended\nnext\n");
    live(STEPS_MAX, fifo, log, rule);

    assertThat(log).hasContent("next\n");
    assertThat(OutputRig.content(LogNames.compressed(log, 1)))
        .asString()
        .isEqualTo("begun and ended\n");
    calls.close(fifo);
  }

  /// Three daemons: one that lives, one that dies before a step of its, perhaps one that dies soon
  /// after, and one that finds all that.
  ///
  /// @return whether the second one died
  private boolean dies(int step, int nextStep, int keep) throws Exception {
    Path log = Files.createDirectories(folder.resolve("at-" + step)).resolve("log");
    int fifo = fifo("fifo-" + step);
    LogRule rule = rule(SIZE_MAX, Duration.ZERO, keep);
    write(fifo, lines(1, 30));
    live(STEPS_MAX, fifo, log, rule);

    write(fifo, lines(31, 50));
    boolean died = !live(step, fifo, log, rule);
    write(fifo, lines(51, 55));
    live(nextStep, fifo, log, rule);
    write(fifo, lines(56, 80));
    live(STEPS_MAX, fifo, log, rule);

    List<String> found = found(log);
    List<String> all = lines(1, 80).lines().toList();
    assertThat(found)
        .as("after death before step %d", step)
        .isEqualTo(keep == ALL ? all : all.subList(80 - found.size(), 80));
    assertThat(found).hasSizeGreaterThanOrEqualTo(15);
    calls.close(fifo);
    return died;
  }

  /// Moves all that is in the FIFO, until it is empty or death comes.
  ///
  /// @return whether it lived
  private boolean live(int steps, int fifo, Path log, LogRule rule) throws IOException {
    Life life = new Life(steps);
    try (Mortal mortal = new Mortal(life)) {
      PumpTools tools = new PumpTools(mortal, InstantSource.fixed(now));
      LogNames names = new LogNames(log, disk(life));
      names.follow(rule);
      try {
        LogFile file = new LogFile(tools, names, new LogCompressor(new AtOnce()), rule);
        PumpSink sink =
            new PumpSpliced(tools, file, new LogLoss(OutputRig.WEB, Stream.STDOUT, noLosses()));
        while (mortal.waiting(fifo) > 0) {
          sink.take(fifo, 1 << 16);
        }
        sink.close();
        return true;
      } catch (Death death) {
        return false;
      }
    }
  }

  private int fifo(String name) {
    String path = folder.resolve(name).toString();
    assertThat(calls.makeFifo(path)).isZero();
    return calls.open(path, OutputCalls.O_RDWR | OutputCalls.O_NONBLOCK, 0);
  }

  private void write(int fifo, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    var memory = calls.allocate(bytes.length);
    memory.copyFrom(java.lang.foreign.MemorySegment.ofArray(bytes));
    assertThat(calls.write(fifo, memory, 0, bytes.length)).isEqualTo(bytes.length);
  }

  private static LogRule rule(long size, Duration age, int keep) {
    LogRule usual = LogRule.DEFAULT;
    return new LogRule(usual.stdout(), usual.stderr(), size, age, keep, Duration.ZERO, true, false);
  }

  private static String lines(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> "line " + number + "\n")
        .reduce("", String::concat);
  }

  /// What all files hold, also two of one number.
  private static List<String> found(Path log) throws IOException {
    List<String> found = new ArrayList<>();
    for (int number = 100; number >= 1; number--) {
      for (Path file : List.of(LogNames.compressed(log, number), LogNames.numbered(log, number))) {
        if (Files.exists(file)) {
          found.addAll(
              new String(OutputRig.content(file), StandardCharsets.UTF_8).lines().toList());
        }
      }
    }
    found.addAll(Files.readAllLines(log));
    assertThat(log.resolveSibling("log.gz.tmp")).doesNotExist();
    return found;
  }

  private static Losses noLosses() {
    return new Losses() {
      @Override
      public void began(Writer writer, Stream stream, String errno) {
        throw new AssertionError(errno);
      }

      @Override
      public void ended(Writer writer, Stream stream, long bytes, String errno) {
        throw new AssertionError(errno);
      }

      @Override
      public void holding(String sentence) {
        throw new AssertionError(sentence);
      }
    };
  }

  /// The steps that a daemon has still to live; once dead, it does nothing any more.
  private static final class Life {
    private int left;

    Life(int steps) {
      left = steps;
    }

    void step() {
      if (left == 0) {
        throw new Death();
      }
      left--;
    }
  }

  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class Mortal extends OutputCalls {
    private final Life life;

    Mortal(Life life) {
      this.life = life;
    }

    @Override
    int open(String name, int flags, int mode) {
      if (!name.startsWith("/dev/")) {
        life.step();
      }
      return super.open(name, flags, mode);
    }

    @Override
    long splice(int from, int to, long bytesMax) {
      life.step();
      return super.splice(from, to, bytesMax);
    }

    @Override
    long tee(int from, int to, long bytesMax) {
      life.step();
      return super.tee(from, to, bytesMax);
    }
  }

  private static LogDisk disk(Life life) {
    return new LogDisk() {
      @Override
      public void move(Path from, Path to) throws IOException {
        life.step();
        REAL.move(from, to);
      }

      @Override
      public void delete(Path file) throws IOException {
        life.step();
        REAL.delete(file);
      }

      @Override
      public OutputStream create(Path file) throws IOException {
        life.step();
        return new FilterOutputStream(REAL.create(file)) {
          @Override
          public void write(int one) throws IOException {
            out.write(one);
          }

          @Override
          public void write(byte[] bytes, int from, int length) throws IOException {
            life.step();
            out.write(bytes, from, length);
            out.flush();
          }
        };
      }
    };
  }

  /// Does what it is given on the thread that gives it.
  private static final class AtOnce extends AbstractExecutorService {
    @Override
    public void execute(Runnable work) {
      work.run();
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long time, TimeUnit unit) {
      return true;
    }
  }
}
