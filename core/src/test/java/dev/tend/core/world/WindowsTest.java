package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.process.Exit;
import dev.tend.core.schedule.Weekdays;
import dev.tend.core.schedule.Window;
import dev.tend.core.schedule.Windows;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.why.Answer;
import dev.tend.core.why.Why;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Hosts begin on a Sunday, 2026-03-01, at 13:00 UTC.
class WindowsTest {

  @Test
  void itOpensAndClosesWithTheClock() {
    Host host = Host.with(within(service("web"), "mon-fri", "08:00", "18:00"));

    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
    assertThat(host.log()).isEmpty();

    host.until("2026-03-02T07:59:59Z");
    assertThat(host.log()).isEmpty();
    host.until("2026-03-02T08:00:05Z");
    assertThat(host.log()).containsExactly("web.1 starts");
    assertThat(host.view("web.1").targetUp()).isTrue();

    host.until("2026-03-02T17:59:59Z");
    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
    host.until("2026-03-02T18:00:00Z");
    assertThat(host.log()).containsExactly("web.1 gets TERM");
    assertThat(host.view("web.1").cause().sentence()).isEqualTo("its window closed at 18:00 Z");
  }

  @Test
  void whyNamesTheWindow() {
    Host host = Host.with(within(service("web"), "mon-fri", "08:00", "18:00"));

    Answer answer = Why.answer(host.snapshot(), Host.id("web.1"), host.now()).orElseThrow();

    assertThat(answer.root())
        .isEqualTo("outside its window until Mon 08:00 (window mon-fri 08:00-18:00 Z)");
    assertThat(answer.waitingFor()).containsExactly(answer.root());
    assertThat(answer.next().orElseThrow().what()).isEqualTo("its window opens");
  }

  /// To what has failed, that its window closes is nothing.
  @Test
  void whyOfWhatHasFailedNamesTheOpeningThatTriesItAgain() {
    Host host =
        Host.with(within(service("web").withRestart(RestartMode.NEVER), "all", "08:00", "18:00"));
    host.ends("web.1", new Exit.Code(3));

    Answer answer = Why.answer(host.snapshot(), Host.id("web.1"), host.now()).orElseThrow();

    assertThat(answer.root()).isEqualTo("it exited with code 3");
    assertThat(answer.next().orElseThrow().at()).isEqualTo("2026-03-02T08:00:00Z");
    assertThat(answer.next().orElseThrow().what()).isEqualTo("its window opens");
  }

  @Test
  void aStartOutsideIsRefusedAndSaysWhenItOpens() {
    Host host = Host.with(within(service("web"), "mon-fri", "08:00", "18:00"));

    Reply reply = host.start("web");

    assertThat(reply)
        .isEqualTo(
            new Reply.Refused(
                Reply.Reason.CONFLICT,
                "web is outside its window until Mon 08:00 (window mon-fri 08:00-18:00 Z)",
                "'tend start --force web' holds it up until then."));
    assertThat(host.log()).isEmpty();
  }

  @Test
  void ofSeveralThatAreStartedOnlyThoseThatDoAreNamed() {
    Host host = Host.with(within(service("web"), "mon-fri", "08:00", "18:00"), service("db"));
    host.stop("web", "db");
    host.turn();

    Reply reply = host.start("web", "db");

    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Done.class,
            done ->
                assertThat(done.instances())
                    .containsExactly(new InstanceId(new UnitName("db"), 1)));
    assertThat(host.until("2026-03-02T09:00:00Z").log()).contains("web.1 starts");
  }

  @Test
  void aForcedStartHoldsUntilTheNextEdge() {
    Host host = Host.with(within(service("web"), "mon-fri", "08:00", "18:00"));

    host.forceStart("web");
    host.until("2026-03-02T09:00:00Z");
    assertThat(host.log()).containsExactly("web.1 starts");
    host.until("2026-03-02T18:00:00Z");
    assertThat(host.log()).containsExactly("web.1 gets TERM");
  }

  @Test
  void aForcedStartOutlivesTheDaemon() {
    ServiceSpec web = within(service("web"), "mon-fri", "08:00", "18:00");
    Host host = Host.with(web);
    host.forceStart("web");
    host.passes(Duration.ofMinutes(1));

    Host next = host.successor(web);

    assertThat(next.log()).isEmpty();
    assertThat(next.state("web.1")).isEqualTo(StateName.RUNNING);
  }

  @Test
  void aDaemonThatStartsOutsideStopsWhatItFinds() {
    Host host = Host.with(service("web"));

    Host next = host.successor(within(service("web"), "mon-fri", "08:00", "18:00"));

    assertThat(next.log()).containsExactly("web.1 gets TERM");
  }

  @Test
  void whatAnOperatorStoppedStaysStoppedWhenTheWindowOpens() {
    Host host = Host.with(within(service("web"), "mon-fri", "08:00", "18:00"));

    host.stop("web");
    host.until("2026-03-02T12:00:00Z");

    assertThat(host.log()).isEmpty();
    assertThat(host.view("web.1").cause().sentence()).isEqualTo("root asked for a stop");
  }

  @Test
  void whatHasCompletedRunsOnceForEachOpening() {
    ServiceSpec once = within(service("job"), "all", "08:00", "18:00");
    Host host = Host.with(once);
    host.log();
    host.ends("job.1", new Exit.Code(0));
    assertThat(host.state("job.1")).isEqualTo(StateName.COMPLETED);

    // A clock that is put back brings an opening again that was there before.
    host.clockIsSet(Duration.ofHours(-6)).passes(Duration.ofHours(6));
    assertThat(host.log()).isEmpty();
    assertThat(host.successor(once).log()).isEmpty();

    host.until("2026-03-02T08:00:01Z");
    assertThat(host.log()).containsExactly("job.1 starts");
  }

  @Test
  void anOpeningThatNoDaemonSawCounts() {
    ServiceSpec once = within(service("job"), "all", "08:00", "18:00");
    Host host = Host.with(once);
    host.ends("job.1", new Exit.Code(0));
    host.log();

    Host next = host.sleeps(Duration.ofHours(20)).successor(once);

    assertThat(next.log()).containsExactly("job.1 starts");
  }

  @Test
  void whatHasFailedIsTriedAgainWhenTheWindowOpens() {
    Host host =
        Host.with(within(service("web").withRestart(RestartMode.NEVER), "all", "08:00", "18:00"));
    host.ends("web.1", new Exit.Code(3));

    host.until("2026-03-02T07:00:00Z");
    assertThat(host.state("web.1")).isEqualTo(StateName.FAILED);
    host.until("2026-03-02T08:00:05Z");
    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
  }

  @Test
  void aPauseDoesNotOutliveTheWindow() {
    Host host = Host.with(within(service("web"), "all", "08:00", "14:00")).withoutProgram("web");
    host.ends("web.1", new Exit.Code(3));
    host.until("2026-03-01T13:59:59Z");
    host.log();

    host.until("2026-03-01T15:00:00Z");

    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
    assertThat(host.log()).isEmpty();
  }

  @Test
  void aClockThatIsPutForwardOverTheEdgeStopsIt() {
    Host host = Host.with(within(service("web"), "all", "08:00", "18:00"));

    host.clockIsSet(Duration.ofHours(8));
    assertThat(host.log()).containsExactly("web.1 gets TERM");
    host.clockIsSet(Duration.ofHours(-8)).passes(Duration.ofSeconds(1));
    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void whoRequiresItGoesDownFirstAndComesBackWithIt() {
    Host host = Host.with(within(service("db"), "all", "08:00", "18:00"), service("web", "db"));

    host.until("2026-03-01T18:00:00Z");
    assertThat(host.log()).containsExactly("web.1 gets TERM", "db.1 gets TERM");
    assertThat(host.states()).containsExactly("db.1 stopped", "web.1 waiting");
    assertThat(Why.answer(host.snapshot(), Host.id("web.1"), host.now()).orElseThrow().root())
        .isEqualTo("db: outside its window until Mon 08:00 (window all 08:00-18:00 Z)");

    host.until("2026-03-02T08:00:05Z");
    assertThat(host.log()).containsExactly("db.1 starts", "web.1 starts");
  }

  @Test
  void aReloadThatTakesTheWindowAwayStartsIt() {
    Host host = Host.with(within(service("web"), "mon-fri", "08:00", "18:00"));

    host.reload(service("web"));

    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void whatAReloadOpensIsInThePlanAndBringsWhatItRequires() {
    ServiceSpec db = service("db").withAutostart(false);
    ServiceSpec web = service("web").withEdges(List.of(Edge.Requires.ready(db.name())));
    Host host = Host.with(db, within(web, "mon-fri", "08:00", "18:00"));

    Plan plan = host.plan(db, web);
    host.reload(db, web);

    assertThat(plan.steps())
        .containsExactly(Step.start(Host.id("db.1")), Step.start(Host.id("web.1")));
    assertThat(host.log()).startsWith("db.1 starts");
    assertThat(host.view("db.1").targetUp()).isTrue();
  }

  @Test
  void aReloadThatOpensItLeavesWhatHasDoneItsWorkAsItIs() {
    ServiceSpec web = service("web").withRestart(RestartMode.NEVER);
    Host host = Host.with(within(web, "mon-fri", "08:00", "18:00"));
    host.until("2026-03-02T08:00:05Z");
    host.ends("web.1", new Exit.Code(0));
    host.until("2026-03-02T18:00:05Z");
    host.log();

    host.reload(web);

    assertThat(host.log()).isEmpty();
    assertThat(host.state("web.1")).isEqualTo(StateName.COMPLETED);
  }

  @Test
  void aReloadThatBringsAWindowStopsItAndNamesTheReload() {
    Host host = Host.with(service("web"));

    host.reload(within(service("web"), "mon-fri", "08:00", "18:00"));

    assertThat(host.log()).containsExactly("web.1 gets TERM");
    assertThat(host.view("web.1").targetUp()).isFalse();
  }

  @Test
  void anotherReloadLeavesAForcedStartAsItIs() {
    ServiceSpec web = within(service("web"), "mon-fri", "08:00", "18:00");
    Host host = Host.with(web);
    host.forceStart("web");

    host.reload(web, service("other"));

    assertThat(host.log()).containsExactly("web.1 starts", "other.1 starts");
  }

  @Test
  void whatIsNotWantedUpStaysDownWhenTheWindowOpens() {
    Host host = Host.with(within(service("web").withAutostart(false), "mon-fri", "08:00", "18:00"));

    host.until("2026-03-02T12:00:00Z");
    assertThat(host.log()).isEmpty();
    host.start("web");
    assertThat(host.log()).containsExactly("web.1 starts");
    host.until("2026-03-03T12:00:00Z");
    assertThat(host.log()).containsExactly("web.1 gets TERM", "web.1 starts");
  }

  static ServiceSpec within(ServiceSpec spec, String days, String from, String to) {
    Window window =
        new Window(
            Weekdays.parse(days).orElseThrow().days(),
            LocalTime.parse(from),
            LocalTime.parse(to),
            ZoneOffset.UTC);
    return spec.withTiming(Timing.ALWAYS.withWindows(new Windows(List.of(window))));
  }
}
