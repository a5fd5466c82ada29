package dev.tend.daemon;

import dev.tend.api.Codec;
import dev.tend.api.DaemonStatus;
import dev.tend.api.TendVersion;
import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.core.cause.Actor;
import dev.tend.core.spec.Configuration;
import dev.tend.daemon.history.HistoryStore;
import dev.tend.daemon.http.Call;
import dev.tend.daemon.http.HttpServer;
import dev.tend.daemon.http.Limits;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.provisr.Measures;
import dev.tend.daemon.provisr.ProvisrApi;
import dev.tend.daemon.registry.Fallback;
import dev.tend.daemon.registry.Registry;
import dev.tend.daemon.routes.Api;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.daemon.routes.JobFile;
import dev.tend.daemon.routes.Router;
import dev.tend.engine.Engine;
import dev.tend.engine.Loop;
import dev.tend.linux.LinuxClock;
import dev.tend.linux.LinuxKernel;
import dev.tend.linux.LinuxOutput;
import dev.tend.linux.RunRecords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// One daemon: everything that it consists of, put together by hand.
///
/// It knows its units before it listens, so that nobody is told that there are none; and it listens
/// before it supervises, so that who opens a stream in between misses nothing. Units start with
/// [#run].
final class Daemon implements AutoCloseable {

  private static final Logger LOG = System.getLogger("dev.tend.daemon");

  /// A thousand services are up by then.
  private static final Duration SETTLING = Duration.ofSeconds(2);

  private final Places places;
  private final ConfigurationFile file;
  private final RuntimeLock lock;
  private final ObservedOutput output;
  private final LinuxClock clock = new LinuxClock();
  private final LinuxKernel kernel;
  private final RunRecords records;
  private final HistoryStore history;
  private final Loop loop;
  private final Announcer announcer;
  private final ConfigurationSource registry;
  private final HttpServer server;
  private final Optional<ProvisrSettings> provisr;
  private final Optional<Measures> measures;
  private final Optional<HttpServer> metricsServer;
  private final Optional<InetSocketAddress> tcp;
  private final Instant started = InstantSource.system().instant();

  private Daemon(Places places, ConfigurationFile file, RuntimeLock lock)
      throws IOException, Refusal {
    this.places = places;
    this.file = file;
    this.lock = lock;
    Configuration first = file.inForce();
    LossReport losses = new LossReport();
    LinuxOutput files =
        new LinuxOutput(
            places.runtime(), first.logDirectory().map(Path::of).orElse(places.log()), losses);
    output = new ObservedOutput(files);
    kernel =
        new LinuxKernel(
            file.env(),
            places.socket().toString(),
            files,
            Optional.of(places.runtime().toAbsolutePath()),
            losses);
    records = new RunRecords(places.runtime(), places.state());
    Codec codec = new Codec();
    history = HistoryStore.open(places.runtime(), places.state(), first.history(), codec);
    loop =
        new Loop(
            kernel,
            clock,
            records,
            history,
            output,
            new SplittableRandom()::nextDouble,
            Daemon::defect);
    losses.to(loop);
    history.to(loop);
    loop.open(first);
    file.held()
        .ifPresent(kept ->
            loop.report("went_back", "the configuration before is in force: " + kept.why()));
    announcer = new Announcer(file.env(), loop);
    registry =
        new AnnouncedReload(new Registry(file, loop, new Fallback(places.state())), announcer);
    provisr = file.first().foreign().provisr();
    measures = provisr.map(settings -> new Measures(settings.metrics(), loop));
    server = new HttpServer(site(codec), Limits.DEFAULT, codec, this::cut);
    metricsServer = serveMetrics(codec);
    // The socket last: once it answers, the daemon can be reached in every way that there is.
    tcp =
        first.listen().isPresent()
            ? Optional.of(
                server.listen(new ListenAddress("[server] listen", first.listen().get()).resolve()))
            : Optional.empty();
    server.listen(places.socket());
  }

  /// What is served: the API, behind that of another system where the configuration is one of its.
  private Function<Call, Response> site(Codec codec) {
    JobFile jobs = provisr.isPresent() ? ProvisrApi.jobFile(codec) : JobFile.own(codec);
    Router own =
        Api.router(loop, output, history.past(), codec, clock, registry, jobs, this::status);
    if (provisr.isEmpty() || measures.isEmpty()) {
      return own;
    }
    return ProvisrApi.of(
        provisr.get(), measures.get(), loop, registry, output, history.past(), codec, own);
  }

  /// Provisr's page for Prometheus has an address of its own.
  private Optional<HttpServer> serveMetrics(Codec codec) throws IOException, Refusal {
    Optional<String> listen = provisr.flatMap(settings -> settings.metrics().listen());
    Optional<Function<Call, Response>> site = measures.flatMap(Measures::site);
    if (listen.isEmpty() || site.isEmpty()) {
      return Optional.empty();
    }
    HttpServer metrics = new HttpServer(site.get(), Limits.DEFAULT, codec, this::cut);
    metrics.listen(new ListenAddress("[metrics] listen", listen.get()).resolve());
    return Optional.of(metrics);
  }

  private void cut(String sentence) {
    loop.report("follower_cut", sentence);
  }

  private void count() {
    measures.ifPresent(Measures::count);
  }

  /// Takes the runtime directory and opens the sockets; no unit is started yet.
  static Daemon open(Places places, ConfigurationFile file) throws Refusal {
    places.prepare();
    RuntimeLock lock = RuntimeLock.take(places.runtime());
    try {
      return new Daemon(places, file, lock);
    } catch (IOException | UncheckedIOException failed) {
      throw new Refusal("cannot start: " + failed.getMessage());
    }
  }

  private static void defect(String where, RuntimeException defect) {
    LOG.log(Level.ERROR, where + " broke by a mistake in Tend", defect);
  }

  /// A programs directory holds what people wrote, too.
  private boolean goesWithItsJob(Path file) {
    return provisr.isEmpty() || ProvisrApi.isRegistered(file, new Codec());
  }

  private DaemonStatus status() {
    return new DaemonStatus(
        Math.toIntExact(ProcessHandle.current().pid()),
        TendVersion.current().text(),
        started.truncatedTo(ChronoUnit.MILLIS).toString(),
        file.path().toAbsolutePath().normalize().toString(),
        loop.snapshot().ending(),
        provisr.map(ProvisrSettings::basePath).orElse(null),
        history.status());
  }

  Engine engine() {
    return loop;
  }

  /// Where TCP connections come in, if they do.
  Optional<InetSocketAddress> tcp() {
    return tcp;
  }

  /// Supervises until a shutdown is complete.
  void run() {
    FutureTask<Boolean> supervision = new FutureTask<>(loop::run, true);
    try (Signals _ = new Signals(loop, this::reload);
        FeedWatch _ = FeedWatch.start(loop, announcer);
        FeedWatch _ = FeedWatch.start(loop, new ExpiredJobs(loop, registry, this::goesWithItsJob));
        FeedWatch _ = metricsServer.isPresent() ? FeedWatch.start(loop, this::count) : null) {
      Thread.ofPlatform().name("tend-loop").start(supervision);
      announcer.ready("serves " + file.path());
      awaitEnd(supervision);
    } catch (InterruptedException | ExecutionException broken) {
      throw new IllegalStateException("the loop broke", broken);
    }
  }

  /// What a start leaves behind is a third of the heap, and an idle daemon allocates nothing that
  /// would ever have it collected.
  private static void awaitEnd(FutureTask<Boolean> supervision)
      throws InterruptedException, ExecutionException {
    try {
      supervision.get(SETTLING.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException settled) {
      System.gc();
      supervision.get();
    }
  }

  /// On a thread of its own, since the loop has to answer meanwhile.
  private void reload(Actor actor) {
    Thread.startVirtualThread(() -> say(registry.reload(actor)));
  }

  private static void say(ConfigurationSource.Outcome outcome) {
    switch (outcome) {
      case ConfigurationSource.Outcome.Done(var _, var notices) ->
          notices.forEach(notice -> LOG.log(Level.WARNING, notice));
      case ConfigurationSource.Outcome.Refused(var refusal) ->
          LOG.log(Level.ERROR, "reload refused: " + refusal.sentence());
      case ConfigurationSource.Outcome.Mistaken(var problems) -> {
        LOG.log(Level.ERROR, "reload refused, nothing was changed");
        problems.forEach(problem -> LOG.log(Level.ERROR, problem));
      }
    }
  }

  /// Lets go of everything; processes that were to be kept live on.
  @Override
  public void close() throws IOException {
    announcer.close();
    if (loop.snapshot().instances().stream().anyMatch(view -> view.pid().isPresent())) {
      output.leave();
    } else {
      output.close();
    }
    metricsServer.ifPresent(HttpServer::close);
    measures.ifPresent(Measures::close);
    server.close();
    kernel.close();
    records.close();
    history.close();
    clock.close();
    Files.deleteIfExists(places.socket());
    lock.close();
  }
}
