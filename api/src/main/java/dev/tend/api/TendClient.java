package dev.tend.api;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The calls of the API, typed. Safe for any number of threads; each call has a connection of its
/// own, which on a unix socket costs next to nothing.
///
/// A SELECTOR is a unit (`web`), an instance (`web.2`), a pattern (`web*`) or a group (`@backend`).
public final class TendClient {

  /// The daemon answers at once, whatever it then goes on to do: who takes longer hangs.
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Caller caller;

  public TendClient(Endpoint endpoint, Optional<String> token) {
    this(endpoint, token, PATIENCE);
  }

  /// @param patience how long an answer may take
  public TendClient(Endpoint endpoint, Optional<String> token, Duration patience) {
    this.caller = new Caller(endpoint, token, patience, new Codec());
  }

  public Endpoint endpoint() {
    return caller.endpoint();
  }

  /// What the records are read with, for those who print them again.
  public Codec codec() {
    return caller.codec();
  }

  /// The instances that any of the selectors means; none means all.
  public Outcome<List<InstanceStatus>> units(List<String> selectors) {
    Target target = Target.of("v1", "units");
    for (String selector : selectors) {
      target = target.with("select", selector);
    }
    return list(target, InstanceStatus.class);
  }

  public Outcome<CommandResult> start(String selector) {
    return command(Target.of("v1", "units", selector, "start"));
  }

  /// Starts units, those outside their windows too, until those open.
  public Outcome<CommandResult> startForced(String selector) {
    return command(Target.of("v1", "units", selector, "start").with("force", "true"));
  }

  public Outcome<CommandResult> stop(String selector) {
    return command(Target.of("v1", "units", selector, "stop"));
  }

  public Outcome<CommandResult> restart(String selector) {
    return command(Target.of("v1", "units", selector, "restart"));
  }

  /// Restarts instances a few at a time.
  ///
  /// @param atOnce how many may be down at once
  public Outcome<CommandResult> roll(String selector, int atOnce) {
    return command(
        Target.of("v1", "units", selector, "restart").with("rolling", Integer.toString(atOnce)));
  }

  /// The rolling restarts that are under way, and the last ones that ended.
  public Outcome<List<RollStatus>> rolls() {
    return list(Target.of("v1", "rolls"), RollStatus.class);
  }

  /// What has to do with any of the selectors; none means all.
  public Outcome<Graph> graph(List<String> selectors) {
    Target target = Target.of("v1", "graph");
    for (String selector : selectors) {
      target = target.with("select", selector);
    }
    return one("GET", target, Graph.class);
  }

  public Outcome<CommandResult> scale(String unit, int instances) {
    return command(
        Target.of("v1", "units", unit, "scale").with("instances", Integer.toString(instances)));
  }

  /// For several instances: of the one that is worst off. What comes by itself.
  ///
  /// @param from ISO 8601
  /// @param length a duration, as in `7d`
  public Outcome<List<ForecastItem>> forecast(String from, String length) {
    return list(
        Target.of("v1", "forecast").with("from", from).with("for", length), ForecastItem.class);
  }

  /// How long the runs of cron jobs took, of those that had any.
  public Outcome<List<CronTimes>> forecastPast() {
    return list(Target.of("v1", "forecast", "past"), CronTimes.class);
  }

  public Outcome<WhyAnswer> why(String selector) {
    return why(selector, Optional.empty());
  }

  /// Why it is as it is, or was.
  ///
  /// @param at a moment of the past, in ISO 8601, or a duration ago (`1h30m`); empty for now
  public Outcome<WhyAnswer> why(String selector, Optional<String> at) {
    Target target = Target.of("v1", "units", selector, "why");
    return one("GET", at.isPresent() ? target.with("at", at.get()) : target, WhyAnswer.class);
  }

  public Outcome<Follow<LogLine>> logs(LogQuery query) {
    return caller.follow(query.target(), Optional.empty(), LogLine.class);
  }

  /// Output from where an earlier stream of the same query was left.
  ///
  /// @param lastId the id of the last [Step.Item]
  public Outcome<Follow<LogLine>> logs(LogQuery query, String lastId) {
    return caller.follow(query.target(), Optional.of(lastId), LogLine.class);
  }

  /// The events that are still known.
  public Outcome<List<EventRecord>> events(EventQuery query) {
    return list(query.target(), EventRecord.class);
  }

  /// The events that are still known, then those to come.
  public Outcome<Follow<EventRecord>> followEvents(EventQuery query) {
    return caller.follow(
        query.target().with("follow", "true"), Optional.empty(), EventRecord.class);
  }

  /// Events from where an earlier stream was left.
  ///
  /// @param lastId the id of the last [Step.Item]
  public Outcome<Follow<EventRecord>> followEvents(EventQuery query, String lastId) {
    return caller.follow(
        query.target().with("follow", "true"), Optional.of(lastId), EventRecord.class);
  }

  /// The runs that are still known, in the order in which they began.
  public Outcome<List<RunRecord>> runs(RunQuery query) {
    return list(query.target(), RunRecord.class);
  }

  public Outcome<ReloadResult> reload() {
    return one("POST", Target.of("v1", "reload"), ReloadResult.class);
  }

  /// Registers a unit, which starts and outlives the daemon.
  ///
  /// @param unit a configuration of one unit, of maps, lists, strings, numbers and booleans
  public Outcome<ReloadResult> register(Object unit) {
    return caller.call(
        "POST",
        Target.of("v1", "registrations"),
        Optional.of(codec().writeAny(unit)),
        exchange -> codec().read(ReloadResult.class, exchange.text()));
  }

  /// Stops a unit that was registered, and forgets it.
  public Outcome<ReloadResult> unregister(String unit) {
    return one("DELETE", Target.of("v1", "registrations", unit), ReloadResult.class);
  }

  public Outcome<List<JobStatus>> jobs() {
    return list(Target.of("v1", "jobs"), JobStatus.class);
  }

  public Outcome<JobStatus> job(String name) {
    return one("GET", Target.of("v1", "jobs", name), JobStatus.class);
  }

  /// @param verb `run`, `stop`, `suspend` or `resume`
  public Outcome<CommandResult> commandJob(String name, String verb) {
    return command(Target.of("v1", "jobs", name, verb));
  }

  /// Adds a job, which runs and outlives the daemon.
  ///
  /// @param job its name and the keys of its spec
  public Outcome<ReloadResult> addJob(Map<String, Object> job) {
    return caller.call(
        "POST",
        Target.of("v1", "jobs"),
        Optional.of(codec().writeAny(job)),
        exchange -> codec().read(ReloadResult.class, exchange.text()));
  }

  /// Stops a job that was added, and forgets it.
  public Outcome<ReloadResult> deleteJob(String name) {
    return one("DELETE", Target.of("v1", "jobs", name), ReloadResult.class);
  }

  /// What putting a configuration in force would do.
  public Outcome<PlanAnswer> plan(PlanQuery query) {
    return one("POST", query.target("plan"), PlanAnswer.class);
  }

  /// What another restart policy would have made of a service's recorded runs.
  ///
  /// @param policy `KEY=VALUE`, in the words of a configuration file
  /// @param since only runs that had not ended by then
  public Outcome<List<PolicyTrial>> simulate(
      String unit, List<String> policy, Optional<String> since) {
    Target target = Target.of("v1", "units", unit, "simulate");
    for (String change : policy) {
      target = target.with("policy", change);
    }
    return list(since.isPresent() ? target.with("since", since.get()) : target, PolicyTrial.class);
  }

  /// Puts a configuration in force.
  public Outcome<PlanAnswer> apply(PlanQuery query) {
    return one("POST", query.target("apply"), PlanAnswer.class);
  }

  public Outcome<List<GroupStatus>> groups() {
    return list(Target.of("v1", "groups"), GroupStatus.class);
  }

  public Outcome<GroupStatus> group(String name) {
    return one("GET", Target.of("v1", "groups", name), GroupStatus.class);
  }

  public Outcome<CommandResult> startGroup(String name) {
    return command(Target.of("v1", "groups", name, "start"));
  }

  public Outcome<CommandResult> stopGroup(String name) {
    return command(Target.of("v1", "groups", name, "stop"));
  }

  public Outcome<List<CronStatus>> crons() {
    return list(Target.of("v1", "cron"), CronStatus.class);
  }

  public Outcome<CronStatus> cron(String name) {
    return one("GET", Target.of("v1", "cron", name), CronStatus.class);
  }

  /// What became of its latest firings, the oldest first.
  public Outcome<List<CronFiring>> cronHistory(String name) {
    return list(Target.of("v1", "cron", name, "history"), CronFiring.class);
  }

  /// @param verb `suspend`, `resume` or `trigger`
  public Outcome<CommandResult> tellCron(String name, String verb) {
    return command(Target.of("v1", "cron", name, verb));
  }

  /// Asks the daemon to end; it answers before it does.
  ///
  /// @param keep whether the processes stay
  public Outcome<Boolean> shutdown(boolean keep) {
    Target target = Target.of("v1", "shutdown").with("keep", Boolean.toString(keep));
    return caller.call("POST", target, exchange -> exchange.bytes().length > 0);
  }

  public Outcome<DaemonStatus> daemon() {
    return one("GET", Target.of("v1", "daemon"), DaemonStatus.class);
  }

  /// Whether the daemon calls itself healthy.
  public Outcome<Boolean> healthy() {
    return caller.call("GET", Target.of("healthz"), exchange -> exchange.text().startsWith("ok"));
  }

  private Outcome<CommandResult> command(Target target) {
    return one("POST", target, CommandResult.class);
  }

  private <T> Outcome<T> one(String method, Target target, Class<T> type) {
    return caller.call(method, target, exchange -> caller.codec().read(type, exchange.text()));
  }

  private <T> Outcome<List<T>> list(Target target, Class<T> type) {
    return caller.call("GET", target, exchange -> caller.codec().readList(type, exchange.bytes()));
  }
}
