package dev.tend.daemon.metrics;

import static dev.tend.daemon.metrics.Exposition.Type.COUNTER;
import static dev.tend.daemon.metrics.Exposition.Type.GAUGE;

import dev.tend.api.DaemonStatus;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Snapshot;
import dev.tend.linux.ProcessVitals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Tend's own figures, taken at the moment at which somebody asks for them: nothing is measured
/// meanwhile, and nothing is kept.
public final class MetricsPage {

  private static final double NANOS_PER_SECOND = 1e9;

  private final DaemonStatus daemon;
  private final Exposition page = new Exposition();
  private final List<InstanceView> instances;
  private final List<Alive> alive = new ArrayList<>();
  private final long boot = ProcessVitals.bootSeconds();

  /// An instance whose process lives.
  private record Alive(InstanceView view, ProcessVitals vitals) {}

  private MetricsPage(
      Snapshot snapshot,
      DaemonStatus daemon,
      Function<ProcessRef, Optional<ProcessVitals>> measure) {
    this.daemon = daemon;
    this.instances = snapshot.instances();
    for (InstanceView view : instances) {
      view.process().flatMap(measure).ifPresent(vitals -> alive.add(new Alive(view, vitals)));
    }
  }

  /// The page now.
  public static String of(Snapshot snapshot, DaemonStatus daemon) {
    return of(snapshot, daemon, ProcessVitals::of);
  }

  /// @param measure what a process uses; empty once it has ended
  static String of(
      Snapshot snapshot,
      DaemonStatus daemon,
      Function<ProcessRef, Optional<ProcessVitals>> measure) {
    return new MetricsPage(snapshot, daemon, measure).write();
  }

  private String write() {
    page.family("tend_build_info", GAUGE, "Always 1; the version of Tend.")
        .add(1, "version", daemon.version());
    states();
    processes();
    itself();
    return page.toString();
  }

  private void states() {
    var up = page.family("tend_instance_up", GAUGE, "Whether the instance is running.");
    instances.forEach(view -> add(up, view, view.state() == StateName.RUNNING ? 1 : 0));
    var state = page.family("tend_instance_state", GAUGE, "1 for the state that it is in.");
    for (InstanceView view : instances) {
      for (StateName name : StateName.values()) {
        add(state, view, view.state() == name ? 1 : 0, "state", name.text());
      }
    }
    var restarts =
        page.family(
            "tend_instance_restarts_total",
            COUNTER,
            "How often a process was started again without anybody asking.");
    instances.forEach(view -> add(restarts, view, view.restarts()));
  }

  private void processes() {
    each(
        "tend_instance_start_time_seconds",
        GAUGE,
        "When its main process started, since the epoch.",
        vitals -> vitals.startSeconds(boot));
    each(
        "tend_process_cpu_seconds_total",
        COUNTER,
        "CPU time that its main process has used.",
        MetricsPage::cpuSeconds);
    each(
        "tend_process_resident_memory_bytes",
        GAUGE,
        "Memory of its main process that is in RAM.",
        ProcessVitals::residentBytes);
    each("tend_process_threads", GAUGE, "Threads of its main process.", ProcessVitals::threads);
    var files =
        page.family("tend_process_open_fds", GAUGE, "File descriptors of its main process.");
    for (Alive one : alive) {
      one.vitals().openFiles().ifPresent(count -> add(files, one.view(), count));
    }
  }

  private void each(
      String name, Exposition.Type type, String help, ToDoubleFunction<ProcessVitals> figure) {
    var family = page.family(name, type, help);
    alive.forEach(one -> add(family, one.view(), figure.applyAsDouble(one.vitals())));
  }

  private static void add(
      Exposition.Family family, InstanceView view, double value, String... more) {
    List<String> labels = new ArrayList<>();
    labels.addAll(List.of("unit", view.id().unit().text()));
    labels.addAll(List.of("instance", Integer.toString(view.id().number())));
    labels.addAll(List.of(more));
    family.add(value, labels.toArray(String[]::new));
  }

  private void itself() {
    if (daemon.history() != null) {
      page.family(
              "tend_history_dropped_total",
              COUNTER,
              "Events and runs that the history had no room for since the daemon started.")
          .add((double) daemon.history().dropped());
    }
    Optional<ProcessVitals> own = ProcessVitals.ofThisProcess();
    own(
        "process_cpu_seconds_total",
        COUNTER,
        "CPU time of the daemon.",
        own,
        MetricsPage::cpuSeconds);
    own(
        "process_resident_memory_bytes",
        GAUGE,
        "Memory of the daemon that is in RAM.",
        own,
        ProcessVitals::residentBytes);
    own(
        "process_virtual_memory_bytes",
        GAUGE,
        "Addresses of the daemon that mean something.",
        own,
        ProcessVitals::virtualBytes);
    own(
        "process_start_time_seconds",
        GAUGE,
        "When the daemon started, since the epoch.",
        own,
        vitals -> vitals.startSeconds(boot));
    own("process_threads", GAUGE, "Threads of the daemon.", own, ProcessVitals::threads);
    own(
        "process_open_fds",
        GAUGE,
        "File descriptors of the daemon.",
        own.filter(vitals -> vitals.openFiles().isPresent()),
        vitals -> vitals.openFiles().orElseThrow());
  }

  private void own(
      String name,
      Exposition.Type type,
      String help,
      Optional<ProcessVitals> own,
      ToDoubleFunction<ProcessVitals> figure) {
    own.ifPresent(vitals -> page.family(name, type, help).add(figure.applyAsDouble(vitals)));
  }

  private static double cpuSeconds(ProcessVitals vitals) {
    return vitals.cpuNanos() / NANOS_PER_SECOND;
  }
}
