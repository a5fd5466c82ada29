package dev.tend.core.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A unit that should stay up.
///
/// @param instances how many slots it has, 0 to [#INSTANCES_MAX]
/// @param priority among units that may start at the same time the lower one goes first, and stops
///   last
/// @param autostart whether it starts with the daemon; otherwise when asked or required
/// @param giveUpAfter when to stop trying; empty means never
/// @param restartDelay the pause before every restart, at least [Backoff#FLOOR], in place of the
///   growing ones of `backoff`; empty means those
/// @param startRetries what follows when a start fails; empty means that the restart policy judges
///   such an end like any other
public record ServiceSpec(
    UnitName name,
    Launch launch,
    int instances,
    int priority,
    boolean autostart,
    List<Requirement> requires,
    RestartMode restart,
    StartRule start,
    Backoff backoff,
    Optional<GiveUp> giveUpAfter,
    Optional<Duration> restartDelay,
    Optional<StartRetries> startRetries,
    StopRule stop,
    LogRule log)
    implements UnitSpec {

  /// A typing mistake should not fill the process table; pid_max is 32768 on many hosts.
  public static final int INSTANCES_MAX = 10_000;

  public ServiceSpec {
    requires = List.copyOf(requires);
    if (instances < 0 || instances > INSTANCES_MAX) {
      throw new IllegalArgumentException("instances is not within 0 to " + INSTANCES_MAX);
    }
    if (restartDelay.isPresent() && restartDelay.get().compareTo(Backoff.FLOOR) < 0) {
      throw new IllegalArgumentException("restart_delay is below 10ms");
    }
  }

  /// A service with every default, to be changed with the `with…` methods.
  public static ServiceSpec of(String name, String... argv) {
    return new ServiceSpec(
        new UnitName(name),
        Launch.of(new Command(List.of(argv))),
        1,
        0,
        true,
        List.of(),
        RestartMode.ON_FAILURE,
        StartRule.DEFAULT,
        Backoff.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        StopRule.DEFAULT,
        LogRule.DEFAULT);
  }

  public ServiceSpec withLaunch(Launch launch) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withInstances(int instances) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withPriority(int priority) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withAutostart(boolean autostart) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withRequires(List<Requirement> requires) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withRestart(RestartMode restart) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withStart(StartRule start) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withBackoff(Backoff backoff) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withGiveUpAfter(Optional<GiveUp> giveUpAfter) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withRestartDelay(Optional<Duration> restartDelay) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withStartRetries(Optional<StartRetries> startRetries) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withStop(StopRule stop) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }

  public ServiceSpec withLog(LogRule log) {
    return new ServiceSpec(
        name,
        launch,
        instances,
        priority,
        autostart,
        requires,
        restart,
        start,
        backoff,
        giveUpAfter,
        restartDelay,
        startRetries,
        stop,
        log);
  }
}
