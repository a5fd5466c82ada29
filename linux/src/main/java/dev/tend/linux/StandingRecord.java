package dev.tend.linux;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.After;
import dev.tend.core.lifecycle.End;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Standing;
import dev.tend.core.lifecycle.Standing.Aim;
import dev.tend.core.lifecycle.Standing.Phase;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where an instance stands as a small text, a fact a line.
///
/// ```
/// boot_id=1c7e…
/// aim=up
/// phase=backoff
/// due_nanos=81234567890
/// since=2026-11-21T10:00:00.123Z
/// cause.1=rule⇥2026-11-21T10:00:00.123Z⇥attempt 3 after a backoff of 200ms
/// cause.2=exited⇥2026-11-21T10:00:00.123Z⇥mfz3k1c0-17⇥code 1
/// attempt=3
/// restarts=2
/// failures=81034567890,81134567890
/// last_run=mfz3k1c0-17
/// last_exit=code 1
/// last_exit_at=2026-11-21T10:00:00.123Z
/// process_print=6cc1d3dd7bf80dd6
/// whole_print=0d53a9c81c6e1a70
/// version=2026-12-01T08:00
/// opened=2026-12-01T07:00:00Z
/// ```
///
/// @param bootId the boot whose monotonic clock it was measured with
record StandingRecord(Standing standing, String bootId) {

  String text() {
    Facts facts = new Facts();
    facts.put("boot_id", bootId);
    facts.put("aim", aim(standing.aim()));
    put(facts, standing.phase());
    standing.watchdog().ifPresent(every -> facts.put("watchdog", every.toString()));
    put(facts, standing.ledger());
    facts.put("process_print", standing.spec().process());
    facts.put("whole_print", standing.spec().whole());
    HookText.put(facts, standing.hooks());
    standing.dates().version().ifPresent(date -> facts.put("version", date.toString()));
    standing.dates().opened().ifPresent(at -> facts.put("opened", at));
    standing.dates().forced().ifPresent(at -> facts.put("forced_until", at));
    return facts.text();
  }

  private static String aim(Aim aim) {
    return switch (aim) {
      case Aim.Down _ -> "down";
      case Aim.Up _ -> "up";
      case Aim.Renew _ -> "renew";
      case Aim.Roll(long rolling, int atOnce) -> "roll " + rolling + " " + atOnce;
    };
  }

  private static void put(Facts facts, Ledger ledger) {
    facts.put("attempt", Integer.toString(ledger.attempt()));
    facts.put("restarts", Integer.toString(ledger.restarts()));
    facts.put(
        "failures",
        ledger.failureNanos().stream().map(Object::toString).collect(Collectors.joining(",")));
    ledger
        .lastExit()
        .ifPresent(last -> {
          facts.put("last_run", last.run().text());
          facts.put("last_exit", ExitText.of(last.exit()));
          facts.put("last_exit_at", last.at());
        });
  }

  private static void put(Facts facts, Phase phase) {
    facts.put("phase", phase.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    switch (phase) {
      case Phase.Down _, Phase.Due _ -> {}
      case Phase.Preparing(RunId run) -> facts.put("run", run.text());
      case Phase.Started(RunId run) -> facts.put("run", run.text());
      case Phase.Proved(RunId run) -> facts.put("run", run.text());
      case Phase.Retiring(RunId run, After after) -> {
        facts.put("run", run.text());
        facts.put("after", after(after));
      }
      case Phase.Tidying(RunId run, After after) -> {
        facts.put("run", run.text());
        facts.put("after", after(after));
      }
      case Phase.Leaving(RunId run, After after) -> {
        facts.put("run", run.text());
        facts.put("after", after(after));
      }
      case Phase.Backoff(long dueNanos, Instant since, Cause cause) -> {
        facts.put("due_nanos", Long.toString(dueNanos));
        put(facts, since, cause);
      }
      case Phase.Completed(Instant since, Cause cause) -> put(facts, since, cause);
      case Phase.Failed(Instant since, Cause cause) -> put(facts, since, cause);
    }
  }

  private static void put(Facts facts, Instant since, Cause cause) {
    facts.put("since", since);
    List<String> lines = CauseText.lines(cause);
    for (int i = 0; i < lines.size(); i++) {
      facts.put("cause." + (i + 1), lines.get(i));
    }
  }

  private static String after(After after) {
    return switch (after) {
      case After.Stay _ -> "stay";
      case After.Wait _ -> "wait";
      case After.Fail _ -> "fail";
      case After.Judge(End(boolean success, boolean stable, Duration uptime)) ->
          "judge " + success + " " + stable + " " + uptime;
    };
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  static StandingRecord parse(String text) {
    Facts facts = Facts.parse(text);
    Standing standing =
        new Standing(
            ledger(facts),
            aim(facts.get("aim")),
            phase(facts),
            new Fingerprint(facts.get("process_print"), facts.get("whole_print")),
            HookText.parse(facts),
            facts.find("watchdog").map(Facts::duration),
            new Standing.Dates(
                facts.find("version").map(Facts::date),
                facts.find("opened").map(Facts::time),
                facts.find("forced_until").map(Facts::time)));
    return new StandingRecord(standing, facts.get("boot_id"));
  }

  private static Aim aim(String text) {
    String[] words = text.split(" ", -1);
    return switch (words[0]) {
      case "down" -> new Aim.Down();
      case "up" -> new Aim.Up();
      case "renew" -> new Aim.Renew();
      case "roll" -> roll(text, words);
      default -> throw new IllegalArgumentException("'" + text + "' aims at nothing");
    };
  }

  private static Aim roll(String text, String[] words) {
    if (words.length != 3) {
      throw new IllegalArgumentException("'" + text + "' is no turn in a rolling restart");
    }
    return new Aim.Roll(Long.parseLong(words[1]), Integer.parseInt(words[2]));
  }

  private static Ledger ledger(Facts facts) {
    String failures = facts.get("failures");
    Optional<Ledger.LastExit> lastExit =
        facts
            .find("last_run")
            .map(run ->
                new Ledger.LastExit(
                    new RunId(run),
                    ExitText.parse(facts.get("last_exit")),
                    facts.instant("last_exit_at")));
    return new Ledger(
        facts.count("attempt"),
        facts.count("restarts"),
        failures.isEmpty()
            ? List.of()
            : Arrays.stream(failures.split(",", -1)).map(Long::valueOf).toList(),
        lastExit);
  }

  private static Phase phase(Facts facts) {
    return switch (facts.get("phase")) {
      case "down" -> new Phase.Down();
      case "due" -> new Phase.Due();
      case "proved" -> new Phase.Proved(new RunId(facts.get("run")));
      case "preparing" -> new Phase.Preparing(new RunId(facts.get("run")));
      case "started" -> new Phase.Started(new RunId(facts.get("run")));
      case "retiring" -> new Phase.Retiring(new RunId(facts.get("run")), after(facts.get("after")));
      case "tidying" -> new Phase.Tidying(new RunId(facts.get("run")), after(facts.get("after")));
      case "leaving" -> new Phase.Leaving(new RunId(facts.get("run")), after(facts.get("after")));
      case "backoff" ->
          new Phase.Backoff(facts.number("due_nanos"), facts.instant("since"), cause(facts));
      case "completed" -> new Phase.Completed(facts.instant("since"), cause(facts));
      case "failed" -> new Phase.Failed(facts.instant("since"), cause(facts));
      default -> throw new IllegalArgumentException("'" + facts.get("phase") + "' is no phase");
    };
  }

  private static After after(String text) {
    String[] words = text.split(" ", -1);
    return switch (words[0]) {
      case "stay" -> new After.Stay();
      case "wait" -> new After.Wait();
      case "fail" -> new After.Fail();
      case "judge" -> new After.Judge(end(text, words));
      default -> throw new IllegalArgumentException("'" + text + "' follows nothing");
    };
  }

  private static End end(String text, String[] words) {
    if (words.length != 4) {
      throw new IllegalArgumentException("'" + text + "' judges nothing");
    }
    return new End(
        Boolean.parseBoolean(words[1]), Boolean.parseBoolean(words[2]), Facts.duration(words[3]));
  }

  private static Cause cause(Facts facts) {
    List<String> lines = new ArrayList<>();
    Optional<String> line = facts.find("cause.1");
    while (line.isPresent()) {
      lines.add(line.get());
      line = facts.find("cause." + (lines.size() + 1));
    }
    return CauseText.parse(lines);
  }
}
