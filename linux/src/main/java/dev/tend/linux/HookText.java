package dev.tend.linux;

import dev.tend.core.lifecycle.HookProgress;
import dev.tend.core.lifecycle.HookProgress.Call.Regard;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.HookPhase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How far hooks have come, as facts of a standing: a few lines for each phase that has any under
/// way, with tabs in between.
///
/// ```
/// hooks.1=pre_start⇥mfz3k1c0-17⇥try 1
/// hooks.1.begun=fetch⇥migrate
/// hooks.1.fact.1=TEND_PID⇥4711
/// hooks.1.call.1=mfz3k1c0-19⇥2026-11-21T10:00:00.123Z⇥81234567890⇥awaited⇥⇥migrate
/// ```
final class HookText {

  private HookText() {}

  static void put(Facts facts, List<HookProgress> hooks) {
    for (int i = 0; i < hooks.size(); i++) {
      put(facts, "hooks." + (i + 1), hooks.get(i));
    }
  }

  private static void put(Facts facts, String key, HookProgress hooks) {
    facts.put(key, joined(hooks.phase().text(), hooks.own().text(), text(hooks.next())));
    facts.put(key + ".begun", String.join("\t", hooks.begun()));
    int number = 0;
    for (var fact : hooks.facts().entrySet()) {
      facts.put(key + ".fact." + ++number, joined(fact.getKey(), fact.getValue()));
    }
    number = 0;
    for (HookProgress.Call call : hooks.calls()) {
      facts.put(
          key + ".call." + ++number,
          joined(
              call.run().text(),
              call.since().toString(),
              Long.toString(call.dueNanos()),
              call.regard().name().toLowerCase(Locale.ROOT),
              call.exit().map(ExitText::of).orElse(""),
              call.hook()));
    }
  }

  private static String text(HookProgress.Next next) {
    return switch (next) {
      case HookProgress.Next.Try(int tries) -> "try " + tries;
      case HookProgress.Next.Again(long atNanos) -> "again " + atNanos;
      case HookProgress.Next.None _ -> "none";
    };
  }

  private static String joined(String... fields) {
    return String.join("\t", fields);
  }

  /// Reads what [#put] wrote.
  ///
  /// @throws IllegalArgumentException if it is anything else
  static List<HookProgress> parse(Facts facts) {
    List<HookProgress> hooks = new ArrayList<>();
    for (int i = 1; facts.find("hooks." + i).isPresent(); i++) {
      hooks.add(parse(facts, "hooks." + i));
    }
    return hooks;
  }

  private static HookProgress parse(Facts facts, String key) {
    List<String> head = fields(facts.get(key), 3);
    String begun = facts.get(key + ".begun");
    SortedMap<String, String> known = new TreeMap<>();
    for (String line : lines(facts, key + ".fact.")) {
      List<String> fact = fields(line, 2);
      known.put(fact.getFirst(), fact.getLast());
    }
    return new HookProgress(
        HookPhase.valueOf(head.getFirst().toUpperCase(Locale.ROOT)),
        new RunId(head.get(1)),
        known,
        begun.isEmpty() ? List.of() : Arrays.asList(begun.split("\t", -1)),
        next(head.get(2)),
        lines(facts, key + ".call.").stream().map(HookText::call).toList());
  }

  private static List<String> lines(Facts facts, String prefix) {
    List<String> lines = new ArrayList<>();
    Optional<String> line = facts.find(prefix + 1);
    while (line.isPresent()) {
      lines.add(line.get());
      line = facts.find(prefix + (lines.size() + 1));
    }
    return lines;
  }

  private static List<String> fields(String line, int count) {
    List<String> fields = Arrays.asList(line.split("\t", -1));
    if (fields.size() != count) {
      throw new IllegalArgumentException("'" + line + "' has not " + count + " fields");
    }
    return fields;
  }

  private static HookProgress.Next next(String text) {
    String[] words = text.split(" ", -1);
    return switch (words[0]) {
      case "try" -> new HookProgress.Next.Try(Integer.parseInt(words[words.length - 1]));
      case "again" -> new HookProgress.Next.Again(Long.parseLong(words[words.length - 1]));
      case "none" -> new HookProgress.Next.None();
      default -> throw new IllegalArgumentException("'" + text + "' follows no hook");
    };
  }

  /// One that was cut short is, to a daemon of a version that knows no such thing, any that goes on
  /// beside the phase.
  private static HookProgress.Call call(String line) {
    List<String> fields = fields(line, 6);
    String exit = fields.get(4);
    return new HookProgress.Call(
        fields.get(5),
        new RunId(fields.getFirst()),
        Facts.time(fields.get(1)),
        Long.parseLong(fields.get(2)),
        Regard.valueOf(fields.get(3).toUpperCase(Locale.ROOT)),
        exit.isEmpty() ? Optional.empty() : Optional.of(ExitText.parse(exit)));
  }
}
