package dev.tend.bench;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.lifecycle.Lifecycle;
import dev.tend.core.lifecycle.Step;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.process.Exit;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One step of one instance: a running service's process ends, and is to be started again.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class StepBenchmark {
  private static final long UPTIME_NANOS = 10_000_000_000L;

  private final RunId run = new RunId("bench-1");
  private final Instant wall = Instant.parse("2026-01-01T00:00:10Z");
  private final ServiceSpec spec =
      ServiceSpec.of("web", "/bin/true").withRestart(RestartMode.ALWAYS);
  private final Instance running =
      new Instance(
          new dev.tend.core.lifecycle.Alive.Running(run, new ProcessRef(7, 1, "bench"), 0),
          Ledger.FRESH,
          wall,
          new Cause.Configured("autostart is set", wall),
          false);
  private final Terms terms =
      new Terms(
          new InstanceId(new UnitName("web"), 1),
          spec,
          false,
          new Moment(wall, UPTIME_NANOS),
          false,
          true,
          0.5,
          new RunId("bench-2"));
  private final Event exited = new Event.Exited(run, new Exit.Code(1), true);

  /// The step, with the effects that it returns.
  @Benchmark
  public Step exit() {
    return Lifecycle.step(running, exited, terms);
  }
}
