package dev.tend.config.provisr;

import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.UnitName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks whether two units would have the same name to somebody, or write the same file.
final class Claims {
  private static final Pattern INSTANCE = Pattern.compile("(.+)-([1-9]\\d{0,5})");

  private final Intake intake;
  private final Map<String, UnitDraft> owners = new HashMap<>();

  Claims(Intake intake) {
    this.intake = intake;
  }

  void check() {
    for (UnitDraft draft : List.copyOf(intake.sound().values())) {
      checkName(draft);
      checkRuns(draft);
      Optional<LogRule> log = Optional.of(draft.service().log());
      log.map(LogRule::stdout).ifPresent(target -> claim(target, draft));
      log.map(LogRule::stderr).ifPresent(target -> claim(target, draft));
      draft.service().pidFile().map(InstancePath::template).ifPresent(path -> claim(path, draft));
    }
  }

  /// `web-2` is what clients call the second instance of `web`.
  private void checkName(UnitDraft draft) {
    Matcher parts = INSTANCE.matcher(draft.name().text());
    if (!parts.matches()) {
      return;
    }
    Optional.of(parts.group(1))
        .filter(name -> UnitName.objection(name).isEmpty())
        .map(name -> intake.sound().get(new UnitName(name)))
        .filter(other -> Integer.parseInt(parts.group(2)) <= other.service().instances())
        .filter(other -> other.service().instances() > 1)
        .ifPresent(other ->
            intake.object(
                draft,
                draft.place(),
                "'" + draft.name() + "' is the name of an instance of '" + other.name() + "' too",
                "Two units need two names."));
  }

  /// `backup-17` is what a run of the cron job `backup` will be called.
  private void checkRuns(UnitDraft draft) {
    CronSpec.owner(draft.name())
        .map(intake.sound()::get)
        .filter(UnitDraft::isCronJob)
        .ifPresent(owner ->
            intake.object(
                draft,
                draft.place(),
                "a run of cron job '"
                    + owner.name()
                    + "' will be called '"
                    + draft.name()
                    + "' too",
                "Two units need two names."));
  }

  private void claim(LogRule.Target target, UnitDraft draft) {
    if (target instanceof LogRule.Target.File(String path)) {
      claim(path, draft);
    }
  }

  private void claim(String path, UnitDraft draft) {
    UnitDraft other = owners.putIfAbsent(path, draft);
    if (other != null && !other.equals(draft)) {
      intake.object(
          draft,
          draft.place(),
          path
              + " is written by '"
              + draft.name()
              + "' and by '"
              + other.name()
              + "' ("
              + other.place()
              + ")",
          "Give each a file of its own.");
    }
  }
}
