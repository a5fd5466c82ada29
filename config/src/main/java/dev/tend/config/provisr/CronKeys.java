package dev.tend.config.provisr;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.nativeform.ScheduleForm;
import dev.tend.config.nativeform.ZoneForm;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The keys of a cron job's `spec`.
final class CronKeys {

  static final Key<Placed<String>> NAME =
      Key.required("name", new Placed.In<>(new TextForm()), "The unit `[cron.NAME]`.");

  private static final Key<Schedule> SCHEDULE =
      Key.required(
          "schedule", new ScheduleForm(), "`schedule`; a field for seconds may stand in front.");

  static final Key<Fields> JOB_TEMPLATE =
      Key.required("job_template", JobKeys.TEMPLATE, "`job`. It never starts by itself.");

  private static final Key<Overlap> CONCURRENCY_POLICY =
      Key.standard(
          "concurrency_policy",
          ChoiceForm.capitalised(List.of(Overlap.values())),
          Overlap.ALLOW,
          "`overlap`.");

  private static final Key<Boolean> SUSPEND =
      Key.standard("suspend", new TruthForm(), false, "`suspend`.");

  private static final Key<Integer> KEEP_SUCCEEDED =
      Key.standard(
          "successful_jobs_history_limit",
          new WholeNumberForm(0, CronRule.KEEP_MAX),
          CronRule.KEEP_SUCCEEDED,
          "`keep_succeeded`.");

  private static final Key<Integer> KEEP_FAILED =
      Key.standard(
          "failed_jobs_history_limit",
          new WholeNumberForm(0, CronRule.KEEP_MAX),
          CronRule.KEEP_FAILED,
          "`keep_failed`.");

  private static final Key<Integer> STARTING_DEADLINE =
      Key.optional(
          "starting_deadline_seconds",
          new WholeNumberForm(1, Integer.MAX_VALUE),
          "none",
          "`start_deadline`. Where it is given, the last firing that was missed is made up for within"
              + " it (`missed = \"last\"`), also after a time without a daemon.");

  private static final Key<ZoneId> TIME_ZONE =
      Key.standard("time_zone", new ZoneForm(), ZoneId.of("UTC"), "`zone`.");

  static final Key<Fields> LIFECYCLE =
      Key.optional(
          "lifecycle",
          HookKeys.PHASES,
          "none",
          "`job.hook`, with the template's: before those of `pre_start` and `pre_stop`, after those of"
              + " `post_start` and `post_stop`. One name may stand in both.");

  static final Shape SHAPE =
      Shape.of(
          NAME,
          SCHEDULE,
          JOB_TEMPLATE,
          CONCURRENCY_POLICY,
          SUSPEND,
          KEEP_SUCCEEDED,
          KEEP_FAILED,
          STARTING_DEADLINE,
          TIME_ZONE,
          LIFECYCLE);

  private CronKeys() {}

  static CronRule rule(String name, Fields fields) {
    Optional<Duration> deadline = fields.find(STARTING_DEADLINE).map(Duration::ofSeconds);
    return new CronRule(
        name,
        fields.get(SCHEDULE),
        fields.get(TIME_ZONE),
        fields.get(CONCURRENCY_POLICY),
        deadline.isPresent() ? Missed.LAST : Missed.NONE,
        deadline,
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        fields.get(SUSPEND),
        fields.get(KEEP_SUCCEEDED),
        fields.get(KEEP_FAILED));
  }

  /// The hooks of both, in provisr's order.
  static Hooks merged(Hooks own, Hooks template) {
    Hooks hooks = Hooks.NONE;
    for (HookPhase phase : HookPhase.values()) {
      boolean ownFirst = phase == HookPhase.PRE_START || phase == HookPhase.PRE_STOP;
      List<Hook> both = new ArrayList<>(ownFirst ? own.of(phase) : template.of(phase));
      Set<String> names = new HashSet<>();
      both.forEach(hook -> names.add(hook.name()));
      for (Hook hook : ownFirst ? template.of(phase) : own.of(phase)) {
        String name = hook.name();
        while (!names.add(name)) {
          name += "'";
        }
        both.add(hook.named(name));
      }
      hooks = hooks.with(phase, both);
    }
    return hooks;
  }
}
