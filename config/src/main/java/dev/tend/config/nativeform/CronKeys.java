package dev.tend.config.nativeform;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys of a cron job that say when it fires.
final class CronKeys {

  private static final Key<Schedule> SCHEDULE =
      Key.required("schedule", new ScheduleForm(), "When it fires.");

  private static final Key<ZoneId> ZONE =
      Key.optional(
          "zone",
          new ZoneForm(),
          "that of the host",
          "The time zone by whose clocks the schedule goes, unless it names one itself.");

  private static final Key<Overlap> OVERLAP =
      Key.standard(
          "overlap",
          ChoiceForm.hyphenated(Overlap.class),
          Overlap.FORBID,
          "What becomes of a firing while the run of an earlier one goes on: `allow` runs it beside"
              + " that, `forbid` skips it, `replace` stops the earlier one first.");

  private static final Key<Missed> MISSED =
      Key.standard(
          "missed",
          ChoiceForm.hyphenated(Missed.class),
          Missed.NONE,
          "What becomes of firings that are more than a minute late, because no daemon lived, the"
              + " host was suspended or the clock was put forward: none is made up for, the last"
              + " is, or all are, the latest hundred of them, one after the other.");

  private static final Key<Duration> START_DEADLINE =
      Key.optional(
          "start_deadline",
          DurationForm.aboveZero(),
          "however late",
          "How late a firing may still come to a run.");

  private static final Key<TimePoint> NOT_BEFORE =
      Key.optional("not_before", new TimePoint.In(), "no bound", "It does not fire before then.");

  private static final Key<TimePoint> NOT_AFTER =
      Key.optional("not_after", new TimePoint.In(), "no bound", "It does not fire after then.");

  private static final Key<Duration> JITTER =
      Key.standard(
          "jitter",
          new DurationForm(Duration.ZERO),
          Duration.ZERO,
          "Each firing comes to its run up to so much later, at most "
              + new DurationText(CronRule.JITTER_MAX)
              + "; the same firing always with the same delay.");

  private static final Key<Boolean> SUSPEND =
      Key.standard(
          "suspend",
          new TruthForm(),
          false,
          "Whether its firings are skipped. What an operator said with `cron suspend` or `cron"
              + " resume` holds against it until this value changes.");

  private static final Key<Integer> KEEP_SUCCEEDED =
      Key.standard(
          "keep_succeeded",
          new WholeNumberForm(0, CronRule.KEEP_MAX),
          CronRule.KEEP_SUCCEEDED,
          "How many runs that went well are kept to be shown.");

  private static final Key<Integer> KEEP_FAILED =
      Key.standard(
          "keep_failed",
          new WholeNumberForm(0, CronRule.KEEP_MAX),
          CronRule.KEEP_FAILED,
          "How many runs that failed are kept to be shown.");

  private static final Key<Duration> MAX_TIME_PER_RUN =
      Key.optional(
          "max_time_per_run",
          DurationForm.aboveZero(),
          "none",
          "How long a run may take; the same as `job.active_deadline`, and the shorter one holds.");

  static final Key<Fields> JOB =
      Key.required(
          "job",
          new TemplateForm(JobKeys.TEMPLATE),
          "What each firing runs, with the keys of `[job.NAME]` but `autostart`, `suspend` and `ttl`."
              + " A run has a name of its own, as `NAME-17`.");

  static final Shape SHAPE =
      Shape.of(
              SCHEDULE,
              ZONE,
              OVERLAP,
              MISSED,
              START_DEADLINE,
              NOT_BEFORE,
              NOT_AFTER,
              JITTER,
              MAX_TIME_PER_RUN,
              SUSPEND,
              KEEP_SUCCEEDED,
              KEEP_FAILED,
              JOB)
          .refusing(
              "is for the run to say: it stands in [cron.NAME.job]",
              JobKeys.TEMPLATE.keys().stream().map(Key::name).toArray(String[]::new))
          .refusing(JobKeys.NO_HOURS, JobKeys.WINDOW.name(), JobKeys.ONCE.name())
          .rule(CronKeys::checkJitter, JITTER)
          .rule(CronKeys::checkBounds, ZONE, NOT_BEFORE, NOT_AFTER);

  private CronKeys() {}

  /// To be asked once no mistake was found.
  static CronRule rule(String name, Fields fields) {
    ZoneId zone = zone(fields);
    return new CronRule(
        name,
        fields.get(SCHEDULE),
        zone,
        fields.get(OVERLAP),
        fields.get(MISSED),
        fields.find(START_DEADLINE),
        fields.find(NOT_BEFORE).map(time -> time.in(zone)),
        fields.find(NOT_AFTER).map(time -> time.in(zone)),
        fields.get(JITTER),
        fields.get(SUSPEND),
        fields.get(KEEP_SUCCEEDED),
        fields.get(KEEP_FAILED));
  }

  /// The cron job; to be asked once no mistake was found.
  static CronSpec spec(Fields fields, JobSpec template) {
    JobRule rule = template.rule();
    Optional<Duration> deadline =
        Stream.of(fields.find(MAX_TIME_PER_RUN), rule.activeDeadline())
            .flatMap(Optional::stream)
            .min(Duration::compareTo);
    return new CronSpec(
        template.name(),
        rule(template.name().text(), fields),
        template.withRule(rule.withTimes(deadline, rule.ttl())));
  }

  /// Whether two runs may go on at once.
  static boolean overlaps(Fields fields) {
    return fields.get(OVERLAP) == Overlap.ALLOW;
  }

  private static ZoneId zone(Fields fields) {
    return fields.find(ZONE).orElseGet(ZoneId::systemDefault);
  }

  private static void checkJitter(Fields fields, Problems problems) {
    if (fields.get(JITTER).compareTo(CronRule.JITTER_MAX) > 0) {
      problems.add(
          fields.place(JITTER),
          "'" + new DurationText(fields.get(JITTER)) + "' is too long",
          "Allowed: at most " + new DurationText(CronRule.JITTER_MAX) + ".");
    }
  }

  private static void checkBounds(Fields fields, Problems problems) {
    Optional<TimePoint> from = fields.find(NOT_BEFORE);
    Optional<TimePoint> to = fields.find(NOT_AFTER);
    ZoneId zone = zone(fields);
    if (from.isPresent() && to.isPresent() && to.get().in(zone).isBefore(from.get().in(zone))) {
      problems.add(
          fields.place(NOT_AFTER), "not_after is earlier than not_before", "It would never fire.");
    }
  }
}
