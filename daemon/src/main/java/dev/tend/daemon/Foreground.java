package dev.tend.daemon;

import dev.tend.core.cause.Actor;
import dev.tend.core.job.JobState;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Engine;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;

/// What `up` does beside supervising: it ends when nothing can happen any more, and remembers
/// whether a unit had failed for good by then, or by the time somebody ended it.
final class Foreground implements Runnable {

  /// The first screen waits a second and a half for units to settle.
  private static final Duration SEEN_WITHIN = Duration.ofSeconds(2);

  private final Engine engine;
  private final PrintStream err;
  private volatile boolean failed;
  private boolean over;

  Foreground(Engine engine, PrintStream err) {
    this.engine = engine;
    this.err = err;
  }

  boolean failed() {
    return failed;
  }

  @Override
  public void run() {
    Snapshot snapshot = engine.snapshot();
    if (snapshot.ending() || over) {
      return;
    }
    failed = snapshot.instances().stream().anyMatch(view -> failed(view, snapshot));
    if (isOver(snapshot) && staysOver()) {
      over = true;
      err.println(
          failed
              ? "tend: nothing is left to run, and not all went well"
              : "tend: everything has completed");
      // There is nothing to stop, and what became of the units is to be seen to the last.
      var _ = engine.submit(new Request.Shutdown(true, new Actor("up")));
    }
  }

  /// Whether it is still so when a person has had the time to see that there was something.
  private boolean staysOver() {
    try {
      Thread.sleep(SEEN_WITHIN);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    return isOver(engine.snapshot());
  }

  private static boolean isOver(Snapshot snapshot) {
    return !snapshot.ending()
        && snapshot.instances().stream().noneMatch(view -> canGoOn(view, snapshot))
        && snapshot.instances().stream().anyMatch(view -> hasEnded(view.state()));
  }

  /// A job that is complete may have had workers that failed.
  private static boolean failed(InstanceView view, Snapshot snapshot) {
    return view.state() == StateName.FAILED
        && snapshot.job(view.id().unit()).filter(job -> job.state().complete()).isEmpty();
  }

  private static boolean hasEnded(StateName state) {
    return state == StateName.COMPLETED || state == StateName.FAILED;
  }

  /// Whether the instance lives, will do something by itself, or was stopped by somebody who may
  /// start it again. One that waits for a unit which is over itself does neither.
  private static boolean canGoOn(InstanceView view, Snapshot snapshot) {
    Optional<JobView> job = snapshot.job(view.id().unit());
    if (job.isPresent()) {
      return goesOn(job.get().state());
    }
    return switch (view.state()) {
      case STARTING, RUNNING, STOPPING, BACKOFF -> true;
      case WAITING -> view.unmet().isEmpty() || view.next().isPresent();
      case STOPPED -> startsByItself(snapshot, view);
      case COMPLETED, FAILED -> view.next().isPresent() || view.dates().coming().isPresent();
    };
  }

  /// Whether its workers come and go is for a job to say.
  private static boolean goesOn(JobState job) {
    return job.running() || job.phase() instanceof JobState.Phase.Suspended;
  }

  private static boolean startsByItself(Snapshot snapshot, InstanceView view) {
    UnitSpec spec = snapshot.inForce().units().get(view.id().unit());
    return spec != null && spec.each().autostart();
  }
}
