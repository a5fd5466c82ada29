package dev.tend.config.provisr;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import java.time.Duration;
import java.util.List;

/// The keys of a job's `spec` and of a cron job's `job_template`: those of a process that make
/// sense, and its own.
final class JobKeys {

  private static final int SECONDS_MAX = Integer.MAX_VALUE;

  static final Key<Placed<String>> NAME =
      Key.required("name", new Placed.In<>(new TextForm()), "The unit `[job.NAME]`.");

  private static final Key<Placed<String>> TEMPLATE_NAME =
      Key.optional(
          "name",
          new Placed.In<>(new TextForm()),
          "none",
          "Nothing: runs are called after the cron job, as `daily-backup-17`.");

  private static final Key<Integer> PARALLELISM =
      Key.standard(
          "parallelism", new WholeNumberForm(1, JobRule.PARALLELISM_MAX), 1, "`parallelism`.");

  private static final Key<Integer> COMPLETIONS =
      Key.standard(
          "completions", new WholeNumberForm(1, JobRule.COMPLETIONS_MAX), 1, "`completions`.");

  private static final Key<CompletionMode> COMPLETION_MODE =
      Key.standard(
          "completion_mode",
          ChoiceForm.capitalised(List.of(CompletionMode.values())),
          CompletionMode.NON_INDEXED,
          "`completion_mode`.");

  private static final Key<Integer> BACKOFF_LIMIT =
      Key.standard(
          "backoff_limit",
          new WholeNumberForm(0, RetryRule.LIMIT_MAX),
          RetryRule.LIMIT,
          "`backoff_limit`, with pauses that grow.");

  private static final Key<RestartMode> RESTART_POLICY =
      Key.standard(
          "restart_policy",
          ChoiceForm.capitalised(List.of(RestartMode.NEVER, RestartMode.ON_FAILURE)),
          RestartMode.NEVER,
          "`restart`. What succeeded is never run twice.");

  private static final Key<Integer> ACTIVE_DEADLINE =
      Key.optional(
          "active_deadline_seconds",
          new WholeNumberForm(1, SECONDS_MAX),
          "none",
          "`active_deadline`, at which all workers are stopped.");

  private static final Key<Integer> TTL =
      Key.optional(
          "ttl_seconds_after_finished",
          new WholeNumberForm(0, SECONDS_MAX),
          "none",
          "`ttl`: then its output goes, and the file of one that was added over HTTP.");

  private static final Key<Integer> TEMPLATE_TTL =
      Key.optional(
          TTL.name(),
          TTL.form(),
          "none",
          "Nothing: the history limits of the cron job say what is kept of its runs.");

  static final Shape SHAPE = shape(NAME, TTL);

  static final Shape TEMPLATE = shape(TEMPLATE_NAME, TEMPLATE_TTL);

  private static Shape shape(Key<Placed<String>> name, Key<Integer> ttl) {
    return Shape.of(
        name,
        SpecKeys.COMMAND,
        SpecKeys.ARGS,
        SpecKeys.WORK_DIR,
        SpecKeys.ENV,
        SpecKeys.LOG,
        PARALLELISM,
        COMPLETIONS,
        COMPLETION_MODE,
        BACKOFF_LIMIT,
        RESTART_POLICY,
        ACTIVE_DEADLINE,
        ttl,
        SpecKeys.LIFECYCLE);
  }

  private JobKeys() {}

  static JobRule rule(Fields fields) {
    RetryRule retries =
        JobRule.DEFAULT
            .retries()
            .withRestart(fields.get(RESTART_POLICY))
            .withLimit(fields.get(BACKOFF_LIMIT));
    return JobRule.DEFAULT
        .withWorkers(fields.get(PARALLELISM), fields.get(COMPLETIONS), fields.get(COMPLETION_MODE))
        .withRetries(retries)
        .withTimes(
            fields.find(ACTIVE_DEADLINE).map(Duration::ofSeconds),
            fields.find(TTL).map(Duration::ofSeconds));
  }
}
