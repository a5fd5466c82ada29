package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/// What is asked for with a mistake in it is refused, and changes nothing: no run, nothing that is
/// in force or wanted, and nothing that anybody is told of.
///
/// A configuration with a mistake never comes so far: that one is in the daemon's tests.
final class PlanMistakes {
  private static final UnitName NOBODY = new UnitName("nobody");

  private final PlanPair pair;

  PlanMistakes(PlanPair pair) {
    this.pair = pair;
  }

  void check() {
    for (Request mistaken : mistaken()) {
      SortedMap<InstanceId, RunId> runs = pair.runs();
      int began = pair.starts.count();
      List<Object> before = standing();

      Reply reply = pair.ask(mistaken);

      String where = mistaken + " with seed " + pair.seed;
      assertThat(reply).as("%s", where).isInstanceOf(Reply.Refused.class);
      assertThat(standing()).as("what a mistake changes: %s", where).isEqualTo(before);
      assertThat(pair.runs()).as("what a mistake ends: %s", where).isEqualTo(runs);
      assertThat(pair.starts.since(began)).as("what it starts: %s", where).isEmpty();
    }
  }

  /// All but what probes have answered, which they do in any turn.
  private List<Object> standing() {
    Snapshot now = pair.snapshot();
    List<Object> standing =
        new ArrayList<>(
            List.of(
                now.position(),
                now.configuration(),
                now.inForce(),
                now.rollings(),
                now.jobs(),
                now.crons(),
                now.heldDown(),
                now.watch()));
    now.instances()
        .forEach(
            view -> standing.add(List.of(view.id(), view.state(), view.targetUp(), view.cause())));
    return standing;
  }

  private List<Request> mistaken() {
    List<Selector> known = new ArrayList<>();
    pair.snapshot()
        .configuration()
        .units()
        .forEach((unit, spec) -> {
          if (spec instanceof ServiceSpec) {
            known.add(new Selector.OfUnit(unit));
          }
        });
    List<Selector> some = new ArrayList<>(known);
    some.add(new Selector.OfUnit(NOBODY));
    Optional<String> stale = Optional.of("no plan has this base");
    return List.of(
        new Request.Stop(some, PlanPair.OPERATOR),
        new Request.Start(some, PlanPair.OPERATOR),
        new Request.Restart(some, PlanPair.OPERATOR),
        new Request.Roll(some, 1, PlanPair.OPERATOR),
        new Request.Scale(NOBODY, 2, PlanPair.OPERATOR),
        new Request.Scale(new UnitName("u0"), -1, PlanPair.OPERATOR),
        new Request.OfJob(NOBODY, Request.OfJob.Verb.RUN, PlanPair.OPERATOR),
        new Request.Cron(NOBODY, Request.Cron.Order.TRIGGER, PlanPair.OPERATOR),
        new Request.Reload(pair.next(), stale, Optional.empty(), PlanPair.OPERATOR),
        new Request.Reload(
            pair.next(), stale, Optional.of(Duration.ofSeconds(5)), PlanPair.OPERATOR));
  }
}
