package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.plan.Change;
import dev.tend.core.plan.Plan;
import dev.tend.core.process.Exit;
import dev.tend.core.schedule.Window;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Once;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What a plan says of jobs and of those that wait for them. Hosts begin on a Sunday at 13:00 UTC.
class JobRehearsalTest {
  private static final ServiceSpec ALONE = service("alone");
  private static final JobSpec IMPORT = JobSpec.of("import", "bin/import");
  private static final JobSpec OTHER = JobSpec.of("import", "bin/other");

  @Test
  void aJobThatRunsOnceADayStartsWithTheConfigurationThatBringsItThatDay() {
    Host host = Host.with(ALONE);
    JobSpec daily = IMPORT.withRule(IMPORT.rule().withOnce(Once.DAY));

    Plan plan = host.plan(ALONE, daily);

    assertThat(reasons(plan)).contains("it is new");
    carriesOut(host, plan, List.of("import.1 starts"), ALONE, daily);
  }

  @Test
  void whatWaitsForItsWindowStartsWithTheConfigurationThatOpensIt() {
    JobSpec closed = within(IMPORT, "14:00", "15:00");
    Host host = Host.with(ALONE, closed);
    JobSpec open = within(IMPORT, "12:00", "15:00");

    Plan plan = host.plan(ALONE, open);

    carriesOut(host, plan, List.of("import.1 starts"), ALONE, open);
  }

  @Test
  void aJobThatIsBegunAnewWithFewerWorkersStartsNoMore() {
    JobSpec three = IMPORT.withRule(IMPORT.rule().withWorkers(3, 3, CompletionMode.NON_INDEXED));
    JobSpec two = OTHER.withRule(OTHER.rule().withWorkers(2, 2, CompletionMode.NON_INDEXED));
    Host host = Host.with(three);
    host.passes(Duration.ofMinutes(1)).forget();

    Plan plan = host.plan(two);

    assertThat(steps(plan))
        .containsExactly(
            "import.3 stops",
            "import.2 stops",
            "import.1 stops",
            "import.1 starts",
            "import.2 starts");
  }

  @Test
  void aSlotThatIsFreeAndOneThatIsNotBothGetAWorkerOfTheJobThatIsBegunAnew() {
    JobSpec two = IMPORT.withRule(IMPORT.rule().withWorkers(2, 2, CompletionMode.NON_INDEXED));
    JobSpec anew = OTHER.withRule(OTHER.rule().withWorkers(2, 2, CompletionMode.NON_INDEXED));
    Host host = Host.with(two);
    host.ends("import.2", new Exit.Code(0)).passes(Duration.ofMinutes(1));

    Plan plan = host.plan(anew);

    assertThat(steps(plan)).containsExactly("import.1 stops", "import.1 starts", "import.2 starts");
  }

  @Test
  void whoWaitsForAJobStartsWhenThatIsBegunAnew() {
    ServiceSpec web = service("web", Until.READY, "import");
    Host host = Host.with(IMPORT, web);
    host.passes(Duration.ofMinutes(1));

    Plan plan = host.plan(OTHER, web);

    assertThat(steps(plan)).containsExactly("import.1 stops", "import.1 starts", "web.1 starts");
    assertThat(reasons(plan)).contains("it waits for import, which starts");
    host.apply(plan.base(), OTHER, web);
    host.ends("import.1", new Exit.Code(0));
    assertThat(host.passes(Duration.ofMinutes(1)).log()).contains("web.1 starts");
  }

  @Test
  void whoComesAfterOneThatGoesAndDoesNotComeBackStartsThen() {
    UnitName web = new UnitName("web");
    JobSpec job =
        IMPORT.withWorker(IMPORT.worker().withEdges(List.of(new Edge.After(web, Until.COMPLETED))));
    Host host = Host.with(service("web"), job, service("db").withAutostart(false).withInstances(0));
    ServiceSpec stuck = service("web", "db").withLaunch(OTHER.worker().launch());

    Plan plan = host.plan(stuck, job, service("db").withAutostart(false).withInstances(0));

    assertThat(steps(plan)).containsExactly("web.1 stops", "import.1 starts");
    assertThat(reasons(plan))
        .contains(
            "only a new process can take over what changed, and what it requires does not come");
  }

  private static void carriesOut(Host host, Plan plan, List<String> doing, UnitSpec... specs) {
    assertThat(steps(plan)).isEqualTo(doing);
    host.apply(plan.base(), specs);
    assertThat(host.turn().log()).isEqualTo(doing);
    assertThat(host.plan(specs).isEmpty()).isTrue();
  }

  private static JobSpec within(JobSpec job, String from, String to) {
    Window window =
        new Window(
            new TreeSet<>(EnumSet.allOf(DayOfWeek.class)),
            LocalTime.parse(from),
            LocalTime.parse(to),
            ZoneOffset.UTC);
    return job.withWorker(
        job.worker().withTiming(Timing.ALWAYS.withWindows(new Windows(List.of(window)))));
  }

  private static List<String> reasons(Plan plan) {
    return plan.changes().stream().map(Change::because).toList();
  }

  private static List<String> steps(Plan plan) {
    return plan.steps().stream()
        .map(step -> step.instance() + (step.starts() ? " starts" : " stops"))
        .toList();
  }
}
