package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What hooks are held to in every dialect; each mistake is told at its place.
public final class HookLimits {

  private HookLimits() {}

  /// How many there may be, in one phase and in all together; whether there are not too many.
  ///
  /// @param in the hooks of a phase
  public static boolean ofUnit(Function<HookPhase, List<Fields>> in, Problems problems) {
    boolean few = true;
    List<Fields> all = new ArrayList<>();
    for (HookPhase phase : HookPhase.values()) {
      if (!few(in.apply(phase), Hooks.PHASE_MAX, phase.text() + " has", problems)) {
        few = false;
      }
      all.addAll(in.apply(phase));
    }
    return few(all, Hooks.ALL_MAX, "all phases together have", problems) && few;
  }

  private static boolean few(List<Fields> hooks, int max, String who, Problems problems) {
    if (hooks.size() > max) {
      problems.add(
          hooks.get(max).place(),
          who + " more than " + max + " hooks",
          "Put several steps into one script.");
    }
    return hooks.size() <= max;
  }

  /// How long its command and its timeout may be; whether they are not too long.
  public static boolean ofHook(
      Fields hook, Key<Command> command, Key<Duration> timeout, Problems problems) {
    boolean brief = hook.find(command).map(Hook::isBrief).orElse(true);
    if (!brief) {
      problems.add(
          hook.place(command),
          "the command of a hook is longer than " + Hook.COMMAND_CHARS_MAX + " characters",
          "Put it into a script, and run that.");
    }
    Duration within = hook.find(timeout).orElse(Hook.TIMEOUT_DEFAULT);
    boolean soon = within.compareTo(Hook.TIMEOUT_MAX) <= 0;
    if (!soon) {
      problems.add(
          hook.place(timeout),
          "'" + new DurationText(within) + "' is too long for a hook",
          "Allowed: up to " + new DurationText(Hook.TIMEOUT_MAX) + ".");
    }
    return brief && soon;
  }
}
