package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tend.core.forecast.Coming;
import dev.tend.core.forecast.Forecast;
import dev.tend.core.forecast.Wanted;
import dev.tend.core.process.Exit;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Once;
import dev.tend.core.why.Answer;
import dev.tend.core.why.LastWords;
import dev.tend.core.why.Records;
import dev.tend.core.why.Why;
import dev.tend.core.world.Request.OfJob.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Jobs that run once a day, or within windows. Hosts begin on a Sunday, 2026-03-01, at 13:00 UTC.
class OneShotsTest {

  private static final Exit DONE = new Exit.Code(0);
  private static final JobSpec DAILY =
      JobSpec.of("report", "bin/report").withRule(JobSpec.of("a", "b").rule().withOnce(Once.DAY));
  private static final JobSpec WORKDAYS = within(DAILY, "mon-fri", "08:00", "18:00");
  private static final JobSpec EVER =
      within(JobSpec.of("report", "bin/report"), "mon-fri", "08:00", "18:00");

  @Test
  void itRunsAtOnceAndAgainTheNextDay() {
    Host host = Host.with(DAILY);
    assertThat(host.running("report")).hasSize(1);
    host.ends("report.1", DONE);

    host.until("2026-03-01T23:59:59Z");
    assertThat(host.log()).isEmpty();
    host.until("2026-03-02T00:00:00Z");

    assertThat(host.log()).containsExactly("report.1 starts");
    assertThat(host.job("report").round()).isEqualTo(2);
  }

  /// A4-4: procman takes a quick one for one that could not be launched, and runs it again and
  /// again.
  @Test
  void a4_4_aQuickOneRunsOnce() {
    Host host = Host.with(DAILY);
    host.ends("report.1", DONE).passes(Duration.ofHours(2));

    assertThat(host.log()).isEmpty();
    assertThat(host.job("report").round()).isEqualTo(1);
  }

  @Test
  void withinItsWindowItRunsOnceADay() {
    Host host = Host.with(WORKDAYS);
    assertThat(host.log()).isEmpty();

    host.until("2026-03-02T08:00:00Z");
    assertThat(host.log()).containsExactly("report.1 starts");
    host.ends("report.1", DONE).until("2026-03-03T07:59:59Z");
    assertThat(host.log()).isEmpty();
    host.until("2026-03-03T08:00:00Z");

    assertThat(host.log()).containsExactly("report.1 starts");
  }

  @Test
  void whatStillRunsWhenItsWindowClosesIsStoppedAndRunsAnewTheNextDay() {
    Host host = Host.with(WORKDAYS).until("2026-03-02T17:59:59Z");
    host.log();

    host.until("2026-03-02T18:00:00Z");
    assertThat(host.log()).containsExactly("report.1 gets TERM");
    assertThat(host.job("report").failed()).isZero();
    host.until("2026-03-03T08:00:00Z");

    assertThat(host.log()).containsExactly("report.1 starts");
    assertThat(host.job("report").round()).isEqualTo(2);
  }

  @Test
  void onceEverIsCarriedOnInTheNextWindowAndThenDone() {
    Host host = Host.with(EVER).until("2026-03-02T18:00:00Z");
    assertThat(host.log()).containsExactly("report.1 starts", "report.1 gets TERM");
    host.until("2026-03-03T08:00:00Z");
    assertThat(host.log()).containsExactly("report.1 starts");
    host.ends("report.1", DONE).until("2026-03-05T12:00:00Z");

    assertThat(host.log()).isEmpty();
    assertThat(host.job("report").complete()).isTrue();
    assertThat(host.job("report").round()).isEqualTo(1);
  }

  @Test
  void aFailureIsTriedAgainWithinTheWindow() {
    Host host = Host.with(WORKDAYS).until("2026-03-02T08:00:00Z");
    host.ends("report.1", new Exit.Code(1)).passes(Duration.ofMinutes(1));

    assertThat(host.log()).containsExactly("report.1 starts", "report.1 starts");
  }

  /// A4-31: procman says neither whether it failed nor when it is tried again.
  @Test
  void a4_31_oneThatHasFailedRunsTheNextDay() {
    JobSpec once =
        WORKDAYS.withRule(WORKDAYS.rule().withRetries(WORKDAYS.rule().retries().withLimit(0)));
    Host host = Host.with(once).until("2026-03-02T08:00:00Z");
    host.ends("report.1", new Exit.Code(1)).until("2026-03-02T17:00:00Z");
    assertThat(host.job("report").phaseName()).isEqualTo("failed");
    assertThat(host.log()).containsExactly("report.1 starts");

    host.until("2026-03-03T08:00:00Z");

    assertThat(host.log()).containsExactly("report.1 starts");
  }

  @Test
  void aRetryThatFallsOutsideTheWindowWaitsForTheNext() {
    JobSpec slow = within(JobSpec.of("report", "bin/report"), "mon-fri", "08:00", "18:00");
    Host host = Host.with(slow).until("2026-03-02T17:59:58Z");
    host.ends("report.1", new Exit.Code(1)).until("2026-03-02T20:00:00Z");
    assertThat(host.log()).containsExactly("report.1 starts");

    host.until("2026-03-03T08:00:00Z");

    assertThat(host.log()).containsExactly("report.1 starts");
  }

  @Test
  void whatIsStillAtTheDayBeforeGoesOnFirst() {
    Host host = Host.with(DAILY).until("2026-03-02T05:00:00Z");
    assertThat(host.log()).isEmpty();

    host.ends("report.1", DONE);

    assertThat(host.log()).containsExactly("report.1 starts");
    host.ends("report.1", DONE).until("2026-03-02T23:59:59Z");
    assertThat(host.log()).isEmpty();
  }

  @Test
  void theNextDaemonKnowsThatItRanToday() {
    Host host = Host.with(WORKDAYS).until("2026-03-02T08:00:00Z");
    host.ends("report.1", DONE);

    Host next = host.successor(WORKDAYS).passes(Duration.ofHours(1));
    assertThat(next.log()).doesNotContain("report.1 starts");
    Host booted = next.afterReboot(WORKDAYS).passes(Duration.ofHours(1));

    assertThat(booted.log()).doesNotContain("report.1 starts");
    assertThat(booted.until("2026-03-03T08:00:00Z").log()).containsExactly("report.1 starts");
  }

  @Test
  void aClockThatIsPutBackBringsNoDayAgain() {
    Host host = Host.with(WORKDAYS).until("2026-03-02T08:30:00Z");
    host.ends("report.1", DONE);
    host.log();

    host.clockIsSet(Duration.ofHours(-12)).until("2026-03-02T12:00:00Z");

    assertThat(host.log()).isEmpty();
  }

  @Test
  void aDayThatNoDaemonSawIsMadeUpForWithinItsWindow() {
    Host host = Host.with(WORKDAYS).until("2026-03-02T08:00:00Z");
    host.ends("report.1", DONE);
    host.downtime(Duration.ofHours(26));

    assertThat(host.successor(WORKDAYS).log()).contains("report.1 starts");
  }

  @Test
  void aRunOutsideItsWindowIsRefusedUnlessForced() {
    Host host = Host.with(WORKDAYS);

    assertThat(host.job("report", Verb.RUN))
        .isEqualTo(
            new Reply.Refused(
                Reply.Reason.CONFLICT,
                "report is outside its window until Mon 08:00 (window mon-fri 08:00-18:00 Z)",
                "'tend start --force report' holds it up until then."));
    assertThat(host.start("report")).isInstanceOf(Reply.Refused.class);
    host.forceStart("report");

    assertThat(host.log()).containsExactly("report.1 starts");
  }

  @Test
  void aRunByHandWithinTheWindowIsThatDays() {
    Host host = Host.with(within(DAILY.withWorker(DAILY.worker()), "all", "08:00", "18:00"));
    host.ends("report.1", DONE);
    host.log();

    host.job("report", Verb.RUN);
    host.ends("report.1", DONE).until("2026-03-02T07:00:00Z");

    assertThat(host.log()).containsExactly("report.1 starts");
  }

  @Test
  void whatAnOperatorStoppedStaysSo() {
    Host host = Host.with(WORKDAYS).until("2026-03-02T08:00:00Z");
    host.stop("report");
    host.log();

    host.until("2026-03-04T12:00:00Z");

    assertThat(host.log()).isEmpty();
  }

  @Test
  void whatAnOperatorStoppedAtRestStaysSo() {
    Host unbegun = Host.with(WORKDAYS);
    unbegun.stop("report");
    Host done = Host.with(WORKDAYS).until("2026-03-02T08:00:00Z");
    done.ends("report.1", DONE).stop("report");
    done.log();

    for (Host host : List.of(unbegun, done)) {
      assertThat(host.until("2026-03-03T12:00:00Z").log()).isEmpty();
      assertThat(why(host).root()).isEqualTo("root asked for a stop");
      assertThat(why(host).next()).isEmpty();
      assertThat(host.successor(WORKDAYS).passes(Duration.ofDays(1)).log()).isEmpty();
    }
    unbegun.job("report", Verb.RUN);
    assertThat(unbegun.log()).containsExactly("report.1 starts");
  }

  @Test
  void ofWhatIsDoneNothingIsToCome() {
    Host host = Host.with(EVER).until("2026-03-02T08:00:00Z");
    host.ends("report.1", DONE).until("2026-03-02T19:00:00Z");

    assertThat(why(host).next()).isEmpty();
  }

  @Test
  void whySaysWhatItWaitsForAndWhenItRunsAgain() {
    Host host = Host.with(EVER);
    Answer waiting = why(host);
    assertThat(waiting.waitingFor())
        .contains("outside its window until Mon 08:00 (window mon-fri 08:00-18:00 Z)");
    assertThat(waiting.root())
        .isEqualTo("outside its window until Mon 08:00 (window mon-fri 08:00-18:00 Z)");
    assertThat(waiting.next().orElseThrow().what()).isEqualTo("its window opens");

    Host daily = Host.with(WORKDAYS);
    assertThat(why(daily).next().orElseThrow().at()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(why(daily).next().orElseThrow().what())
        .isEqualTo("it runs for the first time: once a day");
    assertThat(why(daily).root()).isEqualTo("it runs once a day, and no day of it has begun");
    assertThat(why(daily).waitingFor())
        .containsExactly("outside its window until Mon 08:00 (window mon-fri 08:00-18:00 Z)");
    daily.until("2026-03-02T08:00:00Z").ends("report.1", DONE);
    assertThat(why(daily).next().orElseThrow().what()).isEqualTo("it runs again: once a day");
  }

  @Test
  void theForecastHasItsDays() {
    Host host = Host.with(WORKDAYS);
    Instant from = host.now().wall();

    Forecast forecast =
        Forecast.of(
            Configuration.of(WORKDAYS),
            Wanted.of(host.snapshot()),
            from,
            from.plus(Duration.ofDays(2)));

    assertThat(forecast.comings())
        .extracting(Coming::at, Coming::action)
        .containsExactly(
            tuple(Instant.parse("2026-03-02T08:00:00Z"), Coming.Action.START),
            tuple(Instant.parse("2026-03-02T18:00:00Z"), Coming.Action.STOP),
            tuple(Instant.parse("2026-03-03T08:00:00Z"), Coming.Action.START));
  }

  @Test
  void theForecastHasNoDaysOfWhatAnOperatorStopped() {
    Host host = Host.with(DAILY);
    host.ends("report.1", DONE).stop("report");
    Instant from = host.now().wall();

    Wanted wanted = Wanted.of(host.snapshot());

    Configuration configuration = Configuration.of(DAILY);
    assertThat(Forecast.of(configuration, wanted, from, from.plus(Duration.ofDays(2))).comings())
        .isEmpty();
  }

  /// Random ends, failures, boots and deaths of the daemon at any note and any effect.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void noDayHasTwoSuccessesAndNothingRunsOutsideItsWindow(int part) {
    for (int seed = part * 60; seed < (part + 1) * 60; seed++) {
      try {
        live(new Random(seed));
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError("seed " + seed, broken);
      }
    }
  }

  private static void live(Random random) {
    JobSpec spec = random.nextBoolean() ? WORKDAYS : within(DAILY, "all", "22:00", "06:00");
    Host host = Host.opening(Recovered.NOTHING, spec);
    host.turn();
    SortedSet<Instant> done = new TreeSet<>();
    for (int step = 0; step < 150; step++) {
      if (random.nextInt(3) == 0) {
        host.diesAfter(random.nextInt(8));
      }
      try {
        if (random.nextInt(3) == 0 && !host.running("report").isEmpty()) {
          boolean success = random.nextInt(3) != 0;
          Instant began = host.job("report").asked().wall();
          host.ends("report.1", new Exit.Code(success ? 0 : 1));
          if (success) {
            assertThat(done.add(spec.days().begun(began).orElseThrow()))
                .as("two successes on the day of %s", began)
                .isTrue();
          }
        } else {
          host.passes(Duration.ofMinutes(random.nextInt(300)));
        }
        host.diesAfter(Integer.MAX_VALUE);
      } catch (Host.Died died) {
        host = host.heir(random.nextInt(6) == 0, Configuration.of(spec));
        host.turn();
        host.buriesTheDead();
      }
      assertThat(host.defects()).isEmpty();
      assertThat(host.running("report")).hasSizeLessThanOrEqualTo(1);
      if (!host.running("report").isEmpty()) {
        boolean stops = host.states().stream().anyMatch(state -> state.contains("stopping"));
        assertThat(stops || spec.days().begun(host.now().wall()).isPresent())
            .as("it runs at %s", host.now().wall())
            .isTrue();
      }
    }
    assertThat(done).isNotEmpty();
  }

  private static Answer why(Host host) {
    return new Why(host.snapshot(), host.now(), LastWords.NONE, Records.NONE)
        .of(host.snapshot().jobs().getFirst());
  }

  private static JobSpec within(JobSpec job, String days, String from, String to) {
    return job.withWorker(WindowsTest.within(job.worker(), days, from, to));
  }
}
