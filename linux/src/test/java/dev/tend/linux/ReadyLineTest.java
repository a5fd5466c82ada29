package dev.tend.linux;

import static dev.tend.linux.OutputRig.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.RunId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Readiness;
import dev.tend.engine.KernelEvent;
import dev.tend.linux.ReadyPattern.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The wait for a line, on real FIFOs and logs.
class ReadyLineTest {

  private static final Readiness.Line READY = new Readiness.Line("ready at \\d+$");

  @TempDir Path folder;
  private final Libc libc = new Libc();
  private final List<KernelEvent> told = new CopyOnWriteArrayList<>();
  private OutputRig rig;
  private ReadyLines lines;

  @BeforeEach
  void open() {
    rig = new OutputRig(folder);
    lines = lines();
  }

  private ReadyLines lines() {
    return new ReadyLines(libc, Optional.of(folder), rig.output(), told::add);
  }

  @AfterEach
  void close() {
    lines.close();
    rig.close();
    libc.close();
  }

  @Test
  void aLineIsFoundThoughItComesInPiecesAndOnEitherStream() throws Exception {
    rig.output().open(WEB, LogRule.DEFAULT);
    RunId run = begin(READY);

    rig.run("echo up; printf 'rea' >&2");
    rig.run("printf 'dy at 80\\n' >&2");

    awaitTold(new KernelEvent.Ready(run, "it wrote 'ready at 80'"));
  }

  @Test
  void whatAnEarlierRunWroteDoesNotCount() throws Exception {
    rig.output().open(WEB, LogRule.DEFAULT);
    rig.run("echo ready at 1; printf 'ready at '");

    RunId run = begin(READY);
    rig.run("echo 2; echo ready at 3");

    awaitTold(new KernelEvent.Ready(run, "it wrote 'ready at 3'"));
  }

  @Test
  void theNextDaemonFindsWhatWasWrittenWhileNoneLived() throws Exception {
    rig.output().open(WEB, LogRule.DEFAULT);
    rig.run("echo ready at 1");
    RunId run = begin(READY);
    lines.close();
    rig.leave();
    rig.write("ready at 2\n");
    rig.begin();

    lines = lines();
    lines.resume(run);
    rig.output().resume(WEB, LogRule.DEFAULT);

    awaitTold(new KernelEvent.Ready(run, "it wrote 'ready at 2'"));
    lines.handedOut(told.getFirst());
    assertThat(folder.resolve("line").resolve(run.text())).exists();
    lines.settle();
    assertThat(folder.resolve("line")).isEmptyDirectory();
  }

  @Test
  void rotationTakesNothingAway() throws Exception {
    rig.output().open(WEB, OutputRig.rule(1000, 50, true));
    RunId run = begin(READY);

    rig.run("for i in $(seq 2000); do echo line $i; done; echo ready at 7; seq 1000");

    awaitTold(new KernelEvent.Ready(run, "it wrote 'ready at 7'"));
  }

  @Test
  void theTimeBeforeALineIsNoPartOfIt() throws Exception {
    rig.output().open(WEB, OutputRig.stamped(0));
    RunId run = begin(new Readiness.Line("^ready"));

    rig.run("echo ready");

    awaitTold(new KernelEvent.Ready(run, "it wrote 'ready'"));
  }

  @Test
  void aPatternThatTriesTooManyWaysFailsTheStart() throws Exception {
    rig.output().open(WEB, LogRule.DEFAULT);
    begin(new Readiness.Line("a*a*a*a*a*a*a*b"));

    rig.run("echo " + "a".repeat(1000));

    OutputRig.eventually().until(() -> !told.isEmpty());
    assertThat(told.getFirst())
        .isInstanceOfSatisfying(
            KernelEvent.NeverReady.class,
            never -> assertThat(never.how()).startsWith("its readiness pattern takes too long on"));
  }

  @Test
  void aLineIsLookedAtAsFarAsItsLimitAndTwoWildcardsAreNotTooMuch() {
    ReadyPattern pattern = new ReadyPattern(new Readiness.Line("a.*b"));
    String limit = "a".repeat(ReadyPattern.LINE_CHARS_MAX - 1);

    assertThat(pattern.look(limit + "b")).isEqualTo(Verdict.MATCHES);
    assertThat(pattern.look(limit + "ab")).isEqualTo(Verdict.DIFFERS);
    assertThat(new ReadyPattern(new Readiness.Line("(x|a)*b")).look(limit))
        .isNotEqualTo(Verdict.MATCHES);
  }

  private RunId begin(Readiness.Line line) {
    var plan = Plans.readyBy(line, Plans.command("/bin/true"));
    assertThat(lines.begin(plan, line)).isEmpty();
    return plan.run();
  }

  private void awaitTold(KernelEvent expected) {
    OutputRig.eventually().until(() -> !told.isEmpty());
    assertThat(told).containsExactly(expected);
  }
}
