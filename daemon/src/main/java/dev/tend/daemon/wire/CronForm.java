package dev.tend.daemon.wire;

import dev.tend.api.CronFiring;
import dev.tend.api.CronStatus;
import dev.tend.api.InstanceStatus;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Firing;
import dev.tend.core.cron.Skip;
import dev.tend.core.world.CronView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says in the words of the API what a cron job is.
public record CronForm(CronView view) {

  private static final String SUCCEEDED = "succeeded";

  private CronRule rule() {
    return view.spec().rule();
  }

  public CronStatus status() {
    return new CronStatus(
        view.spec().name().text(),
        rule().schedule().toString(),
        rule().schedule().words(),
        rule().schedule().ownZone().orElse(rule().zone()).getId(),
        view.suspended(),
        view.state()
            .standing()
            .map(word ->
                new CronStatus.Word(word.suspended(), word.by().who(), IsoTime.of(word.at())))
            .orElse(null),
        rule().overlap().name().toLowerCase(Locale.ROOT),
        rule().missed().name().toLowerCase(Locale.ROOT),
        view.next().map(IsoTime::of).orElse(null),
        view.last()
            .map(last -> new CronStatus.Last(IsoTime.of(last.at()), last.result(), last.reason()))
            .orElse(null),
        view.state().active().stream()
            .map(run ->
                new CronStatus.Active(
                    name(run.number()),
                    IsoTime.of(run.firing().at()),
                    IsoTime.of(run.started()),
                    run.stopping()))
            .toList(),
        view.state().waiting().size());
  }

  private String name(long number) {
    return view.spec().run(number).text();
  }

  /// One that happened at some time, for putting them in order.
  private record Told(Instant at, CronFiring firing) {}

  /// What became of its latest firings, the oldest first; what has not ended comes last.
  public List<CronFiring> history() {
    List<Told> all = new ArrayList<>();
    for (CronState.Result run : view.state().results()) {
      all.add(
          new Told(
              run.ended(),
              one(
                  run.firing(),
                  run.success() ? SUCCEEDED : "failed",
                  run.sentence(),
                  Optional.of(run.number()),
                  Optional.of(run.started()),
                  Optional.of(run.ended()))));
    }
    for (Skip skip : view.state().skips()) {
      String because = skip.asked() ? "somebody asked for a run" : "its schedule";
      all.add(
          new Told(
              skip.at(),
              new CronFiring(
                  IsoTime.of(skip.first()),
                  IsoTime.of(skip.last()),
                  skip.count(),
                  because,
                  "skipped",
                  skip.reason().sentence(),
                  null,
                  null,
                  null)));
    }
    for (CronState.Active run : view.state().active()) {
      all.add(
          new Told(
              Instant.MAX,
              one(
                  run.firing(),
                  "running",
                  run.stopping() ? "it is being stopped" : "it goes on",
                  Optional.of(run.number()),
                  Optional.of(run.started()),
                  Optional.empty())));
    }
    for (CronState.Waiting waiting : view.state().waiting()) {
      all.add(
          new Told(
              Instant.MAX,
              one(
                  waiting.firing(),
                  "waiting",
                  "its turn comes at " + waiting.due() + " at the earliest",
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty())));
    }
    return all.stream().sorted(Comparator.comparing(Told::at)).map(Told::firing).toList();
  }

  private CronFiring one(
      Firing firing,
      String result,
      String reason,
      Optional<Long> number,
      Optional<Instant> started,
      Optional<Instant> ended) {
    String at = IsoTime.of(firing.at());
    return new CronFiring(
        at,
        at,
        1,
        firing.sentence(),
        result,
        reason,
        number.map(this::name).orElse(null),
        started.map(IsoTime::of).orElse(null),
        ended.map(IsoTime::of).orElse(null));
  }

  /// It stands in the list of instances as one.
  public InstanceStatus instance() {
    return new InstanceStatus(
        view.spec().name().text(),
        1,
        "cron",
        state(),
        view.suspended() ? "down" : "up",
        null,
        null,
        since(),
        false,
        0,
        0,
        null,
        view.next().map(IsoTime::of).orElse(null),
        root(),
        false,
        null,
        List.of(),
        null);
  }

  private String state() {
    if (!view.state().active().isEmpty()) {
      return "running";
    }
    return view.suspended() ? "stopped" : "waiting";
  }

  private String since() {
    Optional<Instant> run =
        view.state().active().stream().findFirst().map(CronState.Active::started);
    return IsoTime.of(
        run.or(() -> view.last().map(CronView.Last::at)).orElse(view.state().accounted()));
  }

  /// Why it is as it is, in one sentence.
  private String root() {
    if (!view.state().active().isEmpty()) {
      CronState.Active run = view.state().active().getFirst();
      return "it runs as " + name(run.number()) + ": " + run.firing().sentence();
    }
    if (view.suspended()) {
      return view.state()
          .standing()
          .map(word -> "suspended by " + word.by() + " at " + word.at())
          .orElse("suspended by its configuration");
    }
    return view.last().map(CronForm::sentence).orElse("it has not fired yet");
  }

  private static String sentence(CronView.Last last) {
    return switch (last) {
      case CronView.Last.Ended(CronState.Result run) when run.success() -> "its last run succeeded";
      case CronView.Last.Ended(CronState.Result run) -> "its last run failed: " + run.sentence();
      case CronView.Last.Skipped(Skip skip) ->
          "its last firing was skipped: " + skip.reason().sentence();
    };
  }
}
