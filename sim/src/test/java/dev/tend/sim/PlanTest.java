package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Actor;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.engine.History;
import dev.tend.engine.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// For random pairs of configurations, on a machine of good processes: what is done is what the
/// plan said, instance by instance, and nothing is left to do.
///
/// `-Dtend.sim.plans=N` tries N pairs.
class PlanTest {
  private static final long PAIRS = Long.getLong("tend.sim.plans", 100);
  private static final Actor OPERATOR = new Actor("the scenario");
  private static final Duration CALM = Duration.ofSeconds(90);

  @Test
  void whatIsDoneIsWhatThePlanSaid() {
    int touched = 0;
    for (long seed = 1; seed <= PAIRS; seed++) {
      touched += new Pair(seed).check() ? 1 : 0;
    }

    assertThat(touched).as("pairs in which something happens").isGreaterThan((int) PAIRS / 2);
  }

  /// One configuration in force, and the next one.
  private static final class Pair {
    private final long seed;
    private final SplittableRandom random;
    private final SimKernel kernel;
    private final Loop loop;
    private final Configuration next;

    Pair(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      Temper temper = new Temper(seed);
      temper.calm();
      kernel = new SimKernel(temper::of);
      kernel.prober.script((ask, _) -> temper.reaction(ask));
      loop =
          new Loop(
              kernel,
              kernel,
              new SimJournal(kernel.mortality),
              History.NONE,
              new SimOutput(kernel.mortality),
              () -> 0.5,
              (where, defect) -> {
                throw new AssertionError("seed " + seed + ": " + where, defect);
              });
      Scenarist scenarist = new Scenarist(seed);
      Configuration one = scenarist.configuration();
      Configuration other = scenarist.configuration();
      next = mixed(one, other);
      loop.open(mixed(one, other));
    }

    /// @return whether anything was to be done
    boolean check() {
      passes();
      for (UnitName unit : loop.snapshot().configuration().units().keySet()) {
        if (random.nextInt(4) == 0) {
          ask(new Request.Stop(List.of(new Selector.OfUnit(unit)), OPERATOR));
        } else if (random.nextInt(6) == 0) {
          ask(new Request.Scale(unit, random.nextInt(4), OPERATOR));
        }
      }
      passes();
      if (edgeNear()) {
        return false;
      }
      SortedMap<InstanceId, RunId> before = runs();
      Plan plan = plan();

      Reply reply =
          ask(new Request.Reload(next, Optional.of(plan.base()), Optional.empty(), OPERATOR));
      passes();

      assertThat(reply).as("seed %d", seed).isInstanceOf(Reply.Reloaded.class);
      SortedMap<InstanceId, RunId> after = runs();
      SortedSet<InstanceId> ended = new TreeSet<>(before.keySet());
      ended.removeIf(id -> Objects.equals(before.get(id), after.get(id)));
      SortedSet<InstanceId> started = new TreeSet<>(after.keySet());
      started.removeIf(id -> Objects.equals(after.get(id), before.get(id)));
      assertThat(ended)
          .as("what ended with seed %d: %s", seed, told(plan))
          .isEqualTo(chosen(plan, false));
      SortedSet<InstanceId> toStart = chosen(plan, true);
      // Some wait for what never completes, or are up elsewhere.
      toStart.removeIf(this::waits);
      assertThat(started).as("what started with seed %d: %s", seed, told(plan)).isEqualTo(toStart);
      assertThat(plan().isEmpty()).as("a second plan is empty, seed %d", seed).isTrue();
      assertThat(plan().steps()).as("seed %d", seed).isEmpty();
      return !plan.steps().isEmpty();
    }

    /// Whether the time of day changes a unit while all comes to rest: no plan tells of that.
    private boolean edgeNear() {
      Instant now = kernel.now().wall();
      Instant rest = now.plus(CALM);
      return next.units().values().stream()
          .filter(ServiceSpec.class::isInstance)
          .flatMap(unit -> Shift.of((ServiceSpec) unit).at(now).until().stream())
          .anyMatch(edge -> !edge.isAfter(rest));
    }

    /// Each unit as one of the two has it, or not there.
    private Configuration mixed(Configuration one, Configuration other) {
      TreeMap<UnitName, UnitSpec> units = new TreeMap<>();
      for (UnitName unit : one.units().keySet()) {
        switch (random.nextInt(5)) {
          case 0 -> {}
          case 1 -> units.put(unit, other.units().get(unit));
          default -> units.put(unit, one.units().get(unit));
        }
      }
      units.replaceAll((_, spec) -> within((ServiceSpec) spec, units.keySet()));
      return one.withUnits(units);
    }

    private static ServiceSpec within(ServiceSpec spec, Set<UnitName> units) {
      List<Edge> edges = spec.edges().stream().filter(edge -> units.contains(edge.unit())).toList();
      return spec.withEdges(edges);
    }

    private static String told(Plan plan) {
      return plan.changes().stream()
          .map(change -> change.unit() + " " + change.action() + ": " + change.because())
          .collect(Collectors.joining("; "));
    }

    private static SortedSet<InstanceId> chosen(Plan plan, boolean starts) {
      TreeSet<InstanceId> chosen = new TreeSet<>();
      plan.steps().stream()
          .filter(step -> step.starts() == starts)
          .map(Step::instance)
          .forEach(chosen::add);
      return chosen;
    }

    private boolean waits(InstanceId id) {
      return loop.snapshot().find(id).filter(view -> view.state() == StateName.WAITING).isPresent();
    }

    private Plan plan() {
      return ((Reply.Planned) ask(new Request.Rehearse(next, OPERATOR))).plan();
    }

    private SortedMap<InstanceId, RunId> runs() {
      SortedMap<InstanceId, RunId> runs = new TreeMap<>();
      for (InstanceView view : loop.snapshot().instances()) {
        view.run().ifPresent(run -> runs.put(view.id(), run));
      }
      return runs;
    }

    private Reply ask(Request request) {
      var answer = loop.submit(request).toCompletableFuture();
      loop.turn();
      return answer.join();
    }

    private void passes() {
      long end = kernel.now().nanosAfter(CALM);
      kernel.horizon(end);
      while (kernel.nanos() < end) {
        loop.turn();
      }
      kernel.horizon(Long.MAX_VALUE);
    }
  }
}
