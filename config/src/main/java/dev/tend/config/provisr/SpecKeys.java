package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.nativeform.PathForm;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.ServiceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The keys of a process's `spec`, wherever it stands: in the main file, in a file of the programs
/// directory, or in the body of a request.
final class SpecKeys {

  /// What provisr waits where `restart_interval` is not given, or 0.
  static final Duration USUAL_RESTART_INTERVAL = Duration.ofSeconds(3);

  /// Provisr would not pause at all.
  static final Duration USUAL_RETRY_INTERVAL = Duration.ofSeconds(1);

  private static final int PRIORITY_MAX = 1_000_000_000;
  private static final int RETRIES_MAX = 1_000_000;

  static final Key<Placed<String>> NAME =
      Key.required("name", new Placed.In<>(new TextForm()), "The unit `[service.NAME]`.");

  static final Key<Command> COMMAND =
      Key.optional(
          "command",
          new CommandLineForm(),
          "`args`",
          "`command`. It is read as a POSIX shell would read it; a shell runs it only if it needs one.");

  static final Key<List<String>> ARGS =
      Key.optional(
          "args",
          new ListForm<>(new TextForm()),
          "`command`",
          "`command` as a list, which no shell sees. Not beside `command`.");

  static final Key<Path> WORK_DIR =
      Key.optional("work_dir", new PathForm(), "the daemon's own", "`directory`.");

  static final Key<List<Variable>> ENV =
      Key.optional(
          "env", new PairsForm(), "none", "`env`; `${NAME}` is replaced, through any steps.");

  static final Key<Path> PID_FILE =
      Key.optional(
          "pid_file",
          new PathForm(),
          "`<pid_dir>/<name>.pid`",
          "`pid_file`, one for each instance; given, it is a detector too, which takes over what it"
              + " names.");

  static final Key<Integer> PRIORITY =
      Key.standard(
          "priority",
          new WholeNumberForm(-PRIORITY_MAX, PRIORITY_MAX),
          0,
          "`priority`: lower ones start first and stop last.");

  static final Key<Integer> RETRY_COUNT =
      Key.standard(
          "retry_count",
          new WholeNumberForm(0, RETRIES_MAX),
          0,
          "`start_retries.count`: so often a start that fails is tried again; then it is `failed`.");

  static final Key<Duration> RETRY_INTERVAL =
      Key.standard(
          "retry_interval",
          new SpanForm(),
          USUAL_RETRY_INTERVAL,
          "`start_retries.interval`; never less than 10ms.");

  static final Key<Duration> START_DURATION =
      Key.standard(
          "start_duration",
          new SpanForm(),
          Duration.ZERO,
          "`stable_after`: an end before that is a start that failed.");

  static final Key<Boolean> AUTO_RESTART =
      Key.standard(
          "auto_restart", new TruthForm(), false, "`restart = \"always\"`, otherwise `\"never\"`.");

  static final Key<Duration> RESTART_INTERVAL =
      Key.standard(
          "restart_interval",
          new SpanForm(),
          USUAL_RESTART_INTERVAL,
          "`restart_delay`, before every restart; 0 means the default, and 10ms is the least.");

  static final Key<Integer> INSTANCES =
      Key.standard(
          "instances",
          new WholeNumberForm(0, ServiceSpec.INSTANCES_MAX),
          1,
          "`instances`, named `web.1`, `web.2`, …; 0 means 1.");

  static final Key<Boolean> DETACHED =
      Key.standard(
          "detached",
          new TruthForm(),
          false,
          "Output is thrown away; every process has a session of its own anyway.");

  static final Key<List<Placed<String>>> DEPENDS_ON =
      Key.optional(
          "depends_on",
          new ListForm<>(new Placed.In<>(new TextForm())),
          "none",
          "`requires`: they have to be ready before it starts, and it stops before they do.");

  static final Key<List<Fields>> DETECTORS =
      Key.optional(
          "detectors",
          new ListForm<>(DetectorKeys.SHAPE),
          "none",
          "`detectors`: asked before a start whether it is up already.");

  static final Key<Fields> LOG =
      Key.optional("log", LogKeys.FORM, "those of `[log]`", "`log`, in either spelling.");

  static final Key<Fields> LIFECYCLE =
      Key.optional("lifecycle", HookKeys.PHASES, "none", "`hook`: what is run around its life.");

  static final Shape SHAPE =
      Shape.of(
          NAME,
          COMMAND,
          ARGS,
          WORK_DIR,
          ENV,
          PID_FILE,
          PRIORITY,
          RETRY_COUNT,
          RETRY_INTERVAL,
          START_DURATION,
          AUTO_RESTART,
          RESTART_INTERVAL,
          INSTANCES,
          DETACHED,
          DEPENDS_ON,
          DETECTORS,
          LOG,
          LIFECYCLE);

  private SpecKeys() {}
}
