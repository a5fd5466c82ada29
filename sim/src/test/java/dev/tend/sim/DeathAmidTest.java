package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.job.JobState;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.schedule.Window;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Probe;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.UpdateRule;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Small scenarios, each about one thing that takes its time, with a daemon that dies at its first
/// call into a port, or at its second, and so on to the last. What [DeathAtEveryStepTest] is for
/// the life of services, this is for what goes on beside it.
class DeathAmidTest {
  private static final Pattern DEATH = Pattern.compile("-- the daemon dies (.*)");

  /// By its clocks it is 23:00 when a scenario begins.
  private static final ZoneId MADRID = ZoneId.of("Europe/Madrid");

  private static final LocalTime BEGIN = LocalTime.of(23, 0);

  private static final List<Act> THROUGH_A_JOB =
      List.of(
          pass(1500),
          new Act.Job(new UnitName("load"), Request.OfJob.Verb.SUSPEND),
          pass(500),
          new Act.Job(new UnitName("load"), Request.OfJob.Verb.RESUME),
          pass(9000),
          new Act.Job(new UnitName("load"), Request.OfJob.Verb.RUN),
          pass(3000));

  @Test
  void aSlowHook() {
    Hooks hooks =
        Hooks.NONE
            .with(HookPhase.PRE_START, List.of(hook(Hook.OnFailure.RETRY, 1)))
            .with(HookPhase.POST_STOP, List.of(hook(Hook.OnFailure.IGNORE, 1)));
    ServiceSpec web = ServiceSpec.of("web", "bin/web").withHooks(hooks);

    assertThat(
            deaths(
                List.of(
                    pass(2500),
                    new Act.Restart(Selector.parse("web")),
                    pass(4000),
                    new Act.Stop(Selector.parse("web")),
                    pass(2500)),
                web))
        .contains("before spawn", "after spawn", "before standing", "after standing", "killTree");
  }

  @Test
  void aSlowProbe() {
    Probe live = probe(new Check.Tcp("127.0.0.1:80"));
    Probe ready = probe(new Check.Exec(new Command(List.of("bin/ready"))));
    ServiceSpec web =
        ServiceSpec.of("web", "bin/web")
            .withProbes(new Probes(Optional.empty(), Optional.of(ready), Optional.of(live)));

    assertThat(
            deaths(
                List.of(
                    pass(9000),
                    new Act.Strike(new InstanceId(web.name(), 1)),
                    pass(9000),
                    new Act.Stop(Selector.parse("web")),
                    pass(1000)),
                web))
        .contains("before ask", "after ask", "killTree");
  }

  @Test
  void theEdgesOfAWindow() {
    ServiceSpec db =
        ServiceSpec.of("db", "bin/db").withTiming(timing(window(-60, 5), window(12, 1000)));
    ServiceSpec second =
        ServiceSpec.of("web", "bin/web")
            .withLaunch(Launch.of(new Command(List.of("bin/web-2"))))
            .withTiming(
                Timing.ALWAYS
                    .withZone(MADRID)
                    .withFrom(LocalDateTime.parse("2026-03-28T23:00:18")));
    ServiceSpec web =
        ServiceSpec.of("web", "bin/web")
            .withEdges(List.of(Edge.Requires.ready(db.name())))
            .withTiming(timing().withLater(List.of(second)));

    assertThat(deaths(List.of(pass(26_000)), db, web))
        .contains("await", "signal", "before launching", "after launching");
  }

  @Test
  void aJobOfThree() {
    assertThat(deaths(THROUGH_A_JOB, load()))
        .contains("before job", "after job", "before spawn", "after spawn", "before ended");
  }

  /// Planted: the jobs of the next daemon do not know how the runs ended that are counted.
  @Test
  void anEndThatIsCountedAndForgottenIsFound() {
    Scenario scenario = new Scenario(1, Configuration.of(load()), THROUGH_A_JOB);
    Simulation whole = new Simulation(scenario, UnaryOperator.identity());
    whole.run();
    for (long call = 0; call < whole.callsBeforeCalm(); call++) {
      Simulation forgetful =
          new Simulation(
              scenario,
              UnaryOperator.identity(),
              journal ->
                  new ForgetfulJournal(journal, DeathAmidTest::endless, UnaryOperator.identity()));
      forgetful.doom(call, Long.MAX_VALUE);
      try {
        forgetful.run();
      } catch (Violation found) {
        assertThat(found).hasMessageMatching("3: the end of .* is counted as Code.*as Unknown.*");
        assertThat(forgetful.trace())
            .containsPattern("the daemon dies (after job|before standing)");
        return;
      }
    }
    throw new AssertionError("no death finds the fault");
  }

  @Test
  void theFiringsOfACronJob() {
    Schedule schedule =
        switch (Schedule.parse("5,10,15,25 0 23 * * *")) {
          case ScheduleReading.Read(Schedule read) -> read;
          case ScheduleReading.Mistake mistake -> throw new AssertionError(mistake);
        };
    CronRule rule = CronRule.of("tick", schedule, MADRID).with(Overlap.REPLACE, Missed.ALL);
    JobSpec job =
        JobSpec.of("tick", "bin/tick")
            .withRule(JobRule.DEFAULT.withRetries(RetryRule.DEFAULT.withLimit(0)));

    assertThat(
            deaths(
                List.of(
                    pass(7000),
                    new Act.Cron(new UnitName("tick"), Request.Cron.Order.TRIGGER),
                    pass(25_000)),
                new CronSpec(new UnitName("tick"), rule, job)))
        .contains("before crons", "after crons", "before job", "after job", "after launched");
  }

  /// The trial of a change that goes to two instances one after the other.
  @Test
  void aTrial() {
    ServiceSpec web =
        ServiceSpec.of("web", "bin/web").withInstances(2).withUpdate(UpdateRule.rolling(1));
    ServiceSpec next = web.withLaunch(Launch.of(new Command(List.of("bin/web-2"))));

    assertThat(
            deaths(
                List.of(
                    pass(2500),
                    new Act.Reload(Configuration.of(next), Optional.of(Duration.ofSeconds(6))),
                    pass(9000)),
                web))
        .contains("before append", "after append", "before standing", "signal");
  }

  /// The trial of a change that takes a job and a cron job away, and never becomes ready.
  @Test
  void aTrialThatRemovesWhatHasBeenDone() {
    JobRule rule = JobRule.DEFAULT.withWorkers(1, 3, CompletionMode.INDEXED);
    Schedule schedule =
        switch (Schedule.parse("1,4 0 23 * * *")) {
          case ScheduleReading.Read(Schedule read) -> read;
          case ScheduleReading.Mistake mistake -> throw new AssertionError(mistake);
        };
    CronRule fires = CronRule.of("tick", schedule, MADRID).with(Overlap.FORBID, Missed.ALL);
    UnitName tick = new UnitName("tick");
    ServiceSpec never =
        ServiceSpec.of("never", "bin/never")
            .withStart(
                new StartRule(Duration.ofMinutes(1), Duration.ofSeconds(1), Readiness.SIGNALLED));

    assertThat(
            deaths(
                List.of(
                    pass(2500),
                    new Act.Cron(tick, Request.Cron.Order.SUSPEND),
                    new Act.Reload(Configuration.of(never), Optional.of(Duration.ofSeconds(3))),
                    pass(9000)),
                JobSpec.of("load", "bin/load").withRule(rule),
                new CronSpec(tick, fires, JobSpec.of("tick", "bin/tick"))))
        .contains("before crons", "after crons", "before job", "after job", "before append");
  }

  private static Set<String> deaths(List<Act> acts, UnitSpec... units) {
    Set<String> steps = new TreeSet<>();
    Scenario scenario = new Scenario(1, Configuration.of(units), acts);
    Simulation whole = new Simulation(scenario, UnaryOperator.identity());
    whole.run();
    for (long call = 0; call < whole.callsBeforeCalm(); call++) {
      Simulation simulation = new Simulation(scenario, UnaryOperator.identity());
      simulation.doom(call, Long.MAX_VALUE);
      try {
        simulation.run();
      } catch (RuntimeException broken) {
        throw new AssertionError("dead at call " + call + "\n" + simulation.trace(), broken);
      }
      DEATH.matcher(simulation.trace()).results().forEach(match -> steps.add(match.group(1)));
    }
    return steps;
  }

  /// Two workers at three completions.
  private static JobSpec load() {
    JobRule rule =
        JobRule.DEFAULT
            .withWorkers(2, 3, CompletionMode.INDEXED)
            .withRetries(
                RetryRule.DEFAULT.withBackoff(
                    new Backoff(Duration.ofMillis(200), Duration.ofSeconds(1), 2, 0)));
    return JobSpec.of("load", "bin/load").withRule(rule);
  }

  private static JobState endless(JobState state) {
    return new JobState(
        state.round(),
        state.spec(),
        state.phase(),
        state.workers(),
        new TreeMap<>(),
        state.succeeded(),
        state.lost(),
        state.misses(),
        state.failed(),
        state.streak(),
        state.pauseNanos(),
        state.asked(),
        state.active(),
        state.since(),
        state.cause());
  }

  private static Act pass(long millis) {
    return new Act.Pass(Duration.ofMillis(millis));
  }

  private static Hook hook(Hook.OnFailure mode, int number) {
    return Hook.of(HookWitness.name(mode, false, number), new Command(List.of("bin/hook")))
        .within(Duration.ofMillis(1500))
        .onFailure(mode);
  }

  private static Probe probe(Check check) {
    return new Probe(
        check, Duration.ofMillis(100), Duration.ofSeconds(3), Duration.ofMillis(900), 2, 1);
  }

  private static Timing timing(Window... windows) {
    return Timing.ALWAYS.withZone(MADRID).withWindows(new Windows(List.of(windows)));
  }

  /// From so many seconds after the beginning on.
  private static Window window(int from, int to) {
    return new Window(
        new TreeSet<>(List.of(DayOfWeek.values())),
        BEGIN.plusSeconds(from),
        BEGIN.plusSeconds(to),
        MADRID);
  }
}
