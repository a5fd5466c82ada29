package dev.tend.config;

import dev.tend.config.SpecWords.Word;
import dev.tend.config.problem.Problem;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.text.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A restart policy in the words of a configuration file, written over that of a service: read by
/// the same reader, so that the same is understood, and refused.
public final class PolicyText {

  /// What a restart policy consists of.
  public static final List<String> KEYS =
      List.of(
          "restart",
          "stable_after",
          "start_within",
          "restart_delay",
          "backoff.min",
          "backoff.max",
          "backoff.factor",
          "backoff.jitter",
          "give_up_after.attempts",
          "give_up_after.within",
          "start_retries.count",
          "start_retries.interval");

  /// Takes a key, or a table, out of the policy.
  public static final String NONE = "none";

  private static final Path NOWHERE = Path.of("/policy.toml");

  /// Where the program of the made-up service is looked for, which nobody starts.
  private static final Map<String, String> ANYWHERE = Map.of("PATH", "/bin:/usr/bin");

  /// On which line of the made-up file the first of its keys stands.
  private static final int FIRST_LINE = 3;

  private PolicyText() {}

  /// What came of it.
  public sealed interface Result {
    record Good(ServiceSpec spec) implements Result {}

    /// @param problems what is wrong, a sentence each
    record Bad(List<String> problems) implements Result {
      public Bad {
        problems = List.copyOf(problems);
      }
    }
  }

  /// The service by another policy.
  ///
  /// @param changes by key, as `10m`, `5` or `none`
  public static Result over(ServiceSpec service, Map<String, String> changes) {
    SortedMap<String, String> lines = new TreeMap<>();
    SpecWords.of(service).forEach((key, word) -> take(lines, key, word));
    List<String> unknown = new ArrayList<>();
    changes.forEach((key, value) -> {
      boolean removes = value.equals(NONE);
      boolean table = removes && lines.keySet().removeIf(each -> each.startsWith(key + "."));
      if (!KEYS.contains(key)) {
        if (!table && KEYS.stream().noneMatch(each -> each.startsWith(key + "."))) {
          unknown.add(
              ("there is no '" + key + "' in a restart policy. " + Nearest.hint(key, KEYS))
                  .strip());
        } else if (!removes) {
          unknown.add("'" + key + "' is a table; write " + key + ".KEY=VALUE");
        }
      } else if (removes) {
        lines.remove(key);
      } else {
        lines.put(key, value.matches("-?[0-9]+(\\.[0-9]+)?") ? value : quoted(value));
      }
    });
    return unknown.isEmpty() ? read(lines, service) : new Result.Bad(unknown);
  }

  private static void take(SortedMap<String, String> lines, String key, Word word) {
    if (KEYS.contains(key)) {
      lines.put(key, word.value());
    }
  }

  private static Result read(SortedMap<String, String> lines, ServiceSpec service) {
    StringBuilder text = new StringBuilder("[service.policy]\ncommand = \"sh\"\n");
    lines.forEach((key, value) -> text.append(key).append(" = ").append(value).append('\n'));
    Registrations only = Registrations.NONE.trying(NOWHERE, Optional.of(text.toString()));
    Reading reading =
        new ConfigurationReader(ANYWHERE).read(NOWHERE, Optional.of(Dialect.NATIVE), only);
    return switch (reading) {
      case Reading.Good good -> {
        UnitSpec read = good.configuration().units().values().iterator().next();
        yield new Result.Good(policy(read.each(), service));
      }
      case Reading.Bad(List<Problem> problems) ->
          new Result.Bad(
              problems.stream()
                  .map(problem -> said(problem, List.copyOf(lines.keySet())))
                  .toList());
    };
  }

  /// A mistake in the words of whoever wrote KEY=VALUE: of a key within a table, a reader of files
  /// says the last part only.
  private static String said(Problem problem, List<String> keys) {
    String sentence = problem.sentence();
    int line = problem.place().line() - FIRST_LINE;
    if (line >= 0 && line < keys.size()) {
      String table = keys.get(line).replaceFirst("[^.]*$", "");
      for (String key : KEYS) {
        String last = "'" + key.substring(key.lastIndexOf('.') + 1) + "'";
        if (!table.isEmpty() && key.startsWith(table)) {
          sentence = sentence.replace(last, "'" + key + "'");
        }
      }
    }
    return (sentence + ". " + problem.hint()).strip();
  }

  private static ServiceSpec policy(ServiceSpec from, ServiceSpec service) {
    return service
        .withRestart(from.restart())
        .withStart(from.start().withReadiness(service.start().readiness()))
        .withBackoff(from.backoff())
        .withGiveUpAfter(from.giveUpAfter())
        .withRestartDelay(from.restartDelay())
        .withStartRetries(from.startRetries());
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
