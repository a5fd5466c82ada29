package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cron.CronRule;
import dev.tend.core.plan.Change;
import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.process.Exit;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.Until;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RehearsalTest {
  private static final ServiceSpec DB = service("db");
  private static final ServiceSpec WEB = service("web", "db");
  private static final ServiceSpec ALONE = service("alone");

  @Test
  void theSameConfigurationDoesNothing() {
    Host host = Host.with(DB, WEB);

    Plan plan = host.plan(DB, WEB);

    assertThat(plan.isEmpty()).isTrue();
    assertThat(plan.steps()).isEmpty();
    assertThat(told(plan))
        .containsExactly("db none: nothing about it changes", "web none: nothing about it changes");
  }

  @Test
  void aPlanChangesNothing() {
    Host host = Host.with(DB, WEB);

    host.plan(newCommand(DB), service("new"));
    host.passes(Duration.ofMinutes(1));

    assertThat(host.log()).isEmpty();
    assertThat(host.plan(DB, WEB).isEmpty()).isTrue();
  }

  @Test
  void aRestartTakesAlongWhoRequiresIt() {
    Host host = Host.with(DB, WEB, ALONE);

    Plan plan = host.plan(newCommand(DB), WEB, ALONE);

    assertThat(told(plan))
        .containsExactly(
            "alone none: nothing about it changes",
            "db restart: only a new process can take over what changed, and pulls web",
            "web restart: it requires db, which is restarted");
    assertThat(steps(plan))
        .containsExactly("web.1 stops", "db.1 stops", "db.1 starts", "web.1 starts");
  }

  @Test
  void whatComesAndGoesIsSaid() {
    Host host = Host.with(DB, ALONE);

    Plan plan = host.plan(DB.withPriority(3), WEB, service("idle").withAutostart(false));

    assertThat(told(plan))
        .containsExactly(
            "alone remove: the configuration has it no longer",
            "db update: what runs takes over what changed",
            "idle create: it is new, and nothing starts it",
            "web create: it is new");
    assertThat(steps(plan)).containsExactly("alone.1 stops", "web.1 starts");
  }

  @Test
  void scalingToNothingStopsWhoRequiresIt() {
    Host host = Host.with(DB, WEB);

    Plan plan = host.plan(DB.withInstances(0), WEB);

    assertThat(told(plan))
        .containsExactly(
            "db stop: no instance of it is left, and pulls web",
            "web stop: it requires db, which is stopped");
    assertThat(steps(plan)).containsExactly("web.1 stops", "db.1 stops");
  }

  @Test
  void whatIsNewlyRequiredStartsThoughNobodyChangedIt() {
    Host host = Host.with(DB.withAutostart(false), ALONE);

    Plan plan = host.plan(DB.withAutostart(false), service("alone", "db"));

    assertThat(told(plan))
        .containsExactly(
            "alone update: what runs takes over what changed, and pulls db",
            "db start: alone requires it");
    assertThat(steps(plan)).containsExactly("db.1 starts");
  }

  @Test
  void whoWaitedForWhatHadFailedStartsWithIt() {
    ServiceSpec broken = DB.withRestart(RestartMode.NEVER);
    Host host = Host.with(broken, service("web", Until.READY, "db"));
    host.ends("db.1", new Exit.Code(1)).passes(Duration.ofMinutes(1));
    host.restart("web");
    host.passes(Duration.ofMinutes(1));

    Plan plan = host.plan(newCommand(broken), service("web", Until.READY, "db"));

    assertThat(steps(plan)).contains("db.1 starts", "web.1 starts");
  }

  @Test
  void aUnitThatAnOperatorStoppedIsNotSaidToStart() {
    Host host = Host.with(DB, ALONE);
    host.stop("alone");

    Plan plan = host.plan(DB, newCommand(ALONE));

    assertThat(told(plan)).contains("alone update: nothing of it runs");
    assertThat(plan.steps()).isEmpty();
  }

  @Test
  void aStalePlanIsRefusedAndChangesNothing() {
    Host host = Host.with(DB, WEB);
    String base = host.plan(newCommand(DB), WEB).base();
    host.stop("web");
    host.passes(Duration.ofMinutes(1));
    host.log();

    Reply reply = host.apply(base, newCommand(DB), WEB);

    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reply.Reason.CONFLICT);
              assertThat(refused.sentence()).contains("stale");
            });
    assertThat(host.plan(DB, WEB).isEmpty()).isTrue();
  }

  @Test
  void aPlanThatStillHoldsIsCarriedOut() {
    Host host = Host.with(DB, WEB);
    Plan plan = host.plan(newCommand(DB), WEB);

    Reply reply = host.apply(plan.base(), newCommand(DB), WEB);
    host.passes(Duration.ofMinutes(1));

    assertThat(reply).isInstanceOf(Reply.Reloaded.class);
    assertThat(host.log())
        .containsExactly("web.1 gets TERM", "db.1 gets TERM", "db.1 starts", "web.1 starts");
    assertThat(host.plan(newCommand(DB), WEB).isEmpty()).isTrue();
  }

  @Test
  void theBaseTellsTheSamePlanAgain() {
    Host host = Host.with(DB, WEB);

    String base = host.plan(newCommand(DB), WEB).base();

    assertThat(host.plan(newCommand(DB), WEB).base()).isEqualTo(base);
    assertThat(host.plan(DB, WEB).base()).isNotEqualTo(base);
  }

  /// The steps of a plan are what is then done.
  @Test
  void theRunOfACronJobThatIsRemovedEndsWithIt() {
    CronSpec backup = cron("0 * * * *");
    Host host = Host.with(ALONE, backup);
    host.passes(Duration.ofHours(1)).log();

    Plan plan = host.plan(ALONE);

    assertThat(told(plan)).contains("backup remove: the configuration has it no longer");
    assertThat(steps(plan)).containsExactly("backup-1.1 stops");
    assertThat(host.plan(ALONE, cron("30 * * * *")).steps()).isEmpty();
    host.apply(plan.base(), ALONE);
    assertThat(host.passes(Duration.ofMinutes(1)).log()).containsExactly("backup-1.1 gets TERM");
  }

  @Test
  void theWorkersOfAJobThatIsRemovedOrSuspendedEndWithIt() {
    JobSpec job = JobSpec.of("import", "bin/import");
    Host host = Host.with(ALONE, job);
    host.passes(Duration.ofMinutes(1));

    assertThat(steps(host.plan(ALONE))).containsExactly("import.1 stops");
    JobSpec suspended = new JobSpec(job.worker(), job.rule().withSuspend(true));
    Plan plan = host.plan(ALONE, suspended);
    assertThat(steps(plan)).containsExactly("import.1 stops");

    host.apply(plan.base(), ALONE, suspended);

    assertThat(host.passes(Duration.ofMinutes(1)).log()).containsExactly("import.1 gets TERM");
  }

  @Test
  void theWorkersOfAJobThatChangesEndAndBeginAnew() {
    JobSpec job = JobSpec.of("import", "bin/import");
    Host host = Host.with(ALONE, job);
    host.passes(Duration.ofMinutes(1));

    Plan plan = host.plan(ALONE, JobSpec.of("import", "bin/other"));

    assertThat(steps(plan)).containsExactly("import.1 stops", "import.1 starts");
    host.apply(plan.base(), ALONE, JobSpec.of("import", "bin/other"));
    assertThat(host.passes(Duration.ofMinutes(1)).log())
        .containsExactly("import.1 gets TERM", "import.1 starts");
  }

  private static CronSpec cron(String expression) {
    Schedule schedule = ((ScheduleReading.Read) Schedule.parse(expression)).schedule();
    return new CronSpec(
        new UnitName("backup"),
        CronRule.of("backup", schedule, ZoneOffset.UTC),
        JobSpec.of("backup", "bin/backup"));
  }

  @Test
  void aLongChainIsPlannedWithoutRecursion() {
    int length = 5_000;
    ServiceSpec[] chain =
        IntStream.range(0, length)
            .mapToObj(i -> i == 0 ? service(name(0)) : service(name(i), name(i - 1)))
            .toArray(ServiceSpec[]::new);
    Host host = Host.opening(Recovered.NOTHING, chain);

    Plan plan = host.plan();

    assertThat(plan.changes()).hasSize(length);
  }

  private static String name(int i) {
    return "u%04d".formatted(i);
  }

  private static ServiceSpec newCommand(ServiceSpec spec) {
    return spec.withLaunch(Launch.of(new Command(List.of("bin/other"))));
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream().map(RehearsalTest::told).toList();
  }

  private static String told(Step step) {
    return step.instance() + (step.starts() ? " starts" : " stops");
  }

  private static List<String> told(Plan plan) {
    return plan.changes().stream().map(RehearsalTest::told).toList();
  }

  private static String told(Change change) {
    String pulls = change.pulls().stream().map(UnitName::text).collect(Collectors.joining(", "));
    return change.unit()
        + " "
        + change.action().text()
        + ": "
        + change.because()
        + (pulls.isEmpty() ? "" : ", and pulls " + pulls);
  }
}
