package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.nativeform.PathForm;
import java.nio.file.Path;
import java.util.List;

/// The keys of provisr's main file.
final class MainKeys {

  static final Key<Boolean> USE_OS_ENV =
      Key.standard(
          "use_os_env", new TruthForm(), false, "`inherit_env = \"all\"`, otherwise `\"basic\"`.");

  static final Key<List<Placed<Path>>> ENV_FILES =
      Key.optional(
          "env_files",
          new ListForm<>(new Placed.In<>(new PathForm())),
          "none",
          "Variables for all processes, below those of `env`.");

  static final Key<List<Variable>> ENV =
      Key.optional(
          "env", new PairsForm(), "none", "`[env]`; `${NAME}` is replaced, through any steps.");

  static final Key<Placed<Path>> PROGRAMS_DIRECTORY =
      Key.optional(
          "programs_directory",
          new Placed.In<>(new PathForm()),
          "`programs` beside the file",
          "All its files in TOML, YAML and JSON are read, each one unit.");

  static final Key<Path> PID_DIR =
      Key.optional(
          "pid_dir",
          new PathForm(),
          "none: no pid files",
          "`pid_file` of every process: `<pid_dir>/<name>.pid`, or `<name>-<number>.pid`. They are"
              + " written and not read: what a provisr left running is taken over by `pid_file` or `detectors`.");

  static final Key<Placed<String>> GROUP_NAME =
      Key.required("name", new Placed.In<>(new TextForm()), "`[group.NAME]`.");

  static final Key<List<Placed<String>>> MEMBERS =
      Key.required(
          "members", new ListForm<>(new Placed.In<>(new TextForm())), "`members`, at least one.");

  static final Key<List<Fields>> GROUPS =
      Key.optional(
          "groups", new ListForm<>(Shape.of(GROUP_NAME, MEMBERS)), "none", "`[group.NAME]`.");

  static final Key<List<Entry>> PROCESSES =
      Key.optional(
          "processes",
          new ListForm<>(new EntryForm()),
          "none",
          "Units, each with a `type` (`process` unless given) and a `spec`.");

  static final Key<Fields> LOG =
      Key.optional(
          "log", LogKeys.FORM, "see its keys", "What holds for all specs that say nothing.");

  static final Key<Path> DAEMON_PID_FILE =
      Key.optional("pid_file", new PathForm(), "none", "`serve --pidfile`.");

  static final Key<Path> DAEMON_LOG_FILE =
      Key.optional("log_file", new PathForm(), "none", "`serve --logfile`.");

  static final Key<Fields> DAEMON =
      Key.optional(
          "daemon",
          Shape.of(DAEMON_PID_FILE, DAEMON_LOG_FILE),
          "none",
          "The daemon in the background.");

  static final Key<Fields> SERVER =
      Key.optional("server", ServerKeys.SHAPE, "no TCP", "The API beside the unix socket.");

  static final Key<Fields> AUTH =
      Key.optional("auth", ServerKeys.AUTH_SHAPE, "off", "The same as `server.auth`.");

  static final Key<Fields> METRICS =
      Key.optional("metrics", StoreKeys.METRICS, "off", "What is measured.");

  static final Key<Fields> HISTORY =
      Key.optional("history", StoreKeys.HISTORY, "off", "What is kept of what happened.");

  static final Shape SHAPE =
      Shape.of(
          USE_OS_ENV,
          ENV_FILES,
          ENV,
          PROGRAMS_DIRECTORY,
          PID_DIR,
          PROCESSES,
          GROUPS,
          LOG,
          DAEMON,
          SERVER,
          AUTH,
          METRICS,
          HISTORY);

  private MainKeys() {}
}
