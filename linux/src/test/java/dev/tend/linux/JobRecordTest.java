package dev.tend.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.job.Indexes;
import dev.tend.core.job.JobState;
import dev.tend.core.job.JobState.Misses;
import dev.tend.core.job.JobState.Phase;
import dev.tend.core.job.JobState.Work;
import dev.tend.core.job.JobState.Work.Progress;
import dev.tend.core.job.Verdict;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Fingerprint;
import dev.tend.core.time.Moment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRecordTest {

  private static final Moment AT = new Moment(Instant.parse("2026-11-21T10:00:00Z"), 42);

  /// What a program says may hold anything.
  private static final String ODD = "a\tb\\t\\c=d\ne é";

  private static final Cause CAUSE =
      new Cause.Rule(ODD, AT.wall(), new Cause.Asked(new Actor(ODD), "run", AT.wall()));

  private static JobState state(Phase phase) {
    return new JobState(
        3,
        new Fingerprint("p", "w"),
        phase,
        new TreeMap<>(
            Map.of(
                1, new Work(4, 2, Optional.of(new RunId("r-1")), Progress.AT_IT),
                2, new Work(Work.NOTHING, 1, Optional.empty(), Progress.STOPPING),
                3, new Work(5, 1, Optional.of(new RunId("r-2")), Progress.COUNTED))),
        new TreeMap<>(
            Map.of(
                1, new Cause.Exited(new RunId("r-0"), new Exit.Signalled(11, true), AT.wall()),
                3, new Cause.Exited(new RunId("r-2"), new Exit.Code(9), AT.wall()),
                4, new Cause.Exited(new RunId("r-9"), new Exit.Unknown(ODD), AT.wall()))),
        Indexes.parse("0-3,9"),
        Indexes.parse("5"),
        new TreeMap<>(Map.of(6, new Misses(2, 99))),
        7,
        1,
        12,
        AT,
        Optional.of(AT),
        AT,
        CAUSE);
  }

  @Test
  void whatWasWrittenIsRead() {
    Verdict verdict = new Verdict(Verdict.Reason.BACKOFF_LIMIT_EXCEEDED, ODD);
    List<Phase> phases =
        List.of(
            new Phase.Idle(),
            new Phase.Suspended(),
            new Phase.Active(),
            new Phase.Ending(verdict),
            new Phase.Over(verdict, false),
            new Phase.Over(verdict, true));
    for (Phase phase : phases) {
      JobRecord record = new JobRecord(state(phase), "boot-1");
      assertThat(JobRecord.parse(record.text())).isEqualTo(record);
    }
    JobRecord idle = new JobRecord(JobState.idle(new Fingerprint("a", "b"), CAUSE, AT), "boot-1");
    assertThat(JobRecord.parse(idle.text())).isEqualTo(idle);
  }

  /// By a version that noted no ends.
  @Test
  void anOlderRecordIsRead() {
    JobState state = state(new Phase.Active());
    String older = new JobRecord(state, "boot-1").text().replaceAll("(?m)^end\\..*\n", "");

    JobState read = JobRecord.parse(older).state();

    assertThat(read.ends()).isEmpty();
    assertThat(read.workers()).isEqualTo(state.workers());
    assertThat(read.misses()).isEqualTo(state.misses());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "round=",
        "phase=",
        "succeeded=",
        "asked=",
        "worker.1=",
        "end.1=",
        "process_print="
      })
  void whatIsNoRecordIsRefused(String fact) {
    String text = new JobRecord(state(new Phase.Active()), "boot-1").text();
    String broken = text.replaceAll("(?m)^" + fact + ".*$", fact + "?");
    String without = text.replaceAll("(?m)^" + fact + ".*\n", "");

    assertThat(text).isNotEqualTo(broken).isNotEqualTo(without);
    if (!fact.equals("process_print=")) {
      assertThatThrownBy(() -> JobRecord.parse(broken))
          .isInstanceOf(IllegalArgumentException.class);
    }
    if (!fact.equals("worker.1=") && !fact.equals("end.1=")) {
      assertThatThrownBy(() -> JobRecord.parse(without))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
