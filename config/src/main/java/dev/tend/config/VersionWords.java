package dev.tend.config;

import static dev.tend.config.TomlText.below;

import dev.tend.config.SpecWords.Word;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Timing;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What each later version of a service says otherwise than the service itself, by its date, which
/// tells it from the others: `version.2026-12-01T08:00.command`.
final class VersionWords {

  /// What a key is set to that a version leaves out.
  private static final Word NONE = new Word("none", false);

  private VersionWords() {}

  static SortedMap<String, Word> of(ServiceSpec service) {
    Timing timing = service.timing();
    SortedMap<String, Word> words = new TreeMap<>();
    if (timing.later().isEmpty()) {
      return words;
    }
    SortedMap<String, Word> own = SpecWords.of(service.withTiming(timing.withLater(List.of())));
    for (ServiceSpec later : timing.later()) {
      SortedMap<String, Word> its = SpecWords.of(later);
      String zone = later.timing().zone().equals(timing.zone()) ? "" : " " + later.timing().zone();
      String date = "version." + later.timing().from().orElseThrow() + zone;
      own.keySet().stream()
          .filter(key -> !its.containsKey(key))
          .forEach(key -> words.put(below(date, key), NONE));
      its.forEach((key, word) -> {
        if (!word.equals(own.get(key))) {
          words.put(below(date, key), word);
        }
      });
    }
    return words;
  }
}
