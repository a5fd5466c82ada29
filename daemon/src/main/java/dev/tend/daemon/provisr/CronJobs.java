package dev.tend.daemon.provisr;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.CronView;
import dev.tend.core.world.Request;
import dev.tend.daemon.provisr.ProvisrApi.Verb;
import dev.tend.daemon.wire.IsoTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/cronjobs`: cron jobs as provisr's clients make, change, ask and command them.
///
/// @param files of cron jobs
record CronJobs(Lifts lifts, ProgramFiles files) {

  List<Verb> verbs() {
    return List.of(
        new Verb("GET", "/cronjobs", _ -> list()),
        new Verb("POST", "/cronjobs", this::create),
        new Verb("GET", "/cronjobs/{name}", ask -> form(found(ask))),
        new Verb("POST", "/cronjobs/{name}", this::update),
        new Verb("DELETE", "/cronjobs/{name}", this::delete),
        new Verb("GET", "/cronjobs/{name}/history", ask -> history(found(ask))),
        command("suspend", Request.Cron.Order.SUSPEND),
        command("resume", Request.Cron.Order.RESUME),
        command("trigger", Request.Cron.Order.TRIGGER));
  }

  private Verb command(String verb, Request.Cron.Order what) {
    return new Verb(
        "POST",
        "/cronjobs/{name}/" + verb,
        ask -> {
          lifts.submit(new Request.Cron(found(ask).spec().name(), what, ask.actor()));
          return Processes.OK;
        });
  }

  private CronView found(Ask ask) throws Refused {
    String name = ask.path("name");
    Optional<CronView> view =
        UnitName.objection(name).isPresent()
            ? Optional.empty()
            : Optional.ofNullable(lifts.snapshot().crons().get(new UnitName(name)));
    return view.orElseThrow(() -> files.notFound(name));
  }

  private List<Object> list() {
    List<Object> all = new ArrayList<>();
    lifts.snapshot().crons().values().forEach(view -> all.add(form(view)));
    return all;
  }

  /// Its spec, as it stands in the file where clients wrote it or else as it was understood, and
  /// how it is.
  private Map<String, @Nullable Object> form(CronView view) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    files
        .written(view.spec().name())
        .ifPresentOrElse(
            written -> written.forEach((key, value) -> form.put(key.toString(), value)),
            () -> understood(view, form));
    form.put("suspend", view.suspended());
    form.put("status", status(view));
    view.next().ifPresent(next -> form.put("next_schedule", IsoTime.of(next)));
    form.put("provisioned", files.provisioned(view.spec().name()));
    return form;
  }

  private static void understood(CronView view, Map<String, @Nullable Object> form) {
    CronRule rule = view.spec().rule();
    form.put("name", view.spec().name().text());
    form.put("schedule", rule.schedule().toString());
    form.put("job_template", JobForm.spec(view.spec().job()));
    form.put("concurrency_policy", capitalised(rule.overlap().name()));
    form.put("successful_jobs_history_limit", rule.keepSucceeded());
    form.put("failed_jobs_history_limit", rule.keepFailed());
    form.put(
        "starting_deadline_seconds", rule.startDeadline().map(it -> it.toSeconds()).orElse(null));
    form.put("time_zone", rule.schedule().ownZone().orElse(rule.zone()).getId());
  }

  private static String capitalised(String word) {
    return word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> status(CronView view) {
    Map<String, Object> status = new LinkedHashMap<>();
    CronState state = view.state();
    if (!state.active().isEmpty()) {
      status.put(
          "active",
          state.active().stream()
              .map(run -> Map.of("name", view.spec().run(run.number()).text()))
              .toList());
    }
    scheduled(state).ifPresent(at -> status.put("last_schedule_time", IsoTime.of(at)));
    state.results().stream()
        .filter(CronState.Result::success)
        .map(CronState.Result::ended)
        .max(Instant::compareTo)
        .ifPresent(at -> status.put("last_successful_time", IsoTime.of(at)));
    return status;
  }

  /// When it last fired, skipped or not.
  private static Optional<Instant> scheduled(CronState state) {
    List<Instant> moments = new ArrayList<>();
    state.active().forEach(run -> moments.add(run.firing().at()));
    state.results().forEach(run -> moments.add(run.firing().at()));
    state.skips().forEach(skip -> moments.add(skip.last()));
    return moments.stream().max(Instant::compareTo);
  }

  private static List<Object> history(CronView view) {
    List<Object> history = new ArrayList<>();
    for (CronState.Result run : view.state().results()) {
      Map<String, Object> one = entry(view, run.number(), run.started());
      one.put("CompletionTime", IsoTime.of(run.ended()));
      one.put("Status", run.success() ? "Succeeded" : "Failed");
      one.put("Reason", run.sentence());
      history.add(one);
    }
    return history;
  }

  private static Map<String, Object> entry(CronView view, long number, Instant started) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("Name", view.spec().run(number).text());
    one.put("StartTime", IsoTime.of(started));
    return one;
  }

  private Object create(Ask ask) throws Refused {
    files.create(ask);
    return Processes.OK;
  }

  private Object update(Ask ask) throws Refused {
    files.update(found(ask).spec().name(), ask);
    return Processes.OK;
  }

  private Object delete(Ask ask) throws Refused {
    files.delete(found(ask).spec().name(), Optional.empty(), ask);
    return Processes.OK;
  }
}
