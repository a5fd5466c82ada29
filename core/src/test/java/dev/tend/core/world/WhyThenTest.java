package dev.tend.core.world;

import static dev.tend.core.world.Host.service;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.process.Exit;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.UnitName;
import dev.tend.core.why.Answer;
import dev.tend.core.why.LastWords;
import dev.tend.core.why.Why;
import dev.tend.core.why.WhyThen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/// Why things were as they were, by what was recorded. Hosts begin at 13:00 UTC.
class WhyThenTest {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Host host = Host.with(service("db"), service("web", "db"));

  @Test
  void itTellsOfTheMomentAndOfWhatCameNext() {
    host.stop("db");
    host.passes(HOUR);
    host.start("db");
    host.passes(HOUR);

    Answer answer = then("web", "2026-03-01T13:30:00Z").orElseThrow();

    assertThat(answer.state()).isEqualTo("waiting");
    assertThat(answer.root()).isEqualTo("db: root asked for a stop");
    assertThat(answer.chain())
        .extracting(Answer.Link::sentence)
        .containsExactly(
            "web had been waiting for 29m",
            "db is being stopped",
            "db had been stopped for 29m",
            "root asked for a stop");
    assertThat(answer.next().orElseThrow().what())
        .isEqualTo("db: it became starting: root asked for a start");
  }

  @Test
  void whatItWasBeforeIsAnotherThing() {
    host.stop("db");
    host.passes(HOUR);

    Answer answer = then("web", "2026-03-01T13:00:30Z").orElseThrow();

    assertThat(answer.state()).isEqualTo("running");
    assertThat(answer.root()).isEqualTo(WhyOfRunning.STARTED);
    assertThat(answer.next().orElseThrow().what())
        .isEqualTo("it became stopping: db is being stopped");
  }

  @Test
  void whoHasBeenSoSinceBeforeNeedsNoRecord() {
    host.passes(HOUR);
    host.forget();

    Answer answer = then("web", "2026-03-01T13:30:00Z").orElseThrow();

    assertThat(answer.chain().getFirst().sentence()).isEqualTo("web had been running for 29m58s");
    assertThat(answer.next()).isEmpty();
  }

  @Test
  void ofWhatWasNotThereNothingIsKnown() {
    assertThat(then("web", "2026-03-01T12:30:00Z")).isEmpty();
    assertThat(then("nobody", "2026-03-01T13:00:30Z")).isEmpty();
  }

  @Test
  void whatAReloadRemovedIsRemembered() {
    host.reload(service("db"));
    host.passes(HOUR);

    Answer answer = then("web", "2026-03-01T14:00:00Z").orElseThrow();

    assertThat(answer.state()).isEqualTo("removed");
    assertThat(answer.root()).isEqualTo("root asked for a reload");
    assertThat(answer.chain()).extracting(Answer.Link::sentence).contains("the reload removed it");
  }

  @Test
  void aCrashOfLongAgoIsTold() {
    host.ends("db.1", new Exit.Code(3));
    host.passes(Duration.ofMillis(500));
    host.passes(HOUR);

    Answer answer = then("db", "2026-03-01T13:01:00.400Z").orElseThrow();

    assertThat(answer.state()).isEqualTo("starting");
    assertThat(answer.root()).isEqualTo("it exited with code 3");
  }

  @Test
  void aJobIsToldOfByItsPhase() {
    JobSpec job =
        JobSpec.of("import", "bin/import")
            .withRule(JobRule.DEFAULT.withRetries(RetryRule.DEFAULT.withLimit(0)));
    Host with = Host.opening(Recovered.NOTHING, job).turn().passes(HOUR);
    with.ends("import.1", new Exit.Code(3)).passes(HOUR);

    assertThat(then(with, "import", "2026-03-01T13:30:00Z").orElseThrow())
        .satisfies(answer -> {
          assertThat(answer.state()).isEqualTo("active");
          assertThat(answer.root()).isEqualTo(WhyOfRunning.STARTED);
          assertThat(answer.next().orElseThrow().what())
              .isEqualTo("failed: backoff limit 0 reached after worker 1 exited with code 3");
        });
    assertThat(then(with, "import", "2026-03-01T14:30:00Z").orElseThrow().root())
        .isEqualTo("worker 1 exited with code 3");
  }

  @Test
  void whatAnotherReloadBroughtBackIsThereAgain() {
    host.reload(service("db"));
    host.passes(HOUR);
    host.reload(service("db"), service("web", "db"));
    host.passes(HOUR);

    Answer answer = then("web", "2026-03-01T14:30:00Z").orElseThrow();

    assertThat(answer.state()).isEqualTo("running");
    assertThat(then("web", "2026-03-01T13:30:00Z").orElseThrow().state()).isEqualTo("removed");
  }

  @Test
  void whyOfWhatAnEarlierDaemonStartedSaysWhatThatStartedItFor() {
    Host first = Host.with(service("web"));
    first.restart("web");
    first.passes(HOUR);
    Host second = first.successor(service("web")).passes(HOUR);
    Host third = second.successor(service("web")).passes(HOUR);
    List<Entry> all = new ArrayList<>(first.entries());
    all.addAll(second.entries());
    all.addAll(third.entries());

    Why why = new Why(third.snapshot(), third.now(), LastWords.NONE, new Noted(all));
    Answer answer = why.of(third.view("web.1"));

    assertThat(answer.root()).isEqualTo("root asked for a restart");
    assertThat(answer.chain())
        .extracting(Answer.Link::sentence)
        .contains("pid 4711 of an earlier daemon was found alive");
    WhyThen then = new WhyThen(third.snapshot(), new Noted(all), third.now().wall());
    assertThat(then.of(new UnitName("web"), OptionalInt.empty()).orElseThrow().root())
        .isEqualTo("root asked for a restart");
  }

  @Test
  void hooksOfWorkersThatFailedForNothingAreToldOf() {
    Hook warm = Hook.of("warm", new Command(List.of("bin/warm"))).onFailure(Hook.OnFailure.IGNORE);
    JobSpec job = JobSpec.of("import", "bin/import");
    Hooks hooks = Hooks.NONE.with(HookPhase.PRE_START, List.of(warm));
    Host with =
        Host.opening(Recovered.NOTHING, job.withWorker(job.worker().withHooks(hooks))).turn();
    with.commandEnds("import.1", 1).passes(HOUR);
    String failed =
        "; worker 1: the pre_start hook warm failed: it exited with code 1, which is ignored";

    assertThat(state(with))
        .isEqualTo("import has been active for 1h: 0 of 1 completions, 0 tries failed" + failed);
    with.ends("import.1", new Exit.Code(0)).passes(HOUR);
    assertThat(state(with)).endsWith(failed);
    Answer then = then(with, "import", "2026-03-01T13:30:00Z").orElseThrow();
    assertThat(then.chain().getFirst().sentence()).endsWith(failed);
  }

  private static String state(Host host) {
    return new Why(host.snapshot(), host.now(), LastWords.NONE, new Noted(host.entries()))
        .of(host.snapshot().jobs().getFirst())
        .chain()
        .getFirst()
        .sentence();
  }

  private Optional<Answer> then(String unit, String moment) {
    return then(host, unit, moment);
  }

  private static Optional<Answer> then(Host host, String unit, String moment) {
    return new WhyThen(host.snapshot(), new Noted(host.entries()), Instant.parse(moment))
        .of(new UnitName(unit), OptionalInt.empty());
  }
}
