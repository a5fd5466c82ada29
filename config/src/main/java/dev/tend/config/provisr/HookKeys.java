package dev.tend.config.provisr;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.nativeform.HookLimits;
import dev.tend.config.nativeform.HookNameForm;
import dev.tend.config.nativeform.PathForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The keys of `lifecycle`: a list for each phase, and those of each of its hooks.
final class HookKeys {

  /// Whether the next step waits for it.
  private enum Mode {
    BLOCKING,
    ASYNC
  }

  private static final Key<Placed<String>> NAME =
      Key.required("name", new Placed.In<>(new HookNameForm()), "`name`; once in all phases.");

  private static final Key<Command> COMMAND =
      Key.required("command", new CommandLineForm(), "`command`, split like that of a process.");

  private static final Key<Path> WORK_DIR =
      Key.optional("work_dir", new PathForm(), "the process's", "`directory`.");

  private static final Key<List<Variable>> ENV =
      Key.optional("env", new PairsForm(), "none", "`env`, as it is: nothing is replaced in it.");

  private static final Key<Duration> TIMEOUT =
      Key.standard(
          "timeout",
          new SpanForm(),
          Hook.TIMEOUT_DEFAULT,
          "`timeout`: after it everything that the hook started is killed. 0 means the default.");

  private static final Key<Hook.OnFailure> FAILURE_MODE =
      Key.standard(
          "failure_mode",
          ChoiceForm.underscored(Hook.OnFailure.class),
          Hook.OnFailure.FAIL,
          "`on_failure`. In `post_start`, `fail` is read as `ignore`: a failure there was only"
              + " logged, and stops nothing.");

  private static final Key<Mode> RUN_MODE =
      Key.standard(
          "run_mode",
          ChoiceForm.underscored(Mode.class),
          Mode.BLOCKING,
          "`async`. An asynchronous hook lives until it ends or its time is over.");

  static final Shape SHAPE =
      Shape.of(NAME, COMMAND, WORK_DIR, ENV, TIMEOUT, FAILURE_MODE, RUN_MODE);

  private static final Key<List<Fields>> PRE_START = phase("pre_start");
  private static final Key<List<Fields>> POST_START = phase("post_start");
  private static final Key<List<Fields>> PRE_STOP = phase("pre_stop");
  private static final Key<List<Fields>> POST_STOP = phase("post_stop");

  static final Shape PHASES = Shape.of(PRE_START, POST_START, PRE_STOP, POST_STOP);

  private HookKeys() {}

  private static Key<List<Fields>> key(HookPhase phase) {
    return switch (phase) {
      case PRE_START -> PRE_START;
      case POST_START -> POST_START;
      case PRE_STOP -> PRE_STOP;
      case POST_STOP -> POST_STOP;
    };
  }

  private static Key<List<Fields>> phase(String name) {
    return Key.optional(name, new ListForm<>(SHAPE), "none", "`hook." + name + "`.");
  }

  /// The hooks; what is wrong with them goes to the problems.
  static Hooks spec(Fields lifecycle, Problems problems) {
    if (!HookLimits.ofUnit(phase -> in(lifecycle, phase), problems)) {
      return Hooks.NONE;
    }
    Hooks hooks = Hooks.NONE;
    SortedMap<String, HookPhase> names = new TreeMap<>();
    for (HookPhase phase : HookPhase.values()) {
      List<Hook> read = new ArrayList<>();
      for (Fields fields : in(lifecycle, phase)) {
        hook(phase, fields, names, problems, read);
      }
      hooks = hooks.with(phase, read);
    }
    return hooks;
  }

  private static List<Fields> in(Fields lifecycle, HookPhase phase) {
    return lifecycle.find(key(phase)).orElse(List.of());
  }

  private static void hook(
      HookPhase phase,
      Fields fields,
      SortedMap<String, HookPhase> names,
      Problems problems,
      List<Hook> into) {
    var name = fields.find(NAME);
    var command = fields.find(COMMAND);
    Duration timeout = fields.get(TIMEOUT);
    if (name.isEmpty() || command.isEmpty()) {
      return;
    }
    HookPhase other = names.putIfAbsent(name.get().value(), phase);
    if (other != null) {
      problems.add(
          name.get().place(),
          other.text() + " has a hook '" + name.get().value() + "' already",
          "Name each hook once in all phases.");
      return;
    }
    if (!HookLimits.ofHook(fields, COMMAND, TIMEOUT, problems)) {
      return;
    }
    SortedMap<String, String> env = new TreeMap<>();
    fields
        .find(ENV)
        .orElse(List.of())
        .forEach(variable -> env.put(variable.name(), variable.value()));
    Hook.OnFailure mode = fields.get(FAILURE_MODE);
    boolean onlyLogged = phase == HookPhase.POST_START && mode == Hook.OnFailure.FAIL;
    into.add(
        new Hook(
            name.get().value(),
            command.get(),
            fields.find(WORK_DIR).map(DetectorKeys::absolute),
            env,
            timeout.isZero() ? Hook.TIMEOUT_DEFAULT : timeout,
            onlyLogged ? Hook.OnFailure.IGNORE : mode,
            fields.get(RUN_MODE) == Mode.ASYNC));
  }
}
