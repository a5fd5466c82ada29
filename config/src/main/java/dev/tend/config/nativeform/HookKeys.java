package dev.tend.config.nativeform;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.text.DurationText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// The keys of `hook`: a list for each phase, and those of each of its hooks.
final class HookKeys {

  private static final Key<Placed<String>> NAME =
      Key.required(
          "name",
          new Placed.In<>(new HookNameForm()),
          "What it is called; once in its phase. Hooks of several phases may share a name, and then"
              + " share a log: `tend logs UNIT --hook NAME`.");

  static final Key<Command> COMMAND =
      Key.required(
          "command",
          new CommandForm(),
          "What is executed, as the user of the service; at most "
              + Hook.COMMAND_CHARS_MAX
              + " characters. What it writes goes to a log of its own.");

  static final Key<Path> DIRECTORY =
      Key.optional("directory", new FolderForm(), "the service's", "The working directory.");

  private static final Key<SortedMap<String, String>> ENV =
      Key.optional(
          "env",
          new EnvForm(),
          "none",
          "Variables on top of the service's. `TEND_HOOK` and `TEND_PHASE` say which hook it is;"
              + " `TEND_PID` is the service's pid while it has a process, and in `post_stop`"
              + " `TEND_EXIT_CODE` or `TEND_EXIT_SIGNAL` says how that ended, if it is known.");

  private static final Key<Duration> TIMEOUT =
      Key.standard(
          "timeout",
          DurationForm.aboveZero(),
          Hook.TIMEOUT_DEFAULT,
          "After this it is killed with all that it started, and has failed. At most "
              + new DurationText(Hook.TIMEOUT_MAX)
              + ".");

  private static final Key<Hook.OnFailure> ON_FAILURE =
      Key.standard(
          "on_failure",
          ChoiceForm.hyphenated(Hook.OnFailure.class),
          Hook.OnFailure.FAIL,
          "What follows if it cannot be run, ends with another code than 0 or by a signal, or takes"
              + " too long. `fail`: the rest of its phase is left out, and a start has failed."
              + " `ignore`: the next one is run. `retry`: it is run once more after 1s, then as"
              + " with `fail`. A stop goes on in any case.");

  private static final Key<Boolean> ASYNC =
      Key.standard(
          "async",
          new TruthForm(),
          false,
          "Whether nobody waits for it: then a failure is told of and nothing more. One of"
              + " `pre_start` or `post_start` is killed when the service goes down; one of"
              + " `pre_stop` or `post_stop` lives until it ends or its time is over.");

  static final Shape SHAPE = Shape.of(NAME, COMMAND, DIRECTORY, ENV, TIMEOUT, ON_FAILURE, ASYNC);

  private static final Key<List<Fields>> PRE_START =
      phase(
          "pre_start",
          "Run one after the other before its process is started, at each attempt, once what it"
              + " requires is there and no detector says that it is up.");

  private static final Key<List<Fields>> POST_START =
      phase(
          "post_start",
          "Run once its process is ready, or has been up for `stable_after`. It counts as running"
              + " when they are done; a failure fails the start and stops the process.");

  private static final Key<List<Fields>> PRE_STOP =
      phase(
          "pre_stop",
          "Run before a living process is asked to end, whoever wants that. `stop.timeout` begins"
              + " behind them: each may take as long as its own `timeout`, and no longer.");

  private static final Key<List<Fields>> POST_STOP =
      phase(
          "post_stop",
          "Run once nothing is left of its process, after a crash and a failed `pre_start` too.");

  static final Shape PHASES =
      Shape.of(PRE_START, POST_START, PRE_STOP, POST_STOP)
          .rule(HookKeys::check, PRE_START, POST_START, PRE_STOP, POST_STOP);

  private HookKeys() {}

  private static Key<List<Fields>> key(HookPhase phase) {
    return switch (phase) {
      case PRE_START -> PRE_START;
      case POST_START -> POST_START;
      case PRE_STOP -> PRE_STOP;
      case POST_STOP -> POST_STOP;
    };
  }

  private static Key<List<Fields>> phase(String name, String meaning) {
    return Key.optional(name, new ListForm<>(SHAPE), "none", meaning);
  }

  /// What single keys cannot be asked: names twice, and limits.
  static void check(Fields phases, Problems problems) {
    HookLimits.ofUnit(phase -> in(phases, phase), problems);
    for (HookPhase phase : HookPhase.values()) {
      List<Fields> hooks = in(phases, phase);
      Set<String> names = new HashSet<>();
      for (Fields hook : hooks) {
        hook.find(NAME)
            .filter(name -> !names.add(name.value()))
            .ifPresent(twice ->
                problems.add(
                    twice.place(), phase.text() + " has a hook '" + twice.value() + "' already"));
        HookLimits.ofHook(hook, COMMAND, TIMEOUT, problems);
      }
    }
  }

  /// The hooks of a phase.
  static List<Fields> in(Fields phases, HookPhase phase) {
    return phases.find(key(phase)).orElse(List.of());
  }

  /// To be asked once no mistake was found.
  static Hooks spec(Fields phases) {
    Hooks hooks = Hooks.NONE;
    for (HookPhase phase : HookPhase.values()) {
      hooks = hooks.with(phase, in(phases, phase).stream().map(HookKeys::hook).toList());
    }
    return hooks;
  }

  private static Hook hook(Fields fields) {
    return new Hook(
        fields.get(NAME).value(),
        fields.get(COMMAND),
        fields.find(DIRECTORY).map(folder -> folder.toAbsolutePath().normalize().toString()),
        fields.find(ENV).orElseGet(TreeMap::new),
        fields.get(TIMEOUT),
        fields.get(ON_FAILURE),
        fields.get(ASYNC));
  }
}
