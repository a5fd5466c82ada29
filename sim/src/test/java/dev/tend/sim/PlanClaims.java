package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.plan.Change;
import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Reply;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a plan claims, held against what is then done.
final class PlanClaims {
  private final PlanPair pair;
  private final long seed;

  PlanClaims(PlanPair pair) {
    this.pair = pair;
    this.seed = pair.seed;
  }

  /// @return the plan that was carried out; empty if the time of day came in between
  Optional<Plan> check() {
    pair.begin();
    new PlanMistakes(pair).check();
    Plan plan = pair.plan();
    if (pair.one(4)) {
      pair.meddle();
      pair.passes();
      plan = refusesStale(plan);
    }
    if (pair.edgeNear()) {
      return Optional.empty();
    }
    doesAsSaid(plan);
    return Optional.of(plan);
  }

  /// A plan that would do something else by now is refused, and nothing happens.
  ///
  /// @return the plan that holds now
  private Plan refusesStale(Plan old) {
    Plan now = pair.plan();
    if (!now.base().equals(old.base())) {
      SortedMap<InstanceId, RunId> before = pair.runs();
      int began = pair.starts.count();
      Configuration inForce = pair.snapshot().configuration();

      Reply reply = pair.apply(old);
      pair.passes();

      if (!pair.edgeNear()) {
        assertThat(reply)
            .as("a stale plan with seed %d", seed)
            .isInstanceOfSatisfying(
                Reply.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(Reply.Reason.CONFLICT));
        assertThat(pair.runs()).as("what a stale plan ends, seed %d", seed).isEqualTo(before);
        assertThat(pair.starts.since(began)).as("what it starts, seed %d", seed).isEmpty();
        assertThat(pair.snapshot().configuration()).as("seed %d", seed).isEqualTo(inForce);
      }
    }
    return pair.plan();
  }

  private void doesAsSaid(Plan plan) {
    SortedMap<InstanceId, RunId> before = pair.runs();
    int began = pair.starts.count();
    Configuration inForce = pair.snapshot().configuration();

    Reply reply = pair.apply(plan);
    pair.passes();

    assertThat(reply).as("seed %d", seed).isInstanceOf(Reply.Reloaded.class);
    SortedMap<InstanceId, RunId> after = pair.runs();
    SortedSet<InstanceId> ended = new TreeSet<>(before.keySet());
    ended.removeIf(id -> Objects.equals(before.get(id), after.get(id)));
    SortedSet<InstanceId> toEnd = chosen(plan, false);
    // One after the other they go, and one of them may fail, or wait for what never comes.
    Set<InstanceId> left = new TreeSet<>();
    pair.snapshot().rollings().forEach(rolling -> left.addAll(rolling.old()));
    toEnd.removeIf(id -> left.contains(id) && !ended.contains(id));
    assertThat(ended).as("what ended with seed %d: %s", seed, told(plan)).isEqualTo(toEnd);
    SortedSet<InstanceId> started = new TreeSet<>(pair.starts.since(began));
    SortedSet<InstanceId> toStart = chosen(plan, true);
    // Some wait for what never completes, or are up elsewhere.
    toStart.removeIf(id -> (waits(id) || left.contains(id)) && !started.contains(id));
    started.removeIf(id -> !toStart.contains(id) && findsUp(id, plan));
    assertThat(started).as("what started with seed %d: %s", seed, told(plan)).isEqualTo(toStart);
    checkChanges(plan, inForce);
    checkOrder(plan, pair.starts.since(began));
    assertThat(pair.plan().isEmpty()).as("a second plan is empty, seed %d", seed).isTrue();
    assertThat(pair.plan().steps()).as("seed %d", seed).isEmpty();
  }

  /// What is said of units is what is said of their instances.
  private void checkChanges(Plan plan, Configuration inForce) {
    assertThat(plan.before()).as("seed %d", seed).isEqualTo(inForce);
    assertThat(plan.after()).as("seed %d", seed).isEqualTo(pair.next());
    Set<UnitName> stopping = units(plan, false);
    Set<UnitName> starting = units(plan, true);
    for (Change change : plan.changes()) {
      UnitName unit = change.unit();
      Optional<UnitSpec> was = Optional.ofNullable(inForce.units().get(unit));
      Optional<UnitSpec> is = Optional.ofNullable(pair.next().units().get(unit));
      boolean stops = stopping.contains(unit);
      boolean starts = starting.contains(unit);
      boolean right =
          switch (change.action()) {
            case CREATE -> was.isEmpty() && is.isPresent() && !stops;
            case REMOVE -> was.isPresent() && is.isEmpty() && !starts;
            case UPDATE -> was.isPresent() && is.isPresent() && !was.equals(is);
            case RESTART -> (stops && starts) || begunAnew(was, is);
            case STOP -> stops && !starts;
            case START -> !stops && starts && was.equals(is);
            case NONE -> !stops && !starts && was.equals(is);
          };
      assertThat(right)
          .as("%s is %s, with seed %d: %s", unit, change.action(), seed, told(plan))
          .isTrue();
      assertThat(change.before()).as("seed %d", seed).isEqualTo(was);
      assertThat(change.after()).as("seed %d", seed).isEqualTo(is);
      assertThat(change.pulls())
          .as("what %s takes along, with seed %d: %s", unit, seed, told(plan))
          .allMatch(pulled -> stopping.contains(pulled) || starting.contains(pulled));
    }
  }

  private static boolean begunAnew(Optional<UnitSpec> was, Optional<UnitSpec> is) {
    return was.orElseThrow() instanceof JobSpec && is.orElseThrow() instanceof JobSpec;
  }

  /// Of two that start, the one that comes after the other does so in the plan too.
  private void checkOrder(Plan plan, List<InstanceId> started) {
    List<InstanceId> said = plan.steps().stream().filter(Step::starts).map(Step::instance).toList();
    for (InstanceId later : said) {
      UnitSpec spec = pair.next().units().get(later.unit());
      for (Edge edge : spec == null ? List.<Edge>of() : spec.each().edges()) {
        for (InstanceId first : said) {
          if (!(edge instanceof Edge.Wants)
              && !rolls(first)
              && first.unit().equals(edge.unit())
              && started.contains(first)
              && started.contains(later)) {
            assertThat(said.indexOf(first))
                .as("%s before %s, with seed %d: %s", first, later, seed, told(plan))
                .isLessThan(said.indexOf(later));
            assertThat(begun(started, first))
                .as("%s started before %s, with seed %d: %s", first, later, seed, told(plan))
                .isLessThan(started.indexOf(later));
          }
        }
      }
    }
  }

  /// When it was there: a job has started with its first worker.
  private int begun(List<InstanceId> started, InstanceId id) {
    return pair.next().units().get(id.unit()) instanceof JobSpec
        ? started.stream().map(InstanceId::unit).toList().indexOf(id.unit())
        : started.indexOf(id);
  }

  /// Whether it waits for one that is restarted in turn, and may find it up before that.
  private boolean findsUp(InstanceId id, Plan plan) {
    Set<UnitName> going = units(plan, false);
    return Objects.requireNonNull(pair.next().units().get(id.unit())).each().edges().stream()
        .map(Edge::unit)
        .anyMatch(unit -> going.contains(unit) && rolls(new InstanceId(unit, 1)));
  }

  /// Whether enough of the unit may be up all the time.
  private boolean rolls(InstanceId id) {
    return pair.next().units().get(id.unit()) instanceof ServiceSpec service
        && service.update().atOnce().isPresent();
  }

  private static String told(Plan plan) {
    return plan.changes().stream()
            .map(change -> change.unit() + " " + change.action() + ": " + change.because())
            .collect(Collectors.joining("; "))
        + plan.steps();
  }

  private static Set<UnitName> units(Plan plan, boolean starts) {
    return chosen(plan, starts).stream().map(InstanceId::unit).collect(Collectors.toSet());
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
    return pair.snapshot().find(id).filter(view -> view.state() == StateName.WAITING).isPresent();
  }
}
