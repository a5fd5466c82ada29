package dev.tend.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tend.scenarios.harness.Curl;
import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a configuration would do is told before it is done, and then just that is done.
class PlanApplyTest {

  private static final String UNITS =
      """
      [defaults.service]
      stable_after = "50ms"
      backoff = { min = "5s", max = "5s" }
      [service.db]
      command = "sleep 1000"
      env = { SECRET = "hunter2" }
      [service.web]
      command = "sleep 1001"
      requires = ["db"]
      [service.alone]
      command = "sleep 1002"
      """;

  private static final String NEXT =
      UNITS.replace("sleep 1000", "sleep 1005").replace("hunter2", "hunter3")
          + "[service.late]\ncommand = \"sleep 1003\"\n";

  @Test
  void aPlanSaysWhatIsDoneAndThenNothingIsLeft(@TempDir Path folder) throws IOException {
    try (Tend tend = serve(folder)) {
      assertThat(tend.run("plan").out()).isEqualTo("nothing to do: 3 units stay as they are\n");
      assertThat(tend.run("plan").exit()).isZero();
      tend.configure(NEXT);
      int before = tend.lookout().pid("db");

      Ran plan = tend.run("plan", "--out", "next.plan");

      assertThat(plan.exit()).isEqualTo(3);
      assertThat(plan.out().replaceAll("plan [0-9a-f]{16}", "plan BASE"))
          .isEqualTo(
              """
              -/+ db  restart: only a new process can take over what changed; takes along web
                    ~ command     ["sleep", "1000"] -> ["sleep", "1005"]
                    ~ env.SECRET  (changed)
                + late  create: it is new
                    + backoff.max   "5s"
                    + backoff.min   "5s"
                    + command       ["sleep", "1003"]
                    + directory     "%s"
                    + stable_after  "50ms"
              -/+ web  restart: it requires db, which is restarted
              order: stop web.1, db.1; then start db.1, late.1, web.1
              plan BASE: 1 to create, 2 to restart; 1 untouched
              """
                  .formatted(folder.toAbsolutePath()));
      assertThat(tend.lookout().pid("db")).isEqualTo(before);
      assertThat(Files.readString(folder.resolve("next.plan"))).doesNotContain("hunter");

      Ran applied = tend.run("apply", "--plan", "next.plan", "--wait", "30s");

      assertThat(applied.exit()).as(applied.err()).isZero();
      assertThat(tend.lookout().pid("db")).isNotEqualTo(before);
      assertThat(tend.run("plan").exit()).isZero();

      tend.configure(NEXT.replace("sleep 1003", "sleep 1004"));
      Ran tried = tend.run("apply", "--watch", "500ms");
      assertThat(tried.exit()).as(tried.err()).isZero();
      assertThat(tried.out()).contains("the trial is over: nothing that it touched had failed");
      tend.configure(NEXT);
      Ran json = tend.run("--json", "apply", "--watch", "100ms");
      assertThat(json.out()).startsWith("{").contains("\"base\"").endsWith("}\n");
      assertThat(json.err()).contains("the trial is over: nothing that it touched had failed");
      assertThat(folder.resolve("run/state/configuration-before")).doesNotExist();
    }
  }

  @Test
  void whatIsStaleOrMistakenOrNotItsOwnChangesNothing(@TempDir Path folder) throws IOException {
    try (Tend tend = serve(folder)) {
      tend.configure(NEXT);
      tend.run("plan", "--out", "next.plan");
      tend.run("stop", "web", "--wait", "30s");

      Ran stale = tend.run("apply", "--plan", "next.plan");
      assertThat(stale.exit()).isEqualTo(1);
      assertThat(stale.err())
          .contains("the plan is stale: something has changed since it was made")
          .contains("'tend plan' says what would be done now.");
      assertThat(Curl.of(tend).post("/v1/apply?base=0").status()).isEqualTo(409);

      Files.writeString(folder.resolve("other.toml"), UNITS.replace("service.alone", "service.x"));
      Ran other = tend.run("apply", "other.toml");
      assertThat(other.exit()).isEqualTo(1);
      assertThat(other.err()).contains("--temporary");

      tend.configure("[service.db]\ncomand = 'x'\n[service.web\n");
      Ran mistaken = tend.run("plan");
      assertThat(mistaken.exit()).isEqualTo(1);
      assertThat(mistaken.err()).contains("nothing was changed").contains("tend.toml:3:");
      assertThat(tend.run("apply").exit()).isEqualTo(1);
      assertThat(tend.status()).hasSize(3);

      Curl curl = Curl.of(tend);
      Curl.Answer good =
          curl.post("/v1/plan", "--data-binary", "[service.new]\ncommand = 'sleep 1'\n");
      assertThat(good.body()).contains("\"unit\":\"new\"").contains("\"action\":\"create\"");
      Curl.Answer bad = curl.post("/v1/plan", "--data-binary", "[service.new]\ncomand = 'x'\n");
      assertThat(bad.status()).isEqualTo(422);
      assertThat(bad.body()).contains("body:2:1: unknown key 'comand'");

      assertThat(tend.run("apply", "other.toml", "--temporary", "--wait", "30s").exit()).isZero();
      assertThat(tend.instance("x")).containsEntry("state", "running");
    }
  }

  @Test
  void aTrialThatFailsIsTakenBackAndSaysWhy(@TempDir Path folder) throws IOException {
    try (Tend tend = serve(folder)) {
      int alone = tend.lookout().pid("alone");
      tend.configure(UNITS.replace("sleep 1000", "sh -c 'exit 3'"));

      Ran tried = tend.run("--json", "apply", "--watch", "20s", "--wait", "20s");

      assertThat(tried.exit()).isEqualTo(1);
      assertThat(tried.out()).startsWith("{").contains("\"base\"").endsWith("}\n");
      assertThat(tried.err())
          .contains("went back to the configuration before what ")
          .contains("db.1 failed: it exited with code 3");
      tend.lookout().awaitState("db", "running");
      tend.lookout().awaitState("web", "running");
      assertThat(tend.lookout().pid("alone")).isEqualTo(alone);
      assertThat(tend.run("why", "db").out()).contains("db.1 failed: it exited with code 3");
      assertThat(tend.run("plan").exit()).as("the file still holds what was tried").isEqualTo(3);

      tend.killDaemon();
      tend.serveAgain();

      assertThat(tend.daemonLog())
          .contains("the configuration before is in force: what ")
          .contains("did not stand its trial");
      tend.lookout().awaitState("db", "running");
      assertThat(tend.run("plan").exit()).isEqualTo(3);
    }
  }

  @Test
  void aDaemonThatDiesDuringATrialIsFollowedByOneThatGoesBack(@TempDir Path folder)
      throws IOException {
    Path done = folder.resolve("done");
    String load = "[job.load]\ncommand = \"sh -c 'echo once >> %s'\"\n".formatted(done);
    try (Tend tend = serve(folder, UNITS + load)) {
      await().atMost(Tend.DEADLINE).until(() -> isComplete(tend));
      tend.run("stop", "alone", "--wait", "30s");
      // Without the job, and without the service that is stopped.
      tend.configure(NEXT.replace("service.alone", "service.other"));
      try (Program apply = tend.start("apply", "--watch", "10m")) {
        await().atMost(Tend.DEADLINE).until(() -> isUp(tend));

        tend.killDaemon();

        // What was applied shows before the answer is there: 4 is for a daemon that never gave it.
        assertThat(apply.awaitEnd(Tend.DEADLINE).exit()).isIn(1, 4);
      }
      tend.serveAgain();

      await().atMost(Tend.DEADLINE).until(() -> !isThere(tend));
      assertThat(tend.daemonLog()).contains("had applied was on trial");
      tend.lookout().awaitState("db", "running");
      assertThat(Files.readString(Path.of("/proc/" + tend.lookout().pid("db") + "/cmdline")))
          .contains("1000");
      assertThat(isComplete(tend)).isTrue();
      assertThat(Files.readString(done)).isEqualTo("once\n");
      assertThat(tend.instance("alone")).containsEntry("state", "stopped");

      assertThat(tend.run("reload").exit()).isZero();
      tend.lookout().awaitState("late", "running");
      assertThat(tend.run("plan").exit()).isZero();
    }
  }

  @Test
  void whoWaitsForATrialHearsThatItWasOvertaken(@TempDir Path folder) throws IOException {
    try (Tend tend = serve(folder, UNITS)) {
      tend.configure(NEXT);
      try (Program apply = tend.start("apply", "--watch", "10m")) {
        await().atMost(Tend.DEADLINE).until(() -> isUp(tend));
        tend.configure(UNITS);
        assertThat(tend.run("reload").exit()).isZero();

        Ran ran = apply.awaitEnd(Tend.DEADLINE);
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).contains("the trial is over: another change took its place");
      }
    }
  }

  private static boolean isComplete(Tend tend) {
    return tend.run("job", "show", "load").out().contains("complete");
  }

  private static boolean isThere(Tend tend) {
    return tend.lookout().all().stream().anyMatch(each -> each.unit().equals("late"));
  }

  private static boolean isUp(Tend tend) {
    return tend.lookout().all().stream()
        .anyMatch(each -> each.unit().equals("late") && each.state().equals("running"));
  }

  private static Tend serve(Path folder) throws IOException {
    return serve(folder, UNITS);
  }

  private static Tend serve(Path folder, String units) throws IOException {
    Tend tend = Tend.serve(folder, units);
    List.of("db", "web", "alone").forEach(unit -> tend.lookout().awaitState(unit, "running"));
    return tend;
  }
}
