package dev.tend.sim;

import dev.tend.core.cause.Actor;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.engine.History;
import dev.tend.engine.Kernel;
import dev.tend.engine.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// The production loop on a simulated machine of good processes, turned by the test.
final class Rig {
  static final Actor ROOT = new Actor("root");

  final List<String> notes = new ArrayList<>();
  final List<String> defects = new ArrayList<>();
  final SimKernel kernel = new SimKernel(this::spawned);
  final Loop loop;

  Rig(ServiceSpec... specs) {
    this(UnaryOperator.identity(), specs);
  }

  /// @param port what stands between the loop and the machine
  Rig(UnaryOperator<Kernel> port, ServiceSpec... specs) {
    loop =
        new Loop(
            port.apply(kernel),
            kernel,
            new NotingJournal(notes),
            History.NONE,
            new SimOutput(),
            () -> 0.5,
            (where, defect) -> defects.add(where + ": " + defect.getMessage()));
    loop.open(Configuration.of(specs));
  }

  private Behaviour spawned(LaunchPlan plan) {
    notes.add("spawn " + plan.instance());
    return Behaviour.healthy();
  }

  /// Lets the loop turn while time passes.
  Rig passes(Duration time) {
    long end = kernel.now().nanosAfter(time);
    kernel.horizon(end);
    while (kernel.nanos() < end) {
      loop.turn();
    }
    loop.turn();
    kernel.horizon(Long.MAX_VALUE);
    return this;
  }

  InstanceView view(String unit) {
    return loop.snapshot().find(first(unit)).orElseThrow();
  }

  static InstanceId first(String unit) {
    return new InstanceId(new UnitName(unit), 1);
  }

  static Request stop(String what) {
    return new Request.Stop(List.of(Selector.parse(what)), ROOT);
  }
}
