package dev.tend.sim;

import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Holds what hooks did on the machine against what they are for.
///
/// The name of a simulated hook says how it is meant, as `retry-async-2`, so that no configuration
/// has to be known: it may have changed since.
final class HookWitness {
  private final SimKernel kernel;
  private final Map<Called, Integer> calls = new HashMap<>();

  private long askedNanos;

  private record Called(InstanceId instance, HookPhase phase, String hook) {}

  HookWitness(SimKernel kernel) {
    this.kernel = kernel;
  }

  /// What a hook that behaves in this way is called.
  static String name(Hook.OnFailure mode, boolean async, int number) {
    return mode.name().toLowerCase(Locale.ROOT) + (async ? "-async-" : "-") + number;
  }

  private static Optional<HookPhase> phase(LaunchPlan plan) {
    return Optional.ofNullable(plan.launch().env().get("TEND_PHASE"))
        .map(text -> HookPhase.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  private static String hook(LaunchPlan plan) {
    return plan.launch().env().getOrDefault("TEND_HOOK", "");
  }

  /// Whether the slot is not free before it is gone.
  private static boolean binds(LaunchPlan plan) {
    return plan.kind() == RunKind.HOOK
        && phase(plan).map(phase -> phase.starts() || !hook(plan).contains("async")).orElse(true);
  }

  /// Called by the kernel before a process comes to be.
  void spawning(LaunchPlan plan) {
    InstanceId id = plan.instance();
    if (plan.kind() == RunKind.MAIN) {
      require(
          nothingAlive(id, HookWitness::holdsUp), () -> id + " starts while a hook is waited for");
      forget(id, _ -> true);
      requireSuccess(id);
      return;
    }
    Optional<HookPhase> phase = phase(plan);
    if (plan.kind() != RunKind.HOOK || phase.isEmpty()) {
      return;
    }
    if (phase.get() == HookPhase.PRE_START) {
      forget(id, earlier -> earlier != HookPhase.PRE_START);
    }
    if (phase.get() == HookPhase.POST_STOP) {
      require(
          nothingAlive(id, other -> other.kind() == RunKind.MAIN),
          () -> "post_stop of " + id + " begins while its process is alive");
      require(
          nothingAlive(
              id, other -> binds(other) && !phase(other).equals(Optional.of(HookPhase.POST_STOP))),
          () -> "post_stop of " + id + " begins while another hook is alive");
    }
    Called called = new Called(id, phase.get(), hook(plan));
    int times = calls.merge(called, 1, Integer::sum);
    int allowed = hook(plan).startsWith("retry") && !hook(plan).contains("async") ? 2 : 1;
    boolean counts = phase.get() != HookPhase.POST_START || !goesOn(id);
    require(!counts || times <= allowed, () -> called + " is run " + times + " times");
  }

  /// Whether another process goes on than the one that was started: the hooks are run for it too.
  private boolean goesOn(InstanceId id) {
    for (SimProcess process : kernel.processes(id)) {
      boolean other = process.promoted || process.stray;
      if (other && process.alive) {
        return true;
      }
    }
    return false;
  }

  private static boolean holdsUp(LaunchPlan plan) {
    return plan.kind() == RunKind.HOOK && phase(plan).isPresent() && !hook(plan).contains("async");
  }

  private boolean nothingAlive(InstanceId id, Predicate<LaunchPlan> kind) {
    for (SimProcess process : kernel.processes(id)) {
      if (process.treeAlive() && kind.test(process.plan)) {
        return false;
      }
    }
    return true;
  }

  /// The last run of each hook that had to succeed since the process was started last has.
  private void requireSuccess(InstanceId id) {
    Map<String, SimProcess> last = new HashMap<>();
    for (SimProcess process : kernel.processes(id)) {
      if (process.plan.kind() == RunKind.MAIN) {
        last.clear();
      } else if (phase(process.plan).equals(Optional.of(HookPhase.PRE_START))
          && holdsUp(process.plan)
          && process.bornNanos > askedNanos
          && !hook(process.plan).startsWith("ignore")) {
        last.put(hook(process.plan), process);
      }
    }
    last.forEach((hook, process) ->
        require(
            process.exit.equals(Optional.of(new Exit.Code(0))),
            () -> id + " starts although " + hook + " came to " + process.exit));
  }

  /// Called with what a turn tells of, before any of it is done: an attempt may end and the next
  /// one begin in a single turn, after which nobody sees that it was down in between.
  void told(Entry entry) {
    entry.instance().ifPresent(id -> entry.to().ifPresent(state -> comes(id, state)));
  }

  /// Called after every turn.
  void check(InstanceView view) {
    comes(view.id(), view.state());
    require(
        !isDown(view.state())
            || nothingAlive(view.id(), other -> binds(other) && phase(other).isPresent()),
        () -> view.id() + " is " + view.state() + " while a hook of it is alive");
  }

  /// What was run for another state may be run again.
  private void comes(InstanceId id, StateName state) {
    if (isDown(state)) {
      forget(id, _ -> true);
    } else if (state == StateName.STOPPING) {
      forget(id, HookPhase::starts);
    } else {
      forget(id, phase -> !phase.starts());
    }
  }

  private static boolean isDown(StateName state) {
    return switch (state) {
      case STOPPED, WAITING, COMPLETED, FAILED, BACKOFF -> true;
      case STARTING, RUNNING, STOPPING -> false;
    };
  }

  /// The daemon died with this on record. An attempt that got no process has begun all the same,
  /// and ends with the hooks of an end.
  void began(RunId run, InstanceId id) {
    if (kernel.process(run).isEmpty()) {
      forget(id, _ -> true);
    }
  }

  /// These instances are let go; another of that name begins anew.
  void gone(Predicate<InstanceId> which) {
    calls.keySet().removeIf(call -> which.test(call.instance));
  }

  /// Whoever asks for something may begin anything anew.
  void asked() {
    calls.clear();
    askedNanos = kernel.nanos();
  }

  /// Called at the end, when all has been calm for long.
  void checkEnd() {
    for (SimProcess process : kernel.processes()) {
      require(
          !process.treeAlive() || process.plan.kind() != RunKind.HOOK,
          () -> process.plan.run() + " of " + process.plan.instance() + " never ends");
    }
  }

  private void forget(InstanceId id, Predicate<HookPhase> phases) {
    calls.keySet().removeIf(call -> call.instance.equals(id) && phases.test(call.phase));
  }

  private static void require(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new Violation("hooks: " + what.get());
    }
  }
}
