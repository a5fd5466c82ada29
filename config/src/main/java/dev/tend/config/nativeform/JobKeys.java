package dev.tend.config.nativeform;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.CompletionMode;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.Once;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.RetryRule;
import dev.tend.core.spec.Timing;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;

/// The keys of `[job.NAME]`: those that a job has in common with a service, and its own.
final class JobKeys {

  private static final Key<Boolean> AUTOSTART =
      Key.standard(
          ServiceKeys.AUTOSTART.name(),
          new TruthForm(),
          true,
          "Whether it runs by itself, once for each change of what it does; otherwise when asked,"
              + " or when something requires or wants it.");

  private static final Key<Integer> PARALLELISM =
      Key.standard(
          "parallelism",
          new WholeNumberForm(1, JobRule.PARALLELISM_MAX),
          1,
          "How many workers run at once, and never more than there are completions to come.");

  private static final Key<Integer> COMPLETIONS =
      Key.standard(
          "completions",
          new WholeNumberForm(1, JobRule.COMPLETIONS_MAX),
          1,
          "How many workers have to succeed. None that did is run again.");

  private static final Key<CompletionMode> COMPLETION_MODE =
      Key.standard(
          "completion_mode",
          ChoiceForm.hyphenated(CompletionMode.class),
          CompletionMode.NON_INDEXED,
          "Whether each completion has a number of its own, from 0, that its worker finds in"
              + " `JOB_COMPLETION_INDEX`; one that failed is tried again with the same number."
              + " `JOB_NAME` is there in both modes.");

  private static final Key<RestartMode> RESTART =
      Key.standard(
          "restart",
          new ChoiceForm<>(List.of(RestartMode.NEVER, RestartMode.ON_FAILURE), '-'),
          RestartMode.ON_FAILURE,
          "Whom a failure delays: with `never` the whole job, with `on-failure` only the completion"
              + " that failed. Each try is a new process, and a success is never run again.");

  private static final Key<Integer> BACKOFF_LIMIT =
      Key.optional(
          "backoff_limit",
          new WholeNumberForm(0, RetryRule.LIMIT_MAX),
          "`" + RetryRule.LIMIT + "`, or no limit with `backoff_limit_per_index`",
          "How many failures are followed by another try; one more, and the job has failed and its"
              + " other workers are stopped.");

  private static final Key<Integer> BACKOFF_LIMIT_PER_INDEX =
      Key.optional(
          "backoff_limit_per_index",
          new WholeNumberForm(0, RetryRule.LIMIT_MAX),
          "none",
          "The same for each index alone. One that has used it up has failed; the others go on, and"
              + " the job has failed when they are done.");

  private static final BackoffKeys PAUSES = new BackoffKeys(RetryRule.BACKOFF);

  private static final Key<Fields> BACKOFF =
      Key.optional(
          "backoff", PAUSES.shape(), "see its keys", "The pauses before tries after failures.");

  private static final Key<Duration> ACTIVE_DEADLINE =
      Key.optional(
          "active_deadline",
          DurationForm.aboveZero(),
          "none",
          "How long it may take from the start of its first worker, without the time for which it"
              + " was suspended last. Then it has failed, and all its workers are stopped.");

  private static final Key<Duration> TTL =
      Key.optional(
          "ttl",
          new DurationForm(Duration.ZERO),
          "kept",
          "How long its instances and their output are kept after its end. A job that was not"
              + " written in a file is then forgotten altogether.");

  private static final Key<List<Placed<Integer>>> FAIL_EXIT_CODES =
      Key.optional(
          "fail_exit_codes",
          new ListForm<>(new Placed.In<>(new WholeNumberForm(1, ServiceKeys.EXIT_CODE_MAX))),
          "none",
          "Exit codes that no further try would mend: the job has failed with the first of them.");

  private static final Key<Boolean> SUSPEND =
      Key.standard(
          "suspend",
          new TruthForm(),
          false,
          "Whether it waits, when it is to run, until `job resume`.");

  static final Key<Once> ONCE =
      Key.standard(
          "once",
          ChoiceForm.hyphenated(Once.class),
          Once.EVER,
          "How often it runs by itself: `ever`, once for each change of what it does, or `day`, once"
              + " on each day, be it a success or not. A day begins with the first window of its"
              + " date, or at midnight by the clocks of `zone` where there is no window. What is"
              + " still at the day before goes on first. See [windows](windows.md).");

  static final Key<List<Fields>> WINDOW =
      Key.optional(
          TimingKeys.WINDOW.name(),
          TimingKeys.WINDOW.form(),
          "all the time",
          "The hours in which its workers may run. What still runs when they end is stopped, which"
              + " counts as no failure, and is done in the next ones; `active_deadline` goes on"
              + " counting.");

  private static final Key<ZoneId> ZONE =
      Key.optional(
          TimingKeys.ZONE.name(),
          TimingKeys.ZONE.form(),
          "that of the host",
          "The time zone of its days, and of windows that name none.");

  static final Shape SHAPE =
      Shape.of(
              ServiceKeys.COMMAND,
              PARALLELISM,
              COMPLETIONS,
              COMPLETION_MODE,
              RESTART,
              BACKOFF_LIMIT,
              BACKOFF_LIMIT_PER_INDEX,
              BACKOFF,
              ACTIVE_DEADLINE,
              TTL,
              ServiceKeys.SUCCESS_EXIT_CODES,
              FAIL_EXIT_CODES,
              SUSPEND,
              ONCE,
              WINDOW,
              ZONE,
              ServiceKeys.DIRECTORY,
              ServiceKeys.USER,
              ServiceKeys.ENV,
              ServiceKeys.ENV_FILES,
              ServiceKeys.INHERIT_ENV,
              AUTOSTART,
              ServiceKeys.REQUIRES,
              ServiceKeys.WANTS,
              ServiceKeys.AFTER,
              ServiceKeys.PRIORITY,
              ServiceKeys.STOP,
              ServiceKeys.LOG,
              ServiceKeys.HOOK)
          .later("limits")
          .refusing("is for services: a job has no dates", TimingKeys.VERSION.name())
          .refusing(
              "is for services: a job goes by the exit code of what it started",
              FollowForm.KEY.name())
          .rule(JobKeys::checkCodes, ServiceKeys.SUCCESS_EXIT_CODES, FAIL_EXIT_CODES)
          .rule(JobKeys::checkPerIndex, COMPLETION_MODE, BACKOFF_LIMIT_PER_INDEX);

  /// What may stand in `[defaults.job]`, for the reasons of `[defaults.service]`.
  static final Shape DEFAULTS =
      SHAPE.without(
          "is for each job to say, and has no default",
          ServiceKeys.COMMAND,
          ServiceKeys.REQUIRES,
          ServiceKeys.WANTS,
          ServiceKeys.AFTER);

  /// Why a cron job, and what it runs, has neither a window nor days.
  static final String NO_HOURS = "is for jobs that no cron job runs: here the schedule says when";

  /// What each run of a cron job is.
  static final Shape TEMPLATE =
      SHAPE
          .without("is for the cron job to say", AUTOSTART, TTL, SUSPEND, ZONE)
          .without(NO_HOURS, ONCE, WINDOW)
          .rule(JobKeys::checkCodes, ServiceKeys.SUCCESS_EXIT_CODES, FAIL_EXIT_CODES)
          .rule(JobKeys::checkPerIndex, COMPLETION_MODE, BACKOFF_LIMIT_PER_INDEX);

  private JobKeys() {}

  /// To be asked once no mistake was found.
  static JobRule rule(Fields fields) {
    var perIndex = fields.find(BACKOFF_LIMIT_PER_INDEX);
    int limit = perIndex.isPresent() ? RetryRule.LIMIT_MAX : RetryRule.LIMIT;
    return new JobRule(
        fields.get(PARALLELISM),
        fields.get(COMPLETIONS),
        fields.get(COMPLETION_MODE),
        new RetryRule(
            fields.get(RESTART),
            fields.find(BACKOFF_LIMIT).orElse(limit),
            perIndex,
            fields.find(BACKOFF).map(PAUSES::spec).orElse(RetryRule.BACKOFF),
            new TreeSet<>(ServiceKeys.codes(fields, FAIL_EXIT_CODES))),
        fields.find(ACTIVE_DEADLINE),
        fields.find(TTL),
        fields.get(SUSPEND),
        fields.get(ONCE));
  }

  /// When its workers may run.
  static Timing timing(Fields fields) {
    Timing timing = TimingKeys.timing(fields, List.of(), false);
    return fields.get(ONCE) == Once.DAY ? timing.withZone(TimingKeys.zone(fields)) : timing;
  }

  /// How many workers there may be at once, as far as that could be read.
  static int slots(Fields fields) {
    return Math.min(fields.get(PARALLELISM), fields.get(COMPLETIONS));
  }

  private static void checkCodes(Fields fields, Problems problems) {
    List<Integer> good = ServiceKeys.codes(fields, ServiceKeys.SUCCESS_EXIT_CODES);
    for (Placed<Integer> code : fields.find(FAIL_EXIT_CODES).orElse(List.of())) {
      if (good.contains(code.value())) {
        problems.add(
            code.place(),
            code.value() + " is one of success_exit_codes too",
            "An exit code is a success or a failure.");
      }
    }
  }

  private static void checkPerIndex(Fields fields, Problems problems) {
    if (fields.find(BACKOFF_LIMIT_PER_INDEX).isPresent()
        && fields.get(COMPLETION_MODE) != CompletionMode.INDEXED) {
      problems.add(
          fields.place(BACKOFF_LIMIT_PER_INDEX),
          "the completions have no index",
          "Write completion_mode = \"indexed\", or backoff_limit.");
    }
  }
}
