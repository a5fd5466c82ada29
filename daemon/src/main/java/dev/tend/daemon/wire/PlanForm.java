package dev.tend.daemon.wire;

import dev.tend.api.KeyChange;
import dev.tend.api.PlanAnswer;
import dev.tend.api.PlanStep;
import dev.tend.api.PlannedChange;
import dev.tend.config.SpecWords;
import dev.tend.config.SpecWords.Word;
import dev.tend.core.plan.Change;
import dev.tend.core.plan.Plan;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Says a plan in the words of the API, and what changes of specs in those of a configuration file.
public final class PlanForm {

  private static final String HIDDEN = "(hidden)";
  private static final String CHANGED = "(changed)";

  private PlanForm() {}

  /// @param config the file or folder that it is about
  /// @param position the number of the last entry before its consequences, of one that was done
  public static PlanAnswer of(
      Plan plan, Optional<Path> config, List<String> notices, Optional<Long> position) {
    return new PlanAnswer(
        plan.base(),
        config.map(Path::toString).orElse(null),
        plan.changes().stream().map(PlanForm::change).toList(),
        keys(SpecWords.of(plan.before()), SpecWords.of(plan.after())),
        plan.steps().stream()
            .map(step ->
                new PlanStep(
                    step.instance().toString(), step.starts() ? PlanStep.START : PlanStep.STOP))
            .toList(),
        notices,
        position.orElse(null));
  }

  private static PlannedChange change(Change change) {
    UnitSpec spec = change.after().or(change::before).orElseThrow();
    return new PlannedChange(
        change.unit().text(),
        kind(spec),
        change.action().text(),
        change
            .after()
            .map(after -> keys(before(change, after), SpecWords.of(after)))
            .orElse(List.of()),
        change.because(),
        change.pulls().stream().map(UnitName::text).toList());
  }

  private static String kind(UnitSpec spec) {
    return switch (spec) {
      case ServiceSpec _ -> "service";
      case JobSpec _ -> "job";
      case CronSpec _ -> "cron";
    };
  }

  /// Of a new one everything changes that is not as it always is.
  private static SortedMap<String, Word> before(Change change, UnitSpec after) {
    if (change.before().isPresent()) {
      return SpecWords.of(change.before().get());
    }
    SortedMap<String, Word> usual = new TreeMap<>(SpecWords.usual(after));
    SortedMap<String, Word> set = SpecWords.of(after);
    usual.entrySet().removeIf(each -> !each.getValue().equals(set.get(each.getKey())));
    return usual;
  }

  /// What is other in the second one.
  public static List<KeyChange> keys(UnitSpec old, UnitSpec now) {
    return keys(SpecWords.of(old), SpecWords.of(now));
  }

  private static List<KeyChange> keys(SortedMap<String, Word> old, SortedMap<String, Word> now) {
    SortedSet<String> all = new TreeSet<>(old.keySet());
    all.addAll(now.keySet());
    List<KeyChange> changes = new ArrayList<>();
    for (String key : all) {
      Optional<Word> before = Optional.ofNullable(old.get(key));
      Optional<Word> after = Optional.ofNullable(now.get(key));
      if (before.isPresent() && after.isPresent() && !before.get().parts().isEmpty()) {
        parts(key, before.get().parts(), after.get().parts()).ifPresent(changes::add);
      } else if (!before.equals(after)) {
        changes.add(
            new KeyChange(
                key, shown(before, HIDDEN), shown(after, before.isPresent() ? CHANGED : HIDDEN)));
      }
    }
    return changes;
  }

  /// Those of several that come and go.
  private static Optional<KeyChange> parts(String key, List<String> before, List<String> after) {
    List<String> gone = before.stream().filter(each -> !after.contains(each)).toList();
    List<String> come = after.stream().filter(each -> !before.contains(each)).toList();
    return gone.isEmpty() && come.isEmpty()
        ? Optional.empty()
        : Optional.of(new KeyChange(key, together(gone), together(come)));
  }

  private static @Nullable String together(List<String> parts) {
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  private static @Nullable String shown(Optional<Word> word, String instead) {
    return word.map(it -> it.secret() ? instead : it.value()).orElse(null);
  }
}
