package dev.tend.daemon.routes;

import static dev.tend.daemon.routes.Visitor.failure;
import static dev.tend.daemon.routes.Visitor.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.RunExit;
import dev.tend.api.RunRecord;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import dev.tend.daemon.http.Response;
import org.junit.jupiter.api.Test;

/// Another policy for what is recorded of `db`, which crashed three times in a row.
class SimulateRoutesTest {

  private final RecordedRuns past = new RecordedRuns();
  private final Visitor visitor = visitor(past);

  @Test
  void anotherPolicyStandsBesideWhatHappened() {
    run("07:00:00", "07:00:10");
    run("07:00:11", "07:00:12");
    run("07:00:13", "07:00:14");

    assertThat(json(simulate("give_up_after.attempts=2", "give_up_after.within=10m")))
        .startsWith(
            "[{\"unit\":\"db\",\"instance\":1,\"policy\":[{\"key\":\"give_up_after.attempts\"")
        .contains("\"recorded\":{\"attempts\":3,", "\"gave_up\":null")
        .contains("\"simulated\":{\"attempts\":", "\"gave_up\":\"2026-11-21T07:00:");
  }

  @Test
  void aKeyThatNoPolicyHasIsRefusedWithAHint() {
    assertThat(failure(simulate("backof.max=1m")))
        .satisfies(refused -> {
          assertThat(refused.status()).isEqualTo(422);
          assertThat(refused.body().problems())
              .containsExactly(
                  "there is no 'backof.max' in a restart policy. Did you mean 'backoff.max'?");
        });
    assertThat(failure(simulate("backoff=1m")).body().problems())
        .containsExactly("'backoff' is a table; write backoff.KEY=VALUE");
    assertThat(failure(simulate("give_up_after.attempts=3")).body().problems())
        .containsExactly("'give_up_after.within' is missing.");
    assertThat(failure(simulate("restart=sometimes")).body().problems())
        .singleElement()
        .asString()
        .contains("sometimes");
    assertThat(failure(simulate("restart")).body().error())
        .isEqualTo("'restart' is not of the form KEY=VALUE");
  }

  @Test
  void onlyAServiceThatIsThereHasAPolicy() {
    assertThat(failure(visitor.get("/v1/units/nobody/simulate", "policy=restart=never")).status())
        .isEqualTo(404);
    assertThat(failure(visitor.get("/v1/units/db/simulate")).body().error())
        .isEqualTo("'policy' is missing");
  }

  @Test
  void whoMeantAServiceIsToldWhich() {
    assertThat(failure(visitor.get("/v1/units/dbb/simulate", "policy=restart=never")).body().hint())
        .isEqualTo("Did you mean 'db'?");
    assertThat(
            failure(visitor.get("/v1/units/db.1/simulate", "policy=restart=never")).body().hint())
        .isEqualTo("All instances have one policy: ask for 'db'.");
  }

  @Test
  void withoutAHistoryThereIsNothingToJudge() {
    assertThat(
            failure(visitor(Past.NONE).get("/v1/units/db/simulate", "policy=restart=never"))
                .status())
        .isEqualTo(503);
    assertThat(json(simulate("restart=never"))).isEqualTo("[]");
  }

  private Response simulate(String... policy) {
    String[] query = new String[policy.length];
    for (int i = 0; i < policy.length; i++) {
      query[i] = "policy=" + policy[i];
    }
    return visitor.get("/v1/units/db/simulate", query);
  }

  private static Visitor visitor(Past past) {
    return Visitor.of(new StillEngine(Scene.snapshot(), 10), past, new FixedSource());
  }

  private void run(String began, String ended) {
    past.add(
        new RunRecord(
            "r-" + past.count(),
            "db",
            1,
            "main",
            null,
            41,
            "2026-11-21T" + began + ".000Z",
            "2026-11-21T" + ended + ".000Z",
            new RunExit(1, null, null),
            null,
            null,
            null,
            "it exited with code 1"));
  }
}
