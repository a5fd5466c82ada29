package dev.tend.bench;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.History;
import dev.tend.engine.Loop;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Turns of the loop over many services.
///
/// What a turn costs should grow with what changed, not with how many services there are: the
/// figures of [#crashAndRestart] for 100 and 10,000 services are to be near each other.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TurnBenchmark {
  private static final long LONG_ENOUGH_NANOS = 2_000_000_000L;

  /// How many services there are.
  @Param({"100", "1000", "10000"})
  public int services;

  private final StillKernel kernel = new StillKernel();
  private final Loop loop = newLoop(kernel);
  private int next;

  private static Loop newLoop(StillKernel kernel) {
    Forgetful ports = new Forgetful();
    return new Loop(
        kernel,
        kernel,
        ports,
        History.NONE,
        ports,
        () -> 0.5,
        (where, defect) -> {
          throw new IllegalStateException(where, defect);
        });
  }

  /// Starts all services and lets them become stable.
  @Setup
  public void start() {
    UnitSpec[] specs = new UnitSpec[services];
    for (int i = 0; i < services; i++) {
      specs[i] = ServiceSpec.of("s" + i, "/bin/true").withRestart(RestartMode.ALWAYS);
    }
    loop.open(Configuration.of(specs));
    settle();
  }

  /// One service of many ends and is started again: the turn of its end, that of the spawn's
  /// answer, and that in which it proves itself stable.
  @Benchmark
  public Snapshot crashAndRestart() {
    next = (next + 1) % services;
    kernel.crash(new InstanceId(new UnitName("s" + next), 1));
    settle();
    return loop.snapshot();
  }

  /// A turn in which nothing happened, as after a request that only reads.
  @Benchmark
  public Snapshot emptyTurn() {
    loop.turn();
    return loop.snapshot();
  }

  private void settle() {
    loop.turn();
    loop.turn();
    kernel.pass(LONG_ENOUGH_NANOS);
    loop.turn();
  }
}
