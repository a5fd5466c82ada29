package dev.tend.daemon;

import dev.tend.core.cause.Actor;
import dev.tend.core.world.Request;
import dev.tend.engine.Engine;
import dev.tend.linux.NotifySocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Tells whoever started the daemon how it is, where `NOTIFY_SOCKET` says that somebody wants to
/// know: systemd does, for units of `Type=notify` (sd_notify(3)).
///
/// A watchdog is fed only where `WATCHDOG_USEC` asks for it, at half its interval and by the loop
/// itself, so that a loop that hangs starves it. Otherwise an idle daemon stays idle.
final class Announcer implements Runnable, AutoCloseable {

  private static final Logger LOG = System.getLogger("dev.tend.daemon");

  private final Optional<NotifySocket> socket;
  private final Map<String, String> env;
  private final Engine engine;
  private Optional<ScheduledExecutorService> watchdog = Optional.empty();
  private boolean stopping;

  Announcer(Map<String, String> env, Engine engine) {
    this.socket =
        Optional.ofNullable(env.get("NOTIFY_SOCKET"))
            .filter(address -> !address.isEmpty())
            .map(NotifySocket::new);
    this.env = env;
    this.engine = engine;
  }

  /// The daemon serves.
  void ready(String status) {
    say("READY=1\nSTATUS=" + status);
    if (socket.isPresent()) {
      watchdogInterval().ifPresent(this::feedWatchdog);
    }
  }

  /// Looks whether the daemon has begun to end; to be called when something happened.
  @Override
  public void run() {
    if (!stopping && engine.snapshot().ending()) {
      stopping = true;
      say("STOPPING=1");
    }
  }

  /// Does what a reload consists of, between saying that it begins and that it is over.
  <T> T reloading(Supplier<T> reload) {
    // CLOCK_MONOTONIC is where the JDK's own nanoseconds come from on Linux.
    say("RELOADING=1\nMONOTONIC_USEC=" + System.nanoTime() / 1000);
    try {
      return reload.get();
    } finally {
      say("READY=1");
    }
  }

  private Optional<Duration> watchdogInterval() {
    String usec = env.getOrDefault("WATCHDOG_USEC", "");
    String pid = env.getOrDefault("WATCHDOG_PID", "");
    boolean ours = pid.isEmpty() || pid.equals(Long.toString(ProcessHandle.current().pid()));
    return ours && usec.matches("[1-9][0-9]{0,14}")
        ? Optional.of(Duration.of(Long.parseLong(usec), ChronoUnit.MICROS))
        : Optional.empty();
  }

  private void feedWatchdog(Duration interval) {
    ScheduledThreadPoolExecutor feeder =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().name("tend-watchdog").daemon().factory());
    long half = interval.dividedBy(2).toNanos();
    var _ = feeder.scheduleAtFixedRate(this::feedThroughLoop, 0, half, TimeUnit.NANOSECONDS);
    watchdog = Optional.of(feeder);
  }

  /// A request that changes nothing is answered by a loop that turns.
  private void feedThroughLoop() {
    var _ =
        engine
            .submit(new Request.Start(List.of(), new Actor("the watchdog")))
            .thenRunAsync(() -> say("WATCHDOG=1"));
  }

  private void say(String message) {
    socket
        .flatMap(it -> it.send(message))
        .ifPresent(
            failure -> LOG.log(Level.WARNING, "cannot tell the service manager: " + failure));
  }

  @Override
  public void close() {
    watchdog.ifPresent(ScheduledExecutorService::shutdownNow);
  }
}
