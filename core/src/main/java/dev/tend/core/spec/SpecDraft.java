package dev.tend.core.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/// The values of a [ServiceSpec], open to a change of one of them.
final class SpecDraft {
  UnitName name;
  Launch launch;
  int instances;
  int priority;
  boolean autostart;
  List<Edge> edges;
  RestartMode restart;
  StartRule start;
  Backoff backoff;
  Optional<GiveUp> giveUpAfter;
  Optional<Duration> restartDelay;
  Optional<StartRetries> startRetries;
  StopRule stop;
  LogRule log;
  List<Detector> detectors;
  Optional<InstancePath> pidFile;
  Optional<Follow> follow;
  Optional<Watchdog> watchdog;
  Probes probes;
  Hooks hooks;
  SortedSet<Integer> successCodes;
  UpdateRule update;
  Timing timing;

  SpecDraft(ServiceSpec spec) {
    name = spec.name();
    launch = spec.launch();
    instances = spec.instances();
    priority = spec.priority();
    autostart = spec.autostart();
    edges = spec.edges();
    restart = spec.restart();
    start = spec.start();
    backoff = spec.backoff();
    giveUpAfter = spec.giveUpAfter();
    restartDelay = spec.restartDelay();
    startRetries = spec.startRetries();
    stop = spec.stop();
    log = spec.log();
    detectors = spec.detectors();
    pidFile = spec.pidFile();
    follow = spec.follow();
    watchdog = spec.watchdog();
    probes = spec.probes();
    hooks = spec.hooks();
    successCodes = spec.successCodes();
    update = spec.update();
    timing = spec.timing();
  }

  ServiceSpec spec() {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        edges,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log,
        detectors,
        pidFile,
        follow,
        watchdog,
        probes,
        hooks,
        successCodes,
        update,
        timing);
  }
}
