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
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;

/// The keys of `[service.NAME]`.
final class ServiceKeys {

  private static final int PRIORITY_MAX = 100_000;

  static final Key<Command> COMMAND =
      Key.required(
          "command",
          new CommandForm(),
          "What is executed. A relative program with a slash counts from `directory`; one without"
              + " a slash is looked for on `PATH`.");

  static final Key<Integer> INSTANCES =
      Key.standard(
          "instances",
          new WholeNumberForm(0, ServiceSpec.INSTANCES_MAX),
          1,
          "How many of it run side by side.");

  static final Key<Path> DIRECTORY =
      Key.optional(
          "directory",
          new FolderForm(),
          "the folder of the configuration file",
          "The working directory.");

  static final Key<String> USER =
      Key.optional(
          "user",
          new UserForm(),
          "the daemon's own",
          "As whom it runs; the user's groups unless one is named. Needs a daemon that is root.");

  static final Key<SortedMap<String, String>> ENV =
      Key.optional(
          "env",
          new EnvForm(),
          "none",
          "Variables on top of `[env]` and `env_files`. `@file:///PATH` stands for the content of"
              + " that file at the time of the start.");

  static final Key<List<Placed<Path>>> ENV_FILES =
      Key.optional(
          "env_files",
          new ListForm<>(new Placed.In<>(new PathForm())),
          "none",
          "Files of `KEY=VALUE` lines, a later one over an earlier one. Comments with `#`, an"
              + " `export` in front, and quotes are understood; nothing is expanded.");

  static final Key<Inheritance> INHERIT_ENV =
      Key.standard(
          "inherit_env",
          new InheritanceForm(),
          new Inheritance.All(),
          "Which of the daemon's own variables it begins with, below those of `env`: `basic` means `"
              + String.join("`, `", Inheritance.BASIC.names())
              + "`.");

  static final Key<Boolean> AUTOSTART =
      Key.standard(
          "autostart",
          new TruthForm(),
          true,
          "Whether it starts with the daemon; otherwise when asked, or when something requires or wants it.");

  static final Key<List<Placed<EdgeDraft>>> REQUIRES =
      edges(
          "requires",
          EdgeForm.REQUIRES,
          "Units that have to be `ready`, or as far as `until` says, before it starts, and are"
              + " started with it. It stops before they do; a stop or a restart of theirs takes it"
              + " along, a crash does not. With `restart = false` a restart does not either.");

  static final Key<List<Placed<EdgeDraft>>> WANTS =
      edges(
          "wants",
          EdgeForm.WANTS,
          "Units that are started with it, and may fail, stop or never be ready without holding it"
              + " up; whom it should also wait for stands in `after` too.");

  static final Key<List<Placed<EdgeDraft>>> AFTER =
      edges(
          "after",
          EdgeForm.AFTER,
          "Units that come first, if they are to start as well: until they are `ready`, or as far"
              + " as `until` says, it waits for their first attempt, and no longer once that has"
              + " failed. If both are to stop, it stops first. They are not started with it.");

  private static Key<List<Placed<EdgeDraft>>> edges(String name, EdgeForm form, String meaning) {
    return Key.optional(name, new ListForm<>(new Placed.In<>(form)), "none", meaning);
  }

  static final Key<Integer> PRIORITY =
      Key.standard(
          "priority",
          new WholeNumberForm(-PRIORITY_MAX, PRIORITY_MAX),
          0,
          "Among units that may start at the same time the lower one goes first, and stops last.");

  static final Key<RestartMode> RESTART =
      Key.standard(
          "restart",
          ChoiceForm.hyphenated(RestartMode.class),
          RestartMode.ON_FAILURE,
          "After which ends it is started again: all, those by a signal or with a code other than"
              + " 0, or none.");

  static final int EXIT_CODE_MAX = 255;

  static final Key<List<Placed<Integer>>> SUCCESS_EXIT_CODES =
      Key.optional(
          "success_exit_codes",
          new ListForm<>(new Placed.In<>(new WholeNumberForm(0, EXIT_CODE_MAX))),
          "`[0]`",
          "Exit codes that count as success, beside 0.");

  /// The codes that one of the keys names.
  static List<Integer> codes(Fields fields, Key<List<Placed<Integer>>> key) {
    return fields.find(key).orElse(List.of()).stream().map(Placed::value).toList();
  }

  static final Key<Duration> START_WITHIN =
      Key.standard(
          "start_within",
          DurationForm.aboveZero(),
          StartRule.DEFAULT.within(),
          "Not ready by then, it counts as a failed attempt. Not shorter than `stable_after`.");

  static final Key<Duration> STABLE_AFTER =
      Key.standard(
          "stable_after",
          new DurationForm(Duration.ZERO),
          StartRule.DEFAULT.stableAfter(),
          "Up this long, it is ready, and its failed attempts are forgotten.");

  static final Key<Fields> BACKOFF =
      Key.optional(
          "backoff", BackoffKeys.SERVICE.shape(), "see its keys", "The pauses between attempts.");

  static final Key<Fields> GIVE_UP_AFTER =
      Key.optional("give_up_after", GiveUpKeys.SHAPE, "never", "When to stop trying.");

  static final Key<Duration> RESTART_DELAY =
      Key.optional(
          "restart_delay",
          new DurationForm(Backoff.FLOOR),
          "the pauses of `backoff`",
          "One pause before every restart, after whatever end, in place of growing ones.");

  static final Key<Fields> START_RETRIES =
      Key.optional(
          "start_retries",
          StartRetryKeys.SHAPE,
          "judged like any other end",
          "What follows when a start fails: it cannot be spawned, is not ready within"
              + " `start_within`, or ends before it is ready, with whatever code.");

  static final Key<Fields> STOP =
      Key.optional(
          "stop", StopKeys.SHAPE, "see its keys", "How it is asked to end, and for how long.");

  static final Key<Fields> LOG =
      Key.optional("log", LogKeys.SHAPE, "see its keys", "Where its output goes.");

  static final Key<List<Placed<Detector>>> DETECT =
      Key.optional(
          "detect",
          new ListForm<>(new Placed.In<>(new DetectorForm())),
          "nothing",
          "How it is known, before it is started, that it is up already. Who a pid file names is"
              + " taken over, if it lives, started before the file was written and is not another"
              + " user's; a stale file is ignored. Where `command` leaves a daemon behind and exits"
              + " with code 0, the file says, within `start_within`, which process goes on. While a"
              + " command of `detect` succeeds (within 10s), the service is neither started nor"
              + " watched until the next start is asked for.");

  static final Key<Fields> HOOK =
      Key.optional(
          "hook",
          HookKeys.PHASES,
          "none",
          "Commands that are run around its life, each in its own tree of processes, with the"
              + " service's environment, their output in its log. A change restarts nothing.");

  static final Key<Placed<InstancePath>> PID_FILE =
      Key.optional(
          "pid_file",
          new Placed.In<>(new InstancePathForm()),
          "none",
          "Where the pid of its process is written, for others to read: a line with the number. It"
              + " is removed when the process has ended. `{unit}` and `{instance}` stand for the"
              + " name and the number; without `{instance}` the second instance of `web.pid` has"
              + " `web.2.pid`, and so on.");

  /// What each version of a service may say of itself.
  private static final Shape COMMON =
      Shape.of(
              COMMAND,
              INSTANCES,
              DIRECTORY,
              USER,
              ENV,
              ENV_FILES,
              INHERIT_ENV,
              AUTOSTART,
              REQUIRES,
              WANTS,
              AFTER,
              PRIORITY,
              RESTART,
              SUCCESS_EXIT_CODES,
              START_WITHIN,
              STABLE_AFTER,
              BACKOFF,
              GIVE_UP_AFTER,
              RESTART_DELAY,
              START_RETRIES,
              STOP,
              LOG,
              PID_FILE,
              DETECT,
              FollowForm.KEY,
              HealthKeys.STARTUP,
              HealthKeys.READINESS,
              HealthKeys.LIVENESS,
              HealthKeys.WATCHDOG,
              HOOK,
              UpdateForm.KEY,
              TimingKeys.WINDOW,
              TimingKeys.ZONE,
              TimingKeys.DISABLED,
              TimingKeys.RESTART_ON_CHANGE)
          .later("limits")
          .rule(
              StartCheck::check,
              START_WITHIN,
              STABLE_AFTER,
              HealthKeys.STARTUP,
              HealthKeys.READINESS)
          .rule(StartCheck::checkLine, HealthKeys.READINESS, LOG)
          .rule(StartCheck::checkStartup, HealthKeys.STARTUP, HealthKeys.READINESS)
          .rule(FollowForm::check, FollowForm.KEY, USER, COMMAND);

  static final Shape SHAPE = COMMON.with(TimingKeys.VERSION);

  /// What may stand in `[[service.NAME.version]]`.
  static final Shape VERSION_SHAPE = COMMON.with(TimingKeys.FROM);

  /// What may stand in `[defaults.service]`: a common command would make all services the same, and
  /// a common edge would lead from its own end to itself.
  static final Shape DEFAULTS =
      SHAPE.without(
          "is for each service to say, and has no default",
          COMMAND,
          REQUIRES,
          WANTS,
          AFTER,
          TimingKeys.DISABLED,
          TimingKeys.VERSION);

  private ServiceKeys() {}
}
