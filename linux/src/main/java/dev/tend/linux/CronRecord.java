package dev.tend.linux;

import dev.tend.core.cause.Actor;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Firing;
import dev.tend.core.cron.Skip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// What a cron job knows of itself as a small text, a fact a line; what is several has tabs in it.
///
/// ```
/// accounted=2026-11-21T10:00:00Z
/// number=17
/// boot=1c7e…
/// word=true⇥root⇥2026-11-20T18:00:00Z
/// waiting.1=2026-11-21T10:03:11Z⇥planned⇥2026-11-21T10:00:00Z⇥false
/// active.1=17⇥2026-11-21T09:00:00Z⇥false⇥triggered⇥2026-11-21T09:00:00Z⇥root
/// result.1=16⇥2026-11-20T10:00:00Z⇥2026-11-20T10:00:09Z⇥true⇥it exited with code 0⇥planned⇥…
/// skip.1=2026-11-20T11:00:00Z⇥2026-11-20T13:00:00Z⇥3⇥SUSPENDED⇥false⇥2026-11-20T13:00:00Z
/// ```
record CronRecord(CronState state) {

  String text() {
    Facts facts = new Facts();
    facts.put("accounted", state.accounted());
    facts.put("number", Long.toString(state.number()));
    state.boot().ifPresent(boot -> facts.put("boot", boot));
    state.standing().ifPresent(word -> facts.put("word", line(word)));
    put(facts, "waiting", state.waiting(), CronRecord::line);
    put(facts, "active", state.active(), CronRecord::line);
    put(facts, "result", state.results(), CronRecord::line);
    put(facts, "skip", state.skips(), CronRecord::line);
    return facts.text();
  }

  private static <T> void put(Facts facts, String name, List<T> all, Function<T, String> line) {
    for (int i = 0; i < all.size(); i++) {
      facts.put(name + "." + (i + 1), line.apply(all.get(i)));
    }
  }

  private static String line(CronState.Word word) {
    return joined(List.of(word.suspended(), word.by().who(), word.at()));
  }

  private static String line(CronState.Waiting waiting) {
    return joined(with(List.of(waiting.due()), waiting.firing()));
  }

  private static String line(CronState.Active active) {
    return joined(
        with(List.of(active.number(), active.started(), active.stopping()), active.firing()));
  }

  private static String line(CronState.Result result) {
    return joined(
        with(
            List.of(
                result.number(),
                result.started(),
                result.ended(),
                result.success(),
                result.sentence()),
            result.firing()));
  }

  private static String line(Skip skip) {
    return joined(
        List.of(
            skip.first(),
            skip.last(),
            skip.count(),
            skip.reason().name(),
            skip.asked(),
            skip.at()));
  }

  private static List<Object> with(List<?> fields, Firing firing) {
    List<Object> all = new ArrayList<>(fields);
    all.addAll(
        switch (firing) {
          case Firing.Planned(Instant at, boolean madeUp) -> List.of("planned", at, madeUp);
          case Firing.Booted(Instant at) -> List.of("booted", at);
          case Firing.Triggered(Actor by, Instant at) -> List.of("triggered", at, by.who());
        });
    return all;
  }

  private static String joined(List<?> fields) {
    return TabText.join(fields);
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  static CronRecord parse(String text) {
    Facts facts = Facts.parse(text);
    try {
      return new CronRecord(
          new CronState(
              facts.instant("accounted"),
              all(facts, "waiting", CronRecord::waiting),
              all(facts, "active", CronRecord::active),
              all(facts, "result", CronRecord::result),
              all(facts, "skip", CronRecord::skip),
              facts.find("word").map(TabText::split).map(CronRecord::word),
              facts.find("boot"),
              facts.number("number")));
    } catch (IndexOutOfBoundsException tooFew) {
      throw new IllegalArgumentException("a line says too little", tooFew);
    }
  }

  private static <T> List<T> all(Facts facts, String name, Function<List<String>, T> reader) {
    List<T> all = new ArrayList<>();
    Optional<String> line = facts.find(name + ".1");
    while (line.isPresent()) {
      all.add(reader.apply(TabText.split(line.get())));
      line = facts.find(name + "." + (all.size() + 1));
    }
    return all;
  }

  private static CronState.Word word(List<String> fields) {
    return new CronState.Word(
        truth(fields.get(0)), new Actor(fields.get(1)), Facts.time(fields.get(2)));
  }

  private static CronState.Waiting waiting(List<String> fields) {
    return new CronState.Waiting(firing(fields, 1), Facts.time(fields.get(0)));
  }

  private static CronState.Active active(List<String> fields) {
    return new CronState.Active(
        Long.parseLong(fields.get(0)),
        firing(fields, 3),
        Facts.time(fields.get(1)),
        truth(fields.get(2)));
  }

  private static CronState.Result result(List<String> fields) {
    return new CronState.Result(
        Long.parseLong(fields.get(0)),
        firing(fields, 5),
        Facts.time(fields.get(1)),
        Facts.time(fields.get(2)),
        truth(fields.get(3)),
        fields.get(4));
  }

  private static Skip skip(List<String> fields) {
    return new Skip(
        Facts.time(fields.get(0)),
        Facts.time(fields.get(1)),
        Integer.parseInt(fields.get(2)),
        Skip.Reason.valueOf(fields.get(3)),
        truth(fields.get(4)),
        Facts.time(fields.get(5)));
  }

  private static Firing firing(List<String> fields, int from) {
    Instant at = Facts.time(fields.get(from + 1));
    return switch (fields.get(from)) {
      case "planned" -> new Firing.Planned(at, truth(fields.get(from + 2)));
      case "booted" -> new Firing.Booted(at);
      case "triggered" -> new Firing.Triggered(new Actor(fields.get(from + 2)), at);
      default -> throw new IllegalArgumentException("'" + fields.get(from) + "' asks for nothing");
    };
  }

  private static boolean truth(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }
}
