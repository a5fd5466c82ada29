package dev.tend.daemon.provisr;

import dev.tend.api.Codec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.text.DurationText;
import dev.tend.core.text.Nearest;
import dev.tend.daemon.routes.JobFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A job in Tend's own keys, said in provisr's, for a daemon that serves a configuration of
/// provisr's.
final class OwnWords {

  private static final List<String> KEYS =
      List.of(
          "command",
          "directory",
          "env",
          "parallelism",
          "completions",
          "completion_mode",
          "restart",
          "backoff_limit",
          "active_deadline",
          "ttl");

  /// What a native job does where it does not say.
  private static final String USUAL_RESTART = "on-failure";

  private final Map<String, Object> spec = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private OwnWords(UnitName name) {
    spec.put("name", name.text());
    put("restart", USUAL_RESTART);
  }

  /// Writes program files.
  static JobFile jobFile(Codec codec) {
    return (name, keys) -> {
      OwnWords words = new OwnWords(name);
      keys.forEach((key, value) -> words.put(key.toString(), value));
      return words.problems.isEmpty()
          ? new JobFile.Written.Text(ProgramFiles.text("job", words.spec, true, codec))
          : new JobFile.Written.Unfit(words.problems);
    };
  }

  private void put(String key, Object value) {
    switch (key) {
      case "command" -> spec.put(value instanceof List<?> ? "args" : key, value);
      case "directory" -> spec.put("work_dir", value);
      case "env" -> spec.put(key, pairs(value));
      case "parallelism", "completions", "backoff_limit" -> spec.put(key, value);
      case "completion_mode" ->
          spec.put(key, one(key, value, Map.of("indexed", "Indexed", "non-indexed", "NonIndexed")));
      case "restart" ->
          spec.put(
              "restart_policy",
              one(key, value, Map.of("never", "Never", USUAL_RESTART, "OnFailure")));
      case "active_deadline" -> spec.put("active_deadline_seconds", seconds(key, value));
      case "ttl" -> spec.put("ttl_seconds_after_finished", seconds(key, value));
      default -> {
        String hint = Nearest.hint(key, KEYS);
        problems.add(
            "'"
                + key
                + "' cannot be said of a job beside a configuration of provisr's. "
                + (hint.isEmpty() ? "Its keys are " + String.join(", ", KEYS) + "." : hint));
      }
    }
  }

  private Object pairs(Object env) {
    if (!(env instanceof Map<?, ?> table)) {
      problems.add("'env' is a table of variables");
      return List.of();
    }
    List<String> pairs = new ArrayList<>();
    table.forEach((name, value) -> pairs.add(name + "=" + value));
    return pairs;
  }

  private Object one(String key, Object value, Map<String, String> words) {
    String word = words.get(value.toString());
    if (word == null) {
      problems.add(
          "'"
              + value
              + "' is no '"
              + key
              + "'. "
              + Nearest.hint(value.toString(), words.keySet().stream().sorted().toList()));
    }
    return word == null ? value : word;
  }

  private Object seconds(String key, Object value) {
    Optional<Duration> span = DurationText.parse(value.toString()).map(DurationText::duration);
    if (span.isEmpty()) {
      problems.add("'" + key + "': '" + value + "' is no duration. Write 30s or 1h30m.");
    } else if (!span.get().equals(Duration.ofSeconds(span.get().toSeconds()))) {
      problems.add(
          "'"
              + key
              + "': '"
              + value
              + "' is no number of whole seconds, which provisr's files count");
    }
    return span.orElse(Duration.ZERO).toSeconds();
  }
}
