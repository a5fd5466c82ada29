package dev.tend.core.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.why.Answer;
import dev.tend.core.why.Why;
import dev.tend.core.why.WhyThen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What is run around the life of a service, and what comes of it.
class HooksTest {
  private static final Duration STABLE = Duration.ofSeconds(1);

  @Test
  void theFirstHooksRunOneAfterTheOtherAndThenTheProcess() {
    Host host = opening(with(HookPhase.PRE_START, hook("fetch"), hook("migrate")));
    assertThat(host.log()).containsExactly("web.1 runs pre_start fetch");
    assertThat(host.state("web.1")).isEqualTo(StateName.STARTING);

    host.commandEnds("web.1", 0);
    assertThat(host.log()).containsExactly("web.1 runs pre_start migrate");

    host.commandEnds("web.1", 0);
    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void aHookThatFailsIsAFailedAttemptJudgedByThePolicy() {
    Host host =
        opening(with(HookPhase.PRE_START, hook("migrate"), hook("warm"))).commandEnds("web.1", 3);

    assertThat(host.state("web.1")).isEqualTo(StateName.BACKOFF);
    assertThat(host.view("web.1").attempt()).isEqualTo(2);
    assertThat(host.view("web.1").cause().story())
        .isEqualTo(
            "the pre_start hook migrate failed: it exited with code 3;"
                + " attempt 2 after a backoff of 100ms");
    assertThat(told(host))
        .containsExactly("the pre_start hook migrate failed: it exited with code 3");
    assertThat(host.log()).containsExactly("web.1 runs pre_start migrate");

    host.passes(Duration.ofMillis(100));
    assertThat(host.log()).containsExactly("web.1 runs pre_start migrate");
  }

  @Test
  void whatMayNeverBeTriedAgainHasFailedWithItsHook() {
    Host host =
        opening(with(HookPhase.PRE_START, hook("migrate")).withRestart(RestartMode.NEVER))
            .commandEnds("web.1", 1);

    assertThat(host.state("web.1")).isEqualTo(StateName.FAILED);
  }

  @Test
  void aFailureThatIsIgnoredIsToldAndTheNextOneRuns() {
    Hook warm = hook("warm").onFailure(Hook.OnFailure.IGNORE);
    Host host = opening(with(HookPhase.PRE_START, warm)).commandEnds("web.1", 1);

    assertThat(host.log()).containsExactly("web.1 runs pre_start warm", "web.1 starts");
    assertThat(told(host))
        .containsExactly("the pre_start hook warm failed: it exited with code 1, which is ignored");
  }

  @Test
  void whyTellsOfAFailureThatIsIgnoredForAsLongAsThatRunGoesOn() {
    String failed = "; the pre_start hook warm failed: it exited with code 1, which is ignored";
    Hook warm = hook("warm").onFailure(Hook.OnFailure.IGNORE);
    ServiceSpec web = with(HookPhase.PRE_START, warm).withRestart(RestartMode.ALWAYS);
    Host host = opening(web).commandEnds("web.1", 1);
    assertThat(state(host)).isEqualTo("web has been starting for 0ms" + failed);
    host.passes(STABLE.multipliedBy(3));
    assertThat(state(host)).isEqualTo("web has been running for 2s" + failed);

    host.ends("web.1", new Exit.Code(1)).commandEnds("web.1", 0).passes(STABLE);

    assertThat(state(host)).isEqualTo("web has been running for 0ms, restarted once");
  }

  @Test
  void whyOfThePastTellsOfAFailureThatWasIgnored() {
    String failed = "; the pre_start hook warm failed: it exited with code 1, which is ignored";
    Hook warm = hook("warm").onFailure(Hook.OnFailure.IGNORE);
    Host host = opening(with(HookPhase.PRE_START, warm)).commandEnds("web.1", 1).passes(STABLE);
    Instant running = host.now().wall();
    host.passes(STABLE);
    host.stop("web");
    host.passes(STABLE);

    Answer answer =
        new WhyThen(host.snapshot(), new Noted(host.entries()), running)
            .of(new UnitName("web"), OptionalInt.empty())
            .orElseThrow();

    assertThat(answer.chain().getFirst().sentence()).endsWith(failed);
    assertThat(state(host)).doesNotContain(failed);
  }

  @Test
  void whyTellsOfNoFirstTryWhenTheSecondHasSucceeded() {
    Hook flaky = hook("flaky").onFailure(Hook.OnFailure.RETRY);
    Host host = opening(with(HookPhase.PRE_START, flaky)).commandEnds("web.1", 1).passes(STABLE);

    host.commandEnds("web.1", 0).passes(STABLE);

    assertThat(state(host)).isEqualTo("web has been running for 0ms");
  }

  @Test
  void oneMoreTryComesAfterAPauseAndItsFailureCounts() {
    Hook flaky = hook("flaky").onFailure(Hook.OnFailure.RETRY);
    Host host = opening(with(HookPhase.PRE_START, flaky)).commandEnds("web.1", 1);
    assertThat(host.log()).containsExactly("web.1 runs pre_start flaky");
    assertThat(host.view("web.1").next())
        .hasValueSatisfying(
            next -> assertThat(next.what()).isEqualTo("the pre_start hook flaky is run once more"));

    host.passes(Duration.ofMillis(999));
    assertThat(host.log()).isEmpty();
    host.passes(Duration.ofMillis(1));
    assertThat(host.log()).containsExactly("web.1 runs pre_start flaky");

    assertThat(host.commandEnds("web.1", 1).state("web.1")).isEqualTo(StateName.BACKOFF);
  }

  @Test
  void oneMoreTryMaySucceed() {
    Hook flaky = hook("flaky").onFailure(Hook.OnFailure.RETRY);
    Host host =
        opening(with(HookPhase.PRE_START, flaky))
            .commandEnds("web.1", 1)
            .passes(Duration.ofSeconds(1))
            .commandEnds("web.1", 0);

    assertThat(host.log()).endsWith("web.1 starts");
  }

  @Test
  void aHookThatTakesTooLongIsKilledAndHasFailed() {
    Hook slow = hook("slow").within(Duration.ofSeconds(5));
    Host host = opening(with(HookPhase.PRE_START, slow));
    assertThat(host.view("web.1").next())
        .hasValueSatisfying(next ->
            assertThat(next.what())
                .isEqualTo("the pre_start hook slow is killed if it has not ended"));

    host.passes(Duration.ofSeconds(5));

    assertThat(host.log()).startsWith("web.1 runs pre_start slow", "web.1 slow is killed");
    assertThat(told(host))
        .containsExactly(
            "the pre_start hook slow failed: it took longer than its timeout and was killed");
  }

  @Test
  void whyNamesTheHookThatIsWaitedForAndItsBound() {
    Hook slow = hook("slow").within(Duration.ofSeconds(60));
    Host host = opening(with(HookPhase.PRE_START, slow)).passes(Duration.ofSeconds(3));

    assertThat(waitingFor(host))
        .containsExactly("its pre_start hook 'slow' has been running for 3s (of at most 1m)");

    host.undying("web").passes(Duration.ofSeconds(58));
    assertThat(waitingFor(host))
        .containsExactly(
            "its pre_start hook 'slow' has been running for 1m1s, and is being killed");
  }

  @Test
  void whyNamesNoHookThatNobodyWaitsFor() {
    Host host = opening(with(HookPhase.PRE_START, hook("aside").unwaited())).turn();

    assertThat(host.log()).endsWith("web.1 starts");
    assertThat(waitingFor(host)).containsExactly("it to be up for 1s (stable_after)");
  }

  @Test
  void aHookBeforeTheEndHoldsAStopNoLongerThanItsOwnTimeout() {
    Hook drain = hook("drain").within(Duration.ofSeconds(20));
    Host host = opening(with(HookPhase.PRE_STOP, drain)).passes(STABLE);
    host.log();
    host.stop("web");
    host.passes(Duration.ofMillis(19_999));
    assertThat(host.log()).containsExactly("web.1 runs pre_stop drain");

    host.passes(Duration.ofMillis(1));

    assertThat(host.log()).containsExactly("web.1 drain is killed", "web.1 gets TERM");
  }

  @Test
  void eventsAndEndsOfAHookCarryItsName() {
    Host host = opening(with(HookPhase.PRE_START, hook("migrate")));

    host.commandEnds("web.1", 3);

    assertThat(host.entries().stream().filter(entry -> entry.hook().isPresent()))
        .extracting(Entry::type, entry -> entry.hook().orElse(""))
        .containsExactly(tuple("exited", "migrate"), tuple("hook_failed", "migrate"));
    assertThat(host.ends()).extracting(RunEnd::hook).containsExactly(Optional.of("migrate"));
  }

  @Test
  void whatAHookLeftBehindIsKilledBeforeTheProcessStarts() {
    Host host =
        opening(with(HookPhase.PRE_START, hook("fork")))
            .undying("web")
            .commandLeavesSomething("web.1", 0);
    assertThat(host.log()).containsExactly("web.1 runs pre_start fork", "web.1 survives a kill");

    host.commandEnds("web.1", 9);

    assertThat(host.log()).containsExactly("web.1 starts");
  }

  @Test
  void aHookThatCannotBeRunHasFailed() {
    Host host =
        Host.opening(Recovered.NOTHING, with(HookPhase.PRE_START, hook("gone")))
            .withoutProgram("web")
            .turn();

    assertThat(host.state("web.1")).isEqualTo(StateName.BACKOFF);
    assertThat(told(host))
        .first()
        .asString()
        .isEqualTo("the pre_start hook gone failed: cannot execute bin/gone: ENOENT");
  }

  @Test
  void nobodyWaitsForAnAsyncHook() {
    Host host = opening(with(HookPhase.PRE_START, hook("watch").unwaited(), hook("migrate")));

    assertThat(host.log())
        .containsExactly("web.1 runs pre_start watch", "web.1 runs pre_start migrate");
  }

  @Test
  void anAsyncHookLivesOnBesideTheProcessAndItsFailureIsTold() {
    Host host = opening(with(HookPhase.PRE_START, hook("watch").unwaited())).passes(STABLE);
    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);

    host.commandEnds("web.1", 2);

    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
    assertThat(told(host))
        .containsExactly("the pre_start hook watch failed: it exited with code 2");
  }

  @Test
  void anAsyncHookEndsWithItsService() {
    Host host = opening(with(HookPhase.PRE_START, hook("watch").unwaited())).passes(STABLE);
    host.log();

    host.stop("web");

    assertThat(host.log()).containsExactlyInAnyOrder("web.1 gets TERM", "web.1 watch is killed");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
  }

  @Test
  void theSlotIsFreeOnceAnAsyncHookIsGone() {
    Host host =
        opening(with(HookPhase.PRE_START, hook("watch").unwaited()).withRestart(RestartMode.ALWAYS))
            .passes(STABLE);
    host.undying("web").ends("web.1", new Exit.Code(1));
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPING);

    host.commandEnds("web.1", 9);

    assertThat(host.state("web.1")).isEqualTo(StateName.STARTING);
  }

  @Test
  void aStopEndsASlowFirstHook() {
    Host host = opening(with(HookPhase.PRE_START, hook("slow")));

    host.stop("web");

    assertThat(host.log()).containsExactly("web.1 runs pre_start slow", "web.1 slow is killed");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
    assertThat(told(host)).isEmpty();
  }

  @Test
  void itIsUpOnceItsLaterHooksAreDone() {
    Host host = opening(with(HookPhase.POST_START, hook("register"))).passes(STABLE);
    assertThat(host.log()).containsExactly("web.1 starts", "web.1 runs post_start register");
    assertThat(host.state("web.1")).isEqualTo(StateName.STARTING);
    assertThat(host.plan("web.1").launch().env())
        .containsEntry("TEND_PID", Integer.toString(host.view("web.1").pid().getAsInt()));

    host.commandEnds("web.1", 0);

    assertThat(host.state("web.1")).isEqualTo(StateName.RUNNING);
  }

  @Test
  void aLaterHookThatFailsFailsTheStart() {
    Host host =
        opening(with(HookPhase.POST_START, hook("register")))
            .passes(STABLE)
            .commandEnds("web.1", 1);

    assertThat(host.log()).endsWith("web.1 gets TERM");
    assertThat(host.state("web.1")).isEqualTo(StateName.BACKOFF);
    assertThat(host.view("web.1").attempt()).isEqualTo(2);
  }

  @Test
  void whoEndsWhileItsLaterHookRunsTakesItAlong() {
    Host host = opening(with(HookPhase.POST_START, hook("register"))).passes(STABLE);
    host.log();

    host.ends("web.1", new Exit.Code(1));

    assertThat(host.log()).containsExactly("web.1 register is killed");
    assertThat(host.state("web.1")).isEqualTo(StateName.BACKOFF);
  }

  @Test
  void itIsAskedToEndOnceTheHooksBeforeItsEndAreDone() {
    Host host = running(with(HookPhase.PRE_STOP, hook("drain")));

    host.stop("web");
    assertThat(host.log()).containsExactly("web.1 runs pre_stop drain");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPING);

    assertThat(host.commandEnds("web.1", 0).log()).containsExactly("web.1 gets TERM");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
  }

  @Test
  void aHookBeforeTheEndThatFailsIsSaidAndTheEndComesAllTheSame() {
    Host host = running(with(HookPhase.PRE_STOP, hook("drain"), hook("more")));
    host.stop("web");

    host.commandEnds("web.1", 1);

    assertThat(host.log()).containsExactly("web.1 runs pre_stop drain", "web.1 gets TERM");
    assertThat(host.view("web.1").cause().sentence())
        .isEqualTo("the pre_stop hook drain failed: it exited with code 1");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
  }

  @Test
  void whoEndsByItselfMeanwhileIsNotAskedAndTheHookIsCarriedToItsEnd() {
    Host host = running(with(HookPhase.PRE_STOP, hook("drain")));
    host.stop("web");
    host.ends("web.1", new Exit.Code(0));
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPING);

    host.commandEnds("web.1", 0);

    assertThat(host.log()).containsExactly("web.1 runs pre_stop drain");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
  }

  @Test
  void aCrashLeavesNoTimeForHooksBeforeTheEndAndIsFollowedByTheLastOnes() {
    ServiceSpec spec =
        with(HookPhase.PRE_STOP, hook("drain"))
            .withHooks(
                Hooks.NONE
                    .with(HookPhase.PRE_STOP, List.of(hook("drain")))
                    .with(HookPhase.POST_STOP, List.of(hook("clean"))))
            .withRestart(RestartMode.ALWAYS);
    Host host = running(spec);

    host.ends("web.1", new Exit.Signalled(11, true));
    assertThat(host.log()).containsExactly("web.1 runs post_stop clean");
    assertThat(host.plan("web.1").launch().env())
        .containsEntry("TEND_EXIT_SIGNAL", "SIGSEGV")
        .doesNotContainKey("TEND_EXIT_CODE")
        .doesNotContainKey("TEND_PID");

    assertThat(host.commandEnds("web.1", 0).log()).containsExactly("web.1 starts");
  }

  @Test
  void theLastHooksFollowAStopAndKnowHowItEnded() {
    Host host = running(with(HookPhase.POST_STOP, hook("clean")));
    host.deaf("web").stop("web");
    host.ends("web.1", new Exit.Code(7));

    assertThat(host.plan("web.1").launch().env()).containsEntry("TEND_EXIT_CODE", "7");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPING);
    assertThat(host.commandEnds("web.1", 0).state("web.1")).isEqualTo(StateName.STOPPED);
  }

  @Test
  void theLastHooksClearAwayWhatAFailedFirstHookPrepared() {
    ServiceSpec spec =
        Host.service("web")
            .withHooks(
                Hooks.NONE
                    .with(HookPhase.PRE_START, List.of(hook("mount")))
                    .with(HookPhase.POST_STOP, List.of(hook("unmount"))));
    Host host = opening(spec).commandEnds("web.1", 1);

    assertThat(host.log())
        .containsExactly("web.1 runs pre_start mount", "web.1 runs post_stop unmount");
    assertThat(host.commandEnds("web.1", 0).state("web.1")).isEqualTo(StateName.BACKOFF);
  }

  @Test
  void anAsyncLastHookOutlivesTheStopAndAShutdownWaitsForIt() {
    Host host = running(with(HookPhase.POST_STOP, hook("mail").unwaited()));

    host.stop("web");
    assertThat(host.state("web.1")).isEqualTo(StateName.STOPPED);
    host.shutdown(false);
    assertThat(host.finished()).isFalse();

    assertThat(host.commandEnds("web.1", 0).finished()).isTrue();
  }

  @Test
  void whoIsInAHurryCutsHooksShort() {
    Host host =
        running(
            with(HookPhase.PRE_STOP, hook("drain"))
                .withHooks(
                    Hooks.NONE
                        .with(HookPhase.PRE_STOP, List.of(hook("drain")))
                        .with(
                            HookPhase.POST_STOP, List.of(hook("clean"), hook("mail").unwaited()))));
    host.shutdown(false);

    host.hasten();
    assertThat(host.log())
        .containsExactlyInAnyOrder(
            "web.1 runs pre_stop drain",
            "web.1 is killed",
            "web.1 drain is killed",
            "web.1 runs post_stop clean");

    host.hasten();
    assertThat(host.log()).containsExactly("web.1 clean is killed");
    assertThat(host.finished()).isTrue();
  }

  @Test
  void anAsyncLastHookIsCutShortToo() {
    Host host = running(with(HookPhase.POST_STOP, hook("mail").unwaited()));
    host.shutdown(false);

    host.hasten();

    assertThat(host.finished()).isTrue();
    assertThat(host.log()).endsWith("web.1 mail is killed");
  }

  @Test
  void aRestartRunsThemAll() {
    Hooks hooks = Hooks.NONE;
    for (HookPhase phase : HookPhase.values()) {
      hooks = hooks.with(phase, List.of(hook("a")));
    }
    Host host = opening(Host.service("web").withHooks(hooks)).commandEnds("web.1", 0);
    host.passes(STABLE).commandEnds("web.1", 0);
    host.log();

    host.restart("web");
    host.commandEnds("web.1", 0).commandEnds("web.1", 0).commandEnds("web.1", 0).passes(STABLE);

    assertThat(host.log())
        .containsExactly(
            "web.1 runs pre_stop a",
            "web.1 gets TERM",
            "web.1 runs post_stop a",
            "web.1 runs pre_start a",
            "web.1 starts",
            "web.1 runs post_start a");
    assertThat(host.defects()).isEmpty();
  }

  @Test
  void aHookHasTheServicesEnvironmentItsOwnAndItsName() {
    Hook hook =
        new Hook(
            "migrate",
            new Command(List.of("bin/migrate")),
            java.util.Optional.of("/srv"),
            new TreeMap<>(Map.of("B", "2", "C", "3")),
            Duration.ofSeconds(1),
            Hook.OnFailure.FAIL,
            false);
    ServiceSpec spec = with(HookPhase.PRE_START, hook);
    Launch launch = spec.launch().withEnv(new TreeMap<>(Map.of("A", "1", "B", "1")));

    LaunchPlan plan = opening(spec.withLaunch(launch)).plan("web.1");

    assertThat(plan.launch().env())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "A", "1", "B", "2", "C", "3", "TEND_HOOK", "migrate", "TEND_PHASE", "pre_start"));
    assertThat(plan.launch().directory()).contains("/srv");
  }

  @Test
  void anotherListOfHooksRestartsNothingAndHoldsFromThenOn() {
    Host host = running(with(HookPhase.PRE_STOP, hook("drain")));

    host.reload(with(HookPhase.PRE_STOP, hook("other")));
    assertThat(host.log()).isEmpty();
    host.stop("web");

    assertThat(host.log()).containsExactly("web.1 runs pre_stop other");
  }

  @Test
  void aReloadMeanwhileRunsNoneTwice() {
    Host host = opening(with(HookPhase.PRE_START, hook("a"), hook("b"))).commandEnds("web.1", 0);
    host.log();

    host.reload(with(HookPhase.PRE_START, hook("b"), hook("a"), hook("c")));
    host.commandEnds("web.1", 0);

    assertThat(host.log()).containsExactly("web.1 runs pre_start c");
  }

  @Test
  void whatItRequiresGoneWhileAFirstHookRanItWaits() {
    ServiceSpec db = Host.service("db");
    ServiceSpec web =
        Host.service("web", "db")
            .withHooks(Hooks.NONE.with(HookPhase.PRE_START, List.of(hook("a"))));
    Host host = Host.opening(Recovered.NOTHING, db, web).turn().passes(STABLE);
    host.log();

    host.ends("db.1", new Exit.Code(1)).commandEnds("web.1", 0);

    assertThat(host.state("web.1")).isEqualTo(StateName.WAITING);
  }

  private static ServiceSpec with(HookPhase phase, Hook... hooks) {
    return Host.service("web").withHooks(Hooks.NONE.with(phase, List.of(hooks)));
  }

  private static Hook hook(String name) {
    return Hook.of(name, new Command(List.of("bin/" + name)));
  }

  private static Host opening(ServiceSpec spec) {
    return Host.opening(Recovered.NOTHING, spec).turn();
  }

  private static Host running(ServiceSpec spec) {
    return Host.with(spec);
  }

  private static List<String> waitingFor(Host host) {
    return Why.answer(host.snapshot(), Host.id("web.1"), host.now()).orElseThrow().waitingFor();
  }

  /// What it is, by the answer to why.
  private static String state(Host host) {
    return Situation.why(host, "web.1").answer().chain().getFirst().sentence();
  }

  /// What was told of hooks that failed.
  private static List<String> told(Host host) {
    return host.entries().stream()
        .filter(entry -> entry.type().equals("hook_failed"))
        .map(entry -> entry.cause().sentence())
        .toList();
  }
}
