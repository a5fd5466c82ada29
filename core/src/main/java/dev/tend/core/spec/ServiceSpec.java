package dev.tend.core.spec;

import dev.tend.core.process.Exit;
import dev.tend.core.process.Signs;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/// A unit that should stay up.
///
/// @param instances how many slots it has, 0 to [#INSTANCES_MAX]
/// @param priority among units that may start at the same time the lower one goes first, and stops
///   last
/// @param autostart whether it starts with the daemon; otherwise when asked, required or wanted
/// @param edges to other units
/// @param giveUpAfter when to stop trying; empty means never
/// @param restartDelay the pause before every restart, at least [Backoff#FLOOR], in place of the
///   growing ones of `backoff`; empty means those
/// @param startRetries what follows when a start fails; empty means that the restart policy judges
///   such an end like any other
/// @param detectors what is asked before a start whether it is up already, in this order
/// @param probes what is asked about it while it lives; if they say when it is ready, `start` says
///   that they do
/// @param pidFile where the pid of the main process is written for others to read
/// @param follow which process it is, where that is not the one that its command begins as
/// @param watchdog how often it has to say that it is alive; empty means never
/// @param hooks what is run around its life
/// @param successCodes the exit codes, 0 to 255, that count as success
/// @param update how a change of this spec gets to its processes
/// @param timing when it should be up, and which later versions of it there are
public record ServiceSpec(
    UnitName name,
    Launch launch,
    int instances,
    int priority,
    boolean autostart,
    List<Edge> edges,
    RestartMode restart,
    StartRule start,
    Backoff backoff,
    Optional<GiveUp> giveUpAfter,
    Optional<Duration> restartDelay,
    Optional<StartRetries> startRetries,
    StopRule stop,
    LogRule log,
    List<Detector> detectors,
    Optional<InstancePath> pidFile,
    Optional<Follow> follow,
    Optional<Watchdog> watchdog,
    Probes probes,
    Hooks hooks,
    SortedSet<Integer> successCodes,
    UpdateRule update,
    Timing timing)
    implements UnitSpec {

  /// A typing mistake should not fill the process table; pid_max is 32768 on many hosts.
  public static final int INSTANCES_MAX = 10_000;

  /// As everywhere: 0 and nothing else.
  public static final SortedSet<Integer> SUCCESS =
      Collections.unmodifiableSortedSet(new TreeSet<>(List.of(0)));

  public ServiceSpec {
    edges = List.copyOf(edges);
    successCodes = Collections.unmodifiableSortedSet(new TreeSet<>(successCodes));
    detectors = List.copyOf(detectors);
    if (instances < 0 || instances > INSTANCES_MAX) {
      throw new IllegalArgumentException("instances is not within 0 to " + INSTANCES_MAX);
    }
    if (restartDelay.isPresent() && restartDelay.get().compareTo(Backoff.FLOOR) < 0) {
      throw new IllegalArgumentException("restart_delay is below 10ms");
    }
    if (probes.gate() != start.readiness().equals(Readiness.PROBED)) {
      throw new IllegalArgumentException("probes and the start rule know different readiness");
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
        LogRule.DEFAULT,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Probes.NONE,
        Hooks.NONE,
        SUCCESS,
        UpdateRule.TOGETHER,
        Timing.ALWAYS);
  }

  @Override
  public ServiceSpec each() {
    return this;
  }

  public ServiceSpec withName(UnitName name) {
    return with(draft -> draft.name = name);
  }

  public ServiceSpec withLaunch(Launch launch) {
    return with(draft -> draft.launch = launch);
  }

  public ServiceSpec withInstances(int instances) {
    return with(draft -> draft.instances = instances);
  }

  public ServiceSpec withPriority(int priority) {
    return with(draft -> draft.priority = priority);
  }

  public ServiceSpec withAutostart(boolean autostart) {
    return with(draft -> draft.autostart = autostart);
  }

  public ServiceSpec withEdges(List<? extends Edge> edges) {
    return with(draft -> draft.edges = List.copyOf(edges));
  }

  public ServiceSpec withRestart(RestartMode restart) {
    return with(draft -> draft.restart = restart);
  }

  public ServiceSpec withStart(StartRule start) {
    return with(draft -> draft.start = start);
  }

  public ServiceSpec withBackoff(Backoff backoff) {
    return with(draft -> draft.backoff = backoff);
  }

  public ServiceSpec withGiveUpAfter(Optional<GiveUp> giveUpAfter) {
    return with(draft -> draft.giveUpAfter = giveUpAfter);
  }

  public ServiceSpec withRestartDelay(Optional<Duration> restartDelay) {
    return with(draft -> draft.restartDelay = restartDelay);
  }

  public ServiceSpec withStartRetries(Optional<StartRetries> startRetries) {
    return with(draft -> draft.startRetries = startRetries);
  }

  public ServiceSpec withStop(StopRule stop) {
    return with(draft -> draft.stop = stop);
  }

  public ServiceSpec withLog(LogRule log) {
    return with(draft -> draft.log = log);
  }

  public ServiceSpec withDetectors(List<Detector> detectors) {
    return with(draft -> draft.detectors = detectors);
  }

  public ServiceSpec withPidFile(Optional<InstancePath> pidFile) {
    return with(draft -> draft.pidFile = pidFile);
  }

  public ServiceSpec withFollow(Optional<Follow> follow) {
    return with(draft -> draft.follow = follow);
  }

  public ServiceSpec withWatchdog(Optional<Watchdog> watchdog) {
    return with(draft -> draft.watchdog = watchdog);
  }

  /// How its process is started.
  public Launch started() {
    return follow.map(how -> launch.withCommand(how.started(launch.command()))).orElse(launch);
  }

  /// What is run to end its process; empty means that it is sent a signal.
  public Optional<Command> stopCommand() {
    return stop.command()
        .or(() -> follow.flatMap(how -> how.stop(launch.command(), stop.timeout())));
  }

  /// By what its process shows how it is.
  public Signs signs() {
    return new Signs(start.readiness(), watchdog.map(Watchdog::every), follow);
  }

  /// With these probes, which say when it is ready if one of them can.
  public ServiceSpec withProbes(Probes probes) {
    return with(draft -> {
      draft.probes = probes;
      if (probes.gate()) {
        draft.start = start.withReadiness(Readiness.PROBED);
      } else if (start.readiness().equals(Readiness.PROBED)) {
        draft.start = start.withReadiness(Readiness.UPTIME);
      }
    });
  }

  public ServiceSpec withHooks(Hooks hooks) {
    return with(draft -> draft.hooks = hooks);
  }

  public ServiceSpec withUpdate(UpdateRule update) {
    return with(draft -> draft.update = update);
  }

  public ServiceSpec withTiming(Timing timing) {
    return with(draft -> draft.timing = timing);
  }

  public ServiceSpec withSuccessCodes(SortedSet<Integer> successCodes) {
    return with(draft -> draft.successCodes = successCodes);
  }

  /// Whether an end like this is what was wanted of its process.
  public boolean succeeds(Exit exit) {
    return exit instanceof Exit.Code(int code) && successCodes.contains(code);
  }

  /// Whether its start is work that takes its time until somebody says that it is done.
  public boolean startsSlowly() {
    return !start.readiness().equals(Readiness.UPTIME) || !hooks.preStart().isEmpty();
  }

  private ServiceSpec with(Consumer<SpecDraft> change) {
    SpecDraft draft = new SpecDraft(this);
    change.accept(draft);
    return draft.spec();
  }
}
