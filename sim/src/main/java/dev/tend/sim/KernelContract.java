package dev.tend.sim;

import dev.tend.core.process.RunId;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;
import dev.tend.engine.KernelEvent;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// What every [Kernel] promises, the simulated one and the real one alike, so that what is proved
/// in simulation holds on a host.
///
/// A subclass makes the kernel and writes the plans of the children that the claims need.
public abstract class KernelContract
    implements SpawnClaims, AwaitClaims, TreeClaims, TakeoverClaims, SpeechClaims {
  private Kernel kernel;
  private Clock clock;
  private final List<KernelEvent> seen = new ArrayList<>();
  private final List<RunId> spawned = new ArrayList<>();

  protected KernelContract() {}

  protected abstract Kernel open();

  protected abstract Clock openClock();

  @Override
  public final Kernel kernel() {
    return kernel;
  }

  @Override
  public final Clock clock() {
    return clock;
  }

  @Override
  public final List<KernelEvent> seen() {
    return seen;
  }

  @Override
  public final List<RunId> spawned() {
    return spawned;
  }

  @BeforeEach
  final void openKernel() {
    kernel = open();
    clock = openClock();
  }

  @AfterEach
  final void closeKernel() {
    spawned.forEach(kernel::killTree);
    awaitUntil("the last tree is empty", () -> emptied().containsAll(spawned));
    kernel.close();
  }
}
