package dev.tend.sim;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.engine.Output;
import java.util.HashSet;
import java.util.Set;

/// Remembers whose output is open.
public final class SimOutput implements Output {
  private final Set<InstanceId> open = new HashSet<>();

  boolean isOpen(InstanceId instance) {
    return open.contains(instance);
  }

  @Override
  public void open(InstanceId instance, LogRule rule) {
    open.add(instance);
  }

  /// Nothing is ever left under way.
  @Override
  public void resume(InstanceId instance, LogRule rule) {
    // See above.
  }

  @Override
  public void retire(InstanceId instance) {
    open.remove(instance);
  }

  @Override
  public void close() {
    open.clear();
  }
}
