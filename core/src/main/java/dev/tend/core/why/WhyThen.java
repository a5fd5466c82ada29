package dev.tend.core.why;

import dev.tend.core.cause.Reason;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import dev.tend.core.world.CronView;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Snapshot;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Answers why something was as it was at a moment of the past, by what was recorded.
///
/// Whoever has been in its state since before that moment need not be recorded any more: it still
/// knows why.
public final class WhyThen {
  private static final String JOB = "job_";
  private static final String REMOVED = "removed";

  private final Snapshot snapshot;
  private final Records records;
  private final Instant moment;
  private final Ages ages;

  /// @param snapshot how things are now
  public WhyThen(Snapshot snapshot, Records records, Instant moment) {
    this.snapshot = snapshot;
    this.records = records;
    this.moment = moment;
    this.ages = new Ages(new Moment(moment, 0));
  }

  /// The answer for a unit, or for its instance of that number; empty where nothing is known of it
  /// then.
  public Optional<Answer> of(UnitName unit, OptionalInt number) {
    return account(unit, number).map(first -> Walk.from(first, this::other));
  }

  private Optional<Account> other(UnitName unit) {
    return account(unit, OptionalInt.empty());
  }

  /// What somebody was at the moment.
  ///
  /// @param state as operators see it
  /// @param verb what it had been, with the verb: `had been running`
  /// @param over whether it was something that is over at once, and is told of from behind
  private record Stage(
      InstanceId who,
      String state,
      String verb,
      boolean over,
      Instant since,
      List<Reason> reasons) {

    static Stage of(InstanceId who, StateName state, Instant since, List<Reason> reasons) {
      String verb =
          switch (state) {
            case BACKOFF -> "had been between two attempts";
            case COMPLETED -> "had completed";
            case FAILED -> "had failed";
            case WAITING, STARTING, RUNNING, STOPPING, STOPPED -> "had been " + state.text();
          };
      boolean over = state == StateName.COMPLETED || state == StateName.FAILED;
      return new Stage(who, state.text(), verb, over, since, reasons);
    }

    int rank() {
      return switch (state) {
        case "failed" -> 0;
        case "backoff" -> 1;
        case "waiting" -> 2;
        case "starting" -> 3;
        case "stopping" -> 4;
        case "stopped" -> 5;
        case "completed" -> 6;
        default -> 7;
      };
    }
  }

  private Optional<Account> account(UnitName unit, OptionalInt number) {
    List<Told> told =
        records.upTo(unit, moment).stream()
            .filter(each -> number.isEmpty() || each.who().number() == number.getAsInt())
            .toList();
    Optional<Stage> whole = number.isPresent() ? Optional.empty() : whole(unit, told);
    SortedMap<Integer, Stage> instances = instances(unit, number, told);
    return whole
        .or(() ->
            instances.values().stream()
                .min(
                    Comparator.comparingInt(Stage::rank)
                        .thenComparingInt(stage -> stage.who().number())))
        .map(stage ->
            account(
                stage,
                told,
                whole.isEmpty() && instances.size() > 1,
                whole.isPresent() ? told(stage) : came(stage)));
  }

  /// What a job or a cron job was.
  private Optional<Stage> whole(UnitName unit, List<Told> told) {
    Optional<JobView> job =
        snapshot.job(unit).filter(view -> !view.state().since().wall().isAfter(moment));
    CronView cron = snapshot.crons().get(unit);
    if (job.isPresent()) {
      String phase = job.get().state().phaseName();
      Instant since = job.get().state().since().wall();
      List<Reason> reasons = Reason.of(job.get().state().cause());
      return Optional.of(
          new Stage(new InstanceId(unit, 1), phase, "had been " + phase, false, since, reasons));
    }
    return told.stream()
        .filter(each ->
            each.type().startsWith(JOB)
                || (cron == null ? isRemoved(each, told) : each.to().isEmpty()))
        .findFirst()
        .map(WhyThen::whole);
  }

  /// Whether it told of the unit's end as a unit, after which nothing of it was started.
  private static boolean isRemoved(Told each, List<Told> told) {
    return each.type().equals(REMOVED)
        && told.subList(0, told.indexOf(each)).stream()
            .flatMap(later -> later.to().stream())
            .noneMatch(state -> state == StateName.STARTING || state == StateName.RUNNING);
  }

  private static Stage whole(Told last) {
    boolean job = last.type().startsWith(JOB);
    String what =
        switch (last.type()) {
          case "job_started", "job_resumed" -> "active";
          case "job_completed" -> "complete";
          case "resumed" -> "waiting";
          default -> job ? last.type().substring(JOB.length()) : last.type();
        };
    return new Stage(
        new InstanceId(last.who().unit(), 1),
        what,
        "had been " + what,
        false,
        last.at(),
        last.reasons());
  }

  private SortedMap<Integer, Stage> instances(UnitName unit, OptionalInt number, List<Told> told) {
    SortedMap<Integer, Stage> stages = new TreeMap<>();
    for (Told each : told) {
      each.to()
          .ifPresent(state ->
              stages.putIfAbsent(
                  each.who().number(), Stage.of(each.who(), state, each.at(), each.reasons())));
    }
    for (InstanceView view : snapshot.instances()) {
      boolean meant =
          view.id().unit().equals(unit)
              && (number.isEmpty() || view.id().number() == number.getAsInt());
      if (meant && !view.since().isAfter(moment)) {
        stages.put(
            view.id().number(),
            Stage.of(view.id(), view.state(), view.since(), Reason.of(view.cause())));
      }
    }
    return stages;
  }

  private Account account(
      Stage stage, List<Told> told, boolean several, Optional<Answer.NextStep> next) {
    String name = several ? stage.who().toString() : stage.who().unit().text();
    String age = ages.of(stage.since());
    String sentence =
        name + " " + stage.verb() + (stage.over() ? " " + age + " before" : " for " + age);
    Optional<Reason> against = against(stage, told);
    List<Reason> reasons =
        against
            .map(List::of)
            .orElseGet(() -> Adoptions.explains(stage.who(), byThen(stage.reasons()), told));
    Optional<Reason> edge = edge(stage, reasons);
    return new Account(
        stage.who(),
        name,
        stage.state(),
        stage.since(),
        sentence + (against.isPresent() ? ", and was not ready" : "") + amiss(stage, told),
        edge.map(last -> reasons.subList(0, reasons.indexOf(last) + 1)).orElse(reasons),
        edge.flatMap(Reason::unit),
        edge.filter(_ -> isWaiting(stage)).map(WhyThen::lacking).stream().toList(),
        next,
        List.of(),
        List.of());
  }

  /// Which hooks had failed, and did not matter: those of a job's workers behind their numbers.
  private String amiss(Stage stage, List<Told> told) {
    if (snapshot.job(stage.who().unit()).isPresent()) {
      return told.stream()
          .map(Told::who)
          .distinct()
          .sorted()
          .flatMap(who ->
              Mishaps.in(told, who).stream().map(what -> "; worker " + who.number() + ": " + what))
          .collect(Collectors.joining());
    }
    boolean lives =
        stage.state().equals(StateName.STARTING.text())
            || stage.state().equals(StateName.RUNNING.text());
    return lives
        ? Mishaps.in(told, stage.who()).stream()
            .map(what -> "; " + what)
            .collect(Collectors.joining())
        : "";
  }

  /// The reason that lies with another unit: what somebody waited for, or the last of all.
  private Optional<Reason> edge(Stage stage, List<Reason> reasons) {
    return reasons.stream()
        .filter(each -> isWaiting(stage) || each.equals(reasons.getLast()))
        .filter(each -> each.unit().filter(this::lacked).isPresent())
        .findFirst();
  }

  /// What it waited for, also where the edge took it down first: `db is not ready`.
  private static String lacking(Reason edge) {
    return edge.sentence().contains(" is being ")
        ? edge.unit().orElseThrow() + " to come back"
        : edge.sentence();
  }

  private static boolean isWaiting(Stage stage) {
    return stage.state().equals(StateName.WAITING.text());
  }

  /// What was the cause of something only later is left out.
  private List<Reason> byThen(List<Reason> reasons) {
    List<Reason> known = reasons.stream().filter(each -> !each.at().isAfter(moment)).toList();
    return known.isEmpty() ? List.of(reasons.getLast()) : known;
  }

  /// For what a running instance was not ready.
  private static Optional<Reason> against(Stage stage, List<Told> told) {
    return told.stream()
        .filter(each -> each.who().equals(stage.who()) && !each.at().isBefore(stage.since()))
        .filter(each -> each.type().equals("ready") || each.type().equals("not_ready"))
        .findFirst()
        .filter(each -> each.type().equals("not_ready"))
        .filter(_ -> stage.state().equals(StateName.RUNNING.text()))
        .map(each -> each.reasons().getFirst());
  }

  private boolean lacked(UnitName unit) {
    return other(unit).filter(account -> !account.state().equals("running")).isPresent();
  }

  /// Into which state an instance came next, as is known by now.
  private Optional<Answer.NextStep> came(Stage stage) {
    return records.after(stage.who().unit(), moment).stream()
        .filter(each -> each.who().equals(stage.who()) && each.to().isPresent())
        .findFirst()
        .map(each -> step(each, "it became " + each.to().map(StateName::text).orElse(each.type())));
  }

  /// What a job or a cron job came to next.
  private Optional<Answer.NextStep> told(Stage stage) {
    return records.after(stage.who().unit(), moment).stream()
        .filter(each -> each.to().isEmpty())
        .filter(
            each -> each.type().startsWith(JOB) || snapshot.crons().containsKey(stage.who().unit()))
        .findFirst()
        .map(each -> step(each, each.type().replaceFirst("^" + JOB, "")));
  }

  private static Answer.NextStep step(Told told, String what) {
    return new Answer.NextStep(told.at(), what + ": " + told.reasons().getFirst().sentence());
  }
}
