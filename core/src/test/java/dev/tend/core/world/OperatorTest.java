package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import java.time.Duration;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class OperatorTest {
  private static final ServiceSpec WEB = service("web");

  @Test
  void aReplyNamesWhatWasTouchedAndWhereToFollowFrom() {
    Host host = Host.with(WEB.withInstances(2), service("db"));

    Reply reply = host.stop("web.2", "db");

    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Done.class,
            done -> {
              assertThat(done.instances()).hasToString("[db.1, web.2]");
              assertThat(host.entries())
                  .filteredOn(entry -> entry.id() > done.position())
                  .extracting(Entry::type)
                  .contains("stopping", "stopped");
            });
  }

  @Test
  void aStopMayBringItsOwnPatienceForThisOneTime() {
    Host host = Host.with(WEB).deaf("web");

    host.stop(Duration.ofSeconds(60), "web");
    host.passes(Duration.ofSeconds(59));
    assertThat(host.effects()).noneMatch(Effect.KillTree.class::isInstance);
    host.passes(Duration.ofSeconds(2));
    assertThat(host.effects()).anyMatch(Effect.KillTree.class::isInstance);
  }

  @Test
  void whatIsSoAlreadyTouchesNothing() {
    Host host = Host.with(WEB);

    assertThat(host.start("web"))
        .isInstanceOfSatisfying(Reply.Done.class, done -> assertThat(done.instances()).isEmpty());
    assertThat(host.log()).isEmpty();
  }

  @Test
  void whatAnOperatorStoppedStaysStoppedAcrossAReload() {
    Host host = Host.with(WEB, service("app", "web"));
    host.stop("web");
    host.log();

    host.reload(service("web").withPriority(7).withInstances(2), service("app", "web"));
    host.passes(Duration.ofDays(1));

    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
    assertThat(host.log()).isEmpty();
  }

  @Test
  void whatAnOperatorStoppedStaysStoppedAcrossDaemons() {
    Host before = Host.with(WEB, service("app", "web"));
    before.stop("web");

    Host after = before.passes(Duration.ofHours(1)).successor(WEB, service("app", "web"));
    assertThat(after.states()).containsExactly("app.1 waiting", "web.1 stopped");
    assertThat(after.view("web.1").cause()).isEqualTo(before.view("web.1").cause());
    assertThat(after.view("web.1").since()).isEqualTo(before.view("web.1").since());
    after.start("web");

    assertThat(after.log()).containsExactly("web.1 starts");
    assertThat(after.notes()).contains(new Note.HeldDown(new TreeMap<>()));
  }

  @Test
  void aStartOfWhatRequiresItLiftsAnOperatorsStop() {
    Host host = Host.with(WEB, service("app", "web"));
    host.stop("web", "app");
    host.log();

    host.start("app");
    host.passes(Duration.ofSeconds(1));

    assertThat(host.log()).containsExactly("web.1 starts", "app.1 starts");
  }

  @Test
  void aStartDuringAPauseTriesAtOnceAndForgivesEarlierFailures() {
    Host host = Host.opening(Recovered.NOTHING, WEB).withoutProgram("web").turn();
    host.passes(Duration.ofSeconds(3));
    assertThat(host.state("web.1")).isEqualTo(StateName.BACKOFF);
    host.withoutProgram().log();

    host.start("web");

    assertThat(host.log()).containsExactly("web.1 starts");
    assertThat(host.view("web.1").attempt()).isEqualTo(1);
  }

  @Test
  void aStopDuringAPauseLeavesNoAlarmBehind() {
    Host host = Host.opening(Recovered.NOTHING, WEB).withoutProgram("web").turn();
    host.stop("web");
    host.log();

    host.passes(Duration.ofDays(1));

    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
    assertThat(host.log()).isEmpty();
  }

  @Test
  void aStartWhileItStopsFollowsTheStop() {
    Host host = Host.with(WEB).deaf("web");
    host.stop("web");

    host.start("web");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPING);
    host.passes(Duration.ofSeconds(10));

    assertThat(host.log()).containsExactly("web.1 ignores TERM", "web.1 is killed", "web.1 starts");
  }

  @Test
  void aStartWhileACrashIsClearedUpFollowsItWhateverThePolicySays() {
    Host host = Host.with(WEB.withRestart(RestartMode.NEVER)).undying("web");
    RunId run = host.view("web.1").run().orElseThrow();
    host.happens(run, new Event.Exited(run, new Exit.Code(1), false));

    host.start("web");
    host.happens(run, new Event.TreeEmpty(run));

    assertThat(host.log()).containsExactly("web.1 ignores TERM", "web.1 starts");
  }

  @Test
  void aRestartOfACompletedUnitRunsItAgain() {
    Host host = Host.with(WEB).ends("web.1", new Exit.Code(0));
    assertThat(host.state("web.1")).isEqualTo(StateName.COMPLETED);

    host.restart("web");

    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void anUnknownUnitIsRefusedWithASuggestionAndNothingChanges() {
    Host host = Host.with(WEB, service("worker"));

    assertThat(host.stop("worker", "wbe"))
        .isEqualTo(
            new Reply.Refused(
                Reply.Reason.NOT_FOUND, "no unit named 'wbe'", "Did you mean 'web'?"));
    assertThat(host.log()).isEmpty();
  }

  @Test
  void anUnknownNameThatIsLikeNothingPointsToTheList() {
    Host host = Host.with(WEB);

    assertThat(host.start("postgres"))
        .isEqualTo(
            new Reply.Refused(
                Reply.Reason.NOT_FOUND,
                "no unit named 'postgres'",
                "'tend status' lists the units."));
    assertThat(host.start("@all"))
        .isEqualTo(
            new Reply.Refused(
                Reply.Reason.NOT_FOUND,
                "no group named 'all'",
                "'tend group list' lists the groups."));
  }
}
