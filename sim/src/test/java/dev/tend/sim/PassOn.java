package dev.tend.sim;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Search;
import dev.tend.core.spec.Signal;
import dev.tend.engine.Kernel;
import dev.tend.engine.KernelEvent;
import dev.tend.engine.PidFiles;
import dev.tend.engine.Prober;
import dev.tend.engine.Sighting;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Passes everything on to a kernel; a fault is what a subclass does otherwise.
class PassOn implements Kernel {
  private final Kernel kernel;

  PassOn(Kernel kernel) {
    this.kernel = kernel;
  }

  @Override
  public SpawnResult spawn(LaunchPlan plan) {
    return kernel.spawn(plan);
  }

  @Override
  public boolean adopt(RunId run, ProcessRef process) {
    return kernel.adopt(run, process);
  }

  @Override
  public Optional<ProcessRef> reclaim(RunId run) {
    return kernel.reclaim(run);
  }

  @Override
  public void signal(RunId run, Signal signal) {
    kernel.signal(run, signal);
  }

  @Override
  public void killTree(RunId run) {
    kernel.killTree(run);
  }

  @Override
  public Sighting look(Search search) {
    return kernel.look(search);
  }

  @Override
  public PidFiles pidFiles() {
    return kernel.pidFiles();
  }

  @Override
  public Prober prober() {
    return kernel.prober();
  }

  @Override
  public List<KernelEvent> await(long deadlineNanos, Instant deadlineWall) {
    return kernel.await(deadlineNanos, deadlineWall);
  }

  @Override
  public void wake() {
    kernel.wake();
  }

  @Override
  public void close() {
    kernel.close();
  }
}
