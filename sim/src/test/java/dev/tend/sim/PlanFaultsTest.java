package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.plan.Change;
import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Each claim of a plan is broken once, and each time a pair finds it.
class PlanFaultsTest {
  private static final int PAIRS = 40;

  @Test
  void anInstanceThatIsRestartedThoughNobodySaidSoIsFound() {
    assertThat(first(OneMore::new)).contains("what ended with seed");
  }

  @Test
  void anInstanceThatIsLeftAsItWasIsFound() {
    assertThat(first(seed -> new LeavesOne(seed, Change.Action.RESTART)))
        .contains("what ended with seed");
  }

  @Test
  void aChangeThatIsLeftOutIsFoundThoughNothingEndsForIt() {
    assertThat(first(seed -> new LeavesOne(seed, Change.Action.UPDATE)))
        .contains("a second plan is empty");
  }

  @Test
  void aUnitThatIsSaidToStayThoughItGoesIsFound() {
    assertThat(first(SaysNothing::new)).contains(" is NONE, with seed");
  }

  @Test
  void theWrongOrderIsFound() {
    assertThat(first(Backwards::new)).containsPattern("\\S+ (started )?before \\S+, with seed");
  }

  @Test
  void aStalePlanThatIsObeyedIsFound() {
    assertThat(first(ObeysAnyPlan::new)).contains("a stale plan with seed");
  }

  @Test
  void aMistakeThatIsHalfObeyedIsFound() {
    assertThat(first(ObeysInPart::new)).contains("what a mistake changes");
  }

  /// What the first broken claim says.
  private static String first(LongFunction<PlanPair> pairs) {
    for (long seed = 1; seed <= PAIRS; seed++) {
      PlanPair pair = pairs.apply(seed);
      try {
        var _ = new PlanClaims(pair).check();
      } catch (AssertionError broken) {
        return String.valueOf(broken.getMessage());
      }
    }
    throw new AssertionError("no pair up to " + PAIRS + " finds the fault");
  }

  /// Planted: beside what the plan says, one that runs is restarted.
  private static final class OneMore extends PlanPair {
    OneMore(long seed) {
      super(seed);
    }

    @Override
    Reply apply(Plan plan) {
      Reply reply = super.apply(plan);
      Set<InstanceId> said = plan.steps().stream().map(Step::instance).collect(Collectors.toSet());
      snapshot().instances().stream()
          .filter(view -> view.state() == StateName.RUNNING)
          .map(InstanceView::id)
          .filter(id -> !said.contains(id))
          .filter(id -> snapshot().configuration().units().get(id.unit()) instanceof ServiceSpec)
          .findFirst()
          .ifPresent(
              id -> ask(new Request.Restart(List.of(new Selector.OfInstance(id)), OPERATOR)));
      return reply;
    }
  }

  /// Planted: one of the units that change stays as it is.
  private static final class LeavesOne extends PlanPair {
    private final Change.Action action;

    LeavesOne(long seed, Change.Action action) {
      super(seed);
      this.action = action;
    }

    @Override
    Reply apply(Plan plan) {
      TreeMap<UnitName, UnitSpec> units = new TreeMap<>(plan.after().units());
      plan.changes().stream()
          .filter(change -> change.action() == action && !change.before().equals(change.after()))
          .map(Change::unit)
          .filter(unit -> plan.before().units().get(unit) instanceof ServiceSpec)
          .filter(unit -> action == Change.Action.UPDATE || stops(plan, unit))
          .findFirst()
          .ifPresent(
              unit -> units.put(unit, Objects.requireNonNull(plan.before().units().get(unit))));
      Configuration other = plan.after().withUnits(units);
      return ask(new Request.Reload(other, OPERATOR));
    }

    private static boolean stops(Plan plan, UnitName unit) {
      return plan.steps().stream()
          .anyMatch(step -> !step.starts() && step.instance().unit().equals(unit));
    }
  }

  /// Planted: of no unit is it said that anything happens to it.
  private static final class SaysNothing extends PlanPair {
    SaysNothing(long seed) {
      super(seed);
    }

    @Override
    Plan plan() {
      Plan plan = super.plan();
      List<Change> changes =
          plan.changes().stream()
              .map(change ->
                  new Change(
                      change.unit(),
                      Change.Action.NONE,
                      change.before(),
                      change.after(),
                      change.because(),
                      List.of()))
              .toList();
      return new Plan(plan.base(), plan.before(), plan.after(), changes, plan.steps());
    }
  }

  /// Planted: what starts first is said to start last.
  private static final class Backwards extends PlanPair {
    Backwards(long seed) {
      super(seed);
    }

    @Override
    Plan plan() {
      Plan plan = super.plan();
      List<Step> steps = new ArrayList<>(plan.steps().reversed());
      return new Plan(plan.base(), plan.before(), plan.after(), plan.changes(), steps);
    }
  }

  /// Planted: whatever is asked for is done, though something else would come of it by now.
  private static final class ObeysAnyPlan extends PlanPair {
    ObeysAnyPlan(long seed) {
      super(seed);
    }

    @Override
    Reply apply(Plan plan) {
      return ask(new Request.Reload(next(), Optional.empty(), Optional.empty(), OPERATOR));
    }
  }

  /// Planted: of several that are to stop, those are stopped that are known, and the refusal comes
  /// after that.
  private static final class ObeysInPart extends PlanPair {
    ObeysInPart(long seed) {
      super(seed);
    }

    @Override
    Reply ask(Request request) {
      if (request instanceof Request.Stop(List<Selector> what, var _, var by) && what.size() > 1) {
        super.ask(new Request.Stop(what.subList(0, 1), by));
      }
      return super.ask(request);
    }
  }
}
