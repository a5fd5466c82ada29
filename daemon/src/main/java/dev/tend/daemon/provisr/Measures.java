package dev.tend.daemon.provisr;

import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.daemon.http.Call;
import dev.tend.daemon.http.Response;
import dev.tend.engine.Engine;
import java.util.Optional;
import java.util.function.Function;

/// What `[metrics]` asks for: counters and a page for Prometheus, samples of the processes, both or
/// nothing.
public final class Measures implements AutoCloseable {

  private final Engine engine;
  private final Optional<Sampling> sampling;
  private final Optional<MetricsSite> site;

  /// Begins to measure what is to be measured.
  public Measures(ProvisrSettings.Metrics settings, Engine engine) {
    this.engine = engine;
    this.sampling =
        settings.processes() ? Optional.of(Sampling.start(engine, settings)) : Optional.empty();
    this.site =
        settings.enabled() && settings.listen().isPresent()
            ? Optional.of(new MetricsSite(engine, new Tally(engine), sampling))
            : Optional.empty();
  }

  /// What the address of `[metrics] listen` serves; empty if nobody is to read anything there.
  public Optional<Function<Call, Response>> site() {
    return site.map(page -> page);
  }

  /// Counts what happened; to be called whenever something did.
  public void count() {
    site.ifPresent(page -> page.tally().run());
  }

  /// `/metrics…` under the base path.
  Metrics routes() {
    return new Metrics(engine, sampling);
  }

  @Override
  public void close() {
    sampling.ifPresent(Sampling::close);
  }
}
