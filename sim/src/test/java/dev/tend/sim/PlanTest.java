package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// For random pairs of configurations with services, jobs, cron jobs and groups in them, and a
/// daemon in whatever state an operator, a trial or the units themselves brought it to: what is
/// done is what the plan said, instance by instance and in its order, a plan that is stale is
/// refused, as is whatever has a mistake, and nothing is left to do.
///
/// `-Dtend.sim.plans=N` tries N pairs, `-Dtend.sim.plan=SEED` begins with that one.
class PlanTest {
  private static final long PAIRS = Long.getLong("tend.sim.plans", 250);
  private static final long FIRST = Long.getLong("tend.sim.plan", 1);

  @Test
  void whatIsDoneIsWhatThePlanSaid() {
    int touched = 0;
    int followed = 0;
    for (long seed = FIRST; seed < FIRST + PAIRS; seed++) {
      Optional<Plan> plan = new PlanClaims(new PlanPair(seed)).check();
      touched += plan.filter(done -> !done.steps().isEmpty()).isPresent() ? 1 : 0;
      followed += plan.filter(PlanTest::touchesFollowed).isPresent() ? 1 : 0;
    }

    assertThat(touched).as("pairs in which something happens").isGreaterThan((int) PAIRS / 2);
    assertThat(followed)
        .as("pairs in which something happens to a service that is followed")
        .isGreaterThanOrEqualTo((int) PAIRS / 8);
  }

  private static boolean touchesFollowed(Plan plan) {
    return plan.steps().stream()
        .map(Step::instance)
        .anyMatch(
            id -> isFollowed(plan.before(), id.unit()) || isFollowed(plan.after(), id.unit()));
  }

  private static boolean isFollowed(Configuration configuration, UnitName unit) {
    return configuration.units().get(unit) instanceof ServiceSpec service
        && service.follow().isPresent();
  }
}
