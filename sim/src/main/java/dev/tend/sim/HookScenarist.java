package dev.tend.sim;

import dev.tend.core.spec.Command;
import dev.tend.core.spec.Hook;
import dev.tend.core.spec.HookPhase;
import dev.tend.core.spec.Hooks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Makes up hooks, whose names say what they do.
final class HookScenarist {
  private final SplittableRandom random;

  HookScenarist(SplittableRandom random) {
    this.random = random;
  }

  /// Of every other unit none.
  Hooks hooks() {
    Hooks hooks = Hooks.NONE;
    if (random.nextInt(2) == 0) {
      return hooks;
    }
    for (HookPhase phase : HookPhase.values()) {
      List<Hook> some = new ArrayList<>();
      int count = Math.max(0, random.nextInt(5) - 2);
      for (int number = 1; number <= count; number++) {
        some.add(hook(number));
      }
      hooks = hooks.with(phase, some);
    }
    return hooks;
  }

  private Hook hook(int number) {
    Hook.OnFailure mode = Hook.OnFailure.values()[random.nextInt(3)];
    boolean async = random.nextInt(4) == 0;
    Command command = new Command(List.of("/bin/hook"));
    Hook hook =
        Hook.of(HookWitness.name(mode, async, number), command)
            .within(Duration.ofMillis(1 + random.nextInt(3000)))
            .onFailure(mode);
    return async ? hook.unwaited() : hook;
  }
}
