package dev.tend.sim;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.engine.Output;
import java.util.HashSet;
import java.util.Set;

/// Remembers whose output is open.
public final class SimOutput implements Output {
  private final Mortality mortality;
  private final Set<Writer> open = new HashSet<>();

  SimOutput(Mortality mortality) {
    this.mortality = mortality;
  }

  /// For a machine whose daemon does not die.
  public SimOutput() {
    this(new Mortality());
  }

  boolean isOpen(Writer writer) {
    return open.contains(writer);
  }

  @Override
  public void open(Writer writer, LogRule rule) {
    mortality.pass("before open");
    open.add(writer);
    mortality.pass("after open");
  }

  /// Nothing is ever left under way.
  @Override
  public void resume(Writer writer, LogRule rule) {
    // See above.
  }

  @Override
  public void retire(InstanceId instance) {
    mortality.pass("before retire");
    open.removeIf(writer -> writer.instance().equals(instance));
    mortality.pass("after retire");
  }

  @Override
  public void discard(Writer writer, LogRule rule) {
    mortality.pass("discard");
  }

  @Override
  public void close() {
    open.clear();
  }
}
