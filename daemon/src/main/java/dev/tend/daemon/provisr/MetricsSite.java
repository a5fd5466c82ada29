package dev.tend.daemon.provisr;

import static dev.tend.daemon.metrics.Exposition.Type.COUNTER;
import static dev.tend.daemon.metrics.Exposition.Type.GAUGE;

import dev.tend.core.world.InstanceView;
import dev.tend.daemon.http.Call;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.metrics.Exposition;
import dev.tend.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// What `[metrics] listen` serves: `/metrics` for Prometheus, with provisr's names. Nothing else is
/// answered there.
///
/// @param tally what happened
/// @param sampling what processes use; empty where the configuration wants no samples
record MetricsSite(Engine engine, Tally tally, Optional<Sampling> sampling)
    implements Function<Call, Response> {

  private static final List<String> STATES = List.of("running", "starting", "stopped", "stopping");

  @Override
  public Response apply(Call call) {
    if (!call.path().equals("/metrics")) {
      return Response.failure(404, "there is nothing at " + call.path(), "Read /metrics.");
    }
    return call.method().equals("GET") || call.method().equals("HEAD")
        ? new Response.Document(200, Exposition.MEDIA_TYPE, page())
        : Response.failure(405, "/metrics does not take " + call.method(), "It takes GET.");
  }

  String page() {
    tally.run();
    Names names = new Names(engine.snapshot());
    SortedMap<String, InstanceView> views = names.all();
    Exposition page = new Exposition();
    each(
        page.family("provisr_process_starts_total", COUNTER, "Attempts to start a process."),
        views,
        view -> (double) tally.of(view.id()).starts());
    each(
        page.family("provisr_process_stops_total", COUNTER, "Stops that somebody asked for."),
        views,
        view -> (double) tally.of(view.id()).stops());
    each(
        page.family("provisr_process_restarts_total", COUNTER, "Restarts that nobody asked for."),
        views,
        InstanceView::restarts);
    running(page, views);
    states(page, views);
    transitions(page, views);
    sampling.ifPresent(samples -> processes(page, views, samples));
    return page.toString();
  }

  private static void each(
      Exposition.Family family,
      Map<String, InstanceView> views,
      ToDoubleFunction<InstanceView> figure) {
    views.forEach((name, view) -> family.add(figure.applyAsDouble(view), "name", name));
  }

  private static void running(Exposition page, Map<String, InstanceView> views) {
    SortedMap<String, Integer> running = new TreeMap<>();
    for (InstanceView view : views.values()) {
      running.merge(view.id().unit().text(), StatusForm.running(view) ? 1 : 0, Integer::sum);
    }
    var family =
        page.family("provisr_process_running_instances", GAUGE, "Instances that are running.");
    running.forEach((base, count) -> family.add(count, "base", base));
  }

  private static void states(Exposition page, Map<String, InstanceView> views) {
    var family =
        page.family("provisr_process_current_state", GAUGE, "1 for the state that it is in.");
    views.forEach((name, view) -> {
      for (String state : STATES) {
        family.add(StatusForm.state(view).equals(state) ? 1 : 0, "name", name, "state", state);
      }
    });
  }

  private void transitions(Exposition page, Map<String, InstanceView> views) {
    var family =
        page.family(
            "provisr_process_state_transitions_total", COUNTER, "Changes from state to state.");
    views.forEach((name, view) ->
        tally
            .of(view.id())
            .transitions()
            .forEach((step, count) ->
                family.add(
                    count.doubleValue(), "name", name, "from", step.from(), "to", step.to())));
  }

  private static void processes(
      Exposition page, Map<String, InstanceView> views, Sampling samples) {
    measured(
        page.family("provisr_process_cpu_percent", GAUGE, "Of one CPU, over the last interval."),
        views,
        samples,
        sample -> Optional.of(sample.cpuPercent()));
    measured(
        page.family("provisr_process_memory_mb", GAUGE, "Memory in RAM, in MiB."),
        views,
        samples,
        sample -> Optional.of(sample.megabytes()));
    measured(
        page.family("provisr_process_num_threads", GAUGE, "Threads."),
        views,
        samples,
        sample -> Optional.of((double) sample.vitals().threads()));
    measured(
        page.family("provisr_process_num_fds", GAUGE, "File descriptors."),
        views,
        samples,
        sample ->
            sample.vitals().openFiles().stream().mapToObj(count -> (double) count).findFirst());
  }

  private static void measured(
      Exposition.Family family,
      Map<String, InstanceView> views,
      Sampling samples,
      Function<Sample, Optional<Double>> figure) {
    views.forEach((name, view) -> {
      String unit = view.id().unit().text();
      // As there: the number behind the name, or 0 where there is none.
      String number = name.equals(unit) ? "0" : Integer.toString(view.id().number());
      samples
          .latest(view.id())
          .flatMap(figure)
          .ifPresent(value -> family.add(value, "process_name", unit, "instance_id", number));
    });
  }
}
