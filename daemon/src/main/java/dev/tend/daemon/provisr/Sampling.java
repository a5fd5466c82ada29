package dev.tend.daemon.provisr;

import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.InstanceView;
import dev.tend.engine.Engine;
import dev.tend.linux.ProcessVitals;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/// Measures the main process of every instance at a steady interval, and keeps the latest samples
/// of each. There is one of these only where the configuration wants it, and so one thread.
final class Sampling implements AutoCloseable {

  private final Engine engine;
  private final int keep;
  private final Function<ProcessRef, Optional<ProcessVitals>> measure;
  private final LongSupplier nanos;
  private final InstantSource clock = InstantSource.system();
  private final Map<InstanceId, Deque<Sample>> kept = new HashMap<>();
  private volatile Map<InstanceId, Sample> latest = Map.of();
  private final CountDownLatch closed = new CountDownLatch(1);

  /// @param keep how many samples of each instance are kept
  /// @param measure what a process uses; empty once it has ended
  /// @param nanos the monotonic clock
  Sampling(
      Engine engine,
      int keep,
      Function<ProcessRef, Optional<ProcessVitals>> measure,
      LongSupplier nanos) {
    this.engine = engine;
    this.keep = keep;
    this.measure = measure;
    this.nanos = nanos;
  }

  /// Measures from now on until it is closed.
  static Sampling start(Engine engine, ProvisrSettings.Metrics settings) {
    Sampling sampling =
        new Sampling(engine, settings.samples(), ProcessVitals::of, System::nanoTime);
    long interval = settings.interval().toNanos();
    Thread.ofPlatform().name("tend-samples").daemon().start(() -> sampling.watch(interval));
    return sampling;
  }

  private void watch(long intervalNanos) {
    try {
      do {
        sample();
      } while (!closed.await(intervalNanos, TimeUnit.NANOSECONDS));
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /// Measures every process once. What is kept of an instance is so for as long as it is there,
  /// whichever process it has; only what lives has a latest sample.
  void sample() {
    List<InstanceView> views = engine.snapshot().instances();
    Map<InstanceId, Sample> now = new HashMap<>();
    for (InstanceView view : views) {
      view.process()
          .flatMap(measure)
          .ifPresent(vitals -> now.put(view.id(), sample(view.id(), vitals)));
    }
    latest = Map.copyOf(now);
    synchronized (kept) {
      kept.keySet().retainAll(views.stream().map(InstanceView::id).collect(Collectors.toSet()));
      now.forEach((id, sample) -> {
        Deque<Sample> samples = kept.computeIfAbsent(id, _ -> new ArrayDeque<>());
        samples.addLast(sample);
        while (samples.size() > keep) {
          samples.removeFirst();
        }
      });
    }
  }

  private Sample sample(InstanceId id, ProcessVitals vitals) {
    long at = nanos.getAsLong();
    double percent =
        latest(id)
            .filter(before -> before.isOf(vitals) && at > before.nanos())
            .map(before ->
                100.0
                    * (vitals.cpuNanos() - before.vitals().cpuNanos())
                    / (double) (at - before.nanos()))
            .orElse(0.0);
    return new Sample(vitals, percent, clock.instant(), at);
  }

  /// The last sample of an instance whose process lived then.
  Optional<Sample> latest(InstanceId id) {
    return Optional.ofNullable(latest.get(id));
  }

  /// What is kept of an instance, oldest first.
  List<Sample> history(InstanceId id) {
    synchronized (kept) {
      Deque<Sample> samples = kept.get(id);
      return samples == null ? List.of() : List.copyOf(samples);
    }
  }

  @Override
  public void close() {
    closed.countDown();
  }
}
