package dev.tend.daemon.routes;

import dev.tend.api.DaemonStatus;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.metrics.Exposition;
import dev.tend.daemon.metrics.MetricsPage;
import dev.tend.engine.Engine;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// What Prometheus reads.
final class MetricsRoutes {

  private final Engine engine;
  private final Supplier<DaemonStatus> status;

  MetricsRoutes(Engine engine, Supplier<DaemonStatus> status) {
    this.engine = engine;
    this.status = status;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/metrics",
            "Show the figures of instances, their main processes and the daemon for Prometheus",
            List.of(),
            new AnswerForm.Document(Exposition.MEDIA_TYPE),
            _ -> page()));
  }

  /// Not on the thread of all connections: there are several files to read for each process.
  private Response page() {
    return new Response.Later(
        CompletableFuture.supplyAsync(
            () ->
                new Response.Document(
                    200, Exposition.MEDIA_TYPE, MetricsPage.of(engine.snapshot(), status.get())),
            Thread::startVirtualThread));
  }
}
