package dev.tend.daemon.provisr;

import dev.tend.api.Codec;
import dev.tend.api.MalformedException;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.CronView;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.daemon.provisr.ProvisrApi.Verb;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.daemon.routes.ConfigurationSource.Outcome;
import dev.tend.daemon.wire.IsoTime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// `/cronjobs`: cron jobs as provisr's clients make, change, ask and command them.
final class CronJobs {
  private final Lifts lifts;
  private final ConfigurationSource source;
  private final Registered registered;
  private final Codec codec;

  CronJobs(Lifts lifts, ConfigurationSource source, Registered registered, Codec codec) {
    this.lifts = lifts;
    this.source = source;
    this.registered = registered;
    this.codec = codec;
  }

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
    return view.orElseThrow(() -> new Refused(404, "cronjob \"" + name + "\" not found"));
  }

  private List<Object> list() {
    List<Object> all = new ArrayList<>();
    lifts.snapshot().crons().values().forEach(view -> all.add(form(view)));
    return all;
  }

  /// Its spec, as it stands in the file where clients wrote it or else as it was understood, and
  /// how it is.
  private Map<String, @Nullable Object> form(CronView view) {
    Path file = source.registered().get(view.spec().name());
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    Optional<Object> kept = Optional.ofNullable(file).flatMap(registered::spec);
    if (kept.isPresent() && kept.get() instanceof Map<?, ?> written) {
      written.forEach((key, value) -> form.put(key.toString(), value));
    } else {
      understood(view, form);
    }
    form.put("suspend", view.suspended());
    form.put("status", status(view));
    view.next().ifPresent(next -> form.put("next_schedule", IsoTime.of(next)));
    form.put("provisioned", file == null);
    return form;
  }

  private static void understood(CronView view, Map<String, @Nullable Object> form) {
    CronRule rule = view.spec().rule();
    form.put("name", view.spec().name().text());
    form.put("schedule", rule.schedule().toString());
    form.put("job_template", SpecForm.of(view.spec().job().worker()));
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
    Map<Object, Object> spec = spec(ask);
    UnitName name = name(spec.get("name"));
    done(source.register(name, file(spec), ask.actor()), "cronjob \"" + name + "\" already exists");
    return Processes.OK;
  }

  /// The name in the path counts.
  private Object update(Ask ask) throws Refused {
    UnitName name = found(ask).spec().name();
    Map<Object, Object> spec = spec(ask);
    var _ = name(spec.get("name"));
    spec.put("name", name.text());
    ownedByClients(name, "update");
    done(source.replace(name, file(spec), ask.actor()), "");
    return Processes.OK;
  }

  private Object delete(Ask ask) throws Refused {
    UnitName name = found(ask).spec().name();
    ownedByClients(name, "delete");
    done(source.unregister(name, Optional.empty(), ask.actor()), "");
    return Processes.OK;
  }

  private void ownedByClients(UnitName name, String verb) throws Refused {
    if (!source.registered().containsKey(name)) {
      throw new Refused(
          409,
          "cannot " + verb + " cronjob \"" + name + "\": it is defined in the main config file",
          "Change it there and reload.");
    }
  }

  private Map<Object, Object> spec(Ask ask) throws Refused {
    try {
      if (codec.readAny(ask.call().body()) instanceof Map<?, ?> table) {
        Map<Object, Object> spec = new LinkedHashMap<>(table);
        // Answers have these, so that what comes back changed has them too.
        List.of("status", "next_schedule", "provisioned").forEach(spec::remove);
        return spec;
      }
      throw new Refused(400, "invalid JSON: expected an object");
    } catch (MalformedException malformed) {
      throw new Refused(400, "invalid JSON: " + malformed.getMessage());
    }
  }

  private static UnitName name(@Nullable Object name) throws Refused {
    if (!(name instanceof String text) || text.isBlank()) {
      throw new Refused(400, "cronjob name required");
    }
    Optional<String> objection = UnitName.objection(Ask.checked(text));
    if (objection.isPresent()) {
      throw new Refused(400, "invalid name: " + objection.get());
    }
    return new UnitName(text);
  }

  private String file(Map<Object, Object> spec) {
    return "{\"type\":\"cronjob\",\"spec\":" + codec.writeAny(spec) + "}\n";
  }

  private static void done(Outcome outcome, String conflict) throws Refused {
    switch (outcome) {
      case Outcome.Done _ -> {}
      case Outcome.Mistaken(List<String> problems) ->
          throw new Refused(400, problems.stream().collect(Collectors.joining("; ")));
      case Outcome.Refused(Reply.Refused(Reply.Reason reason, String sentence, String hint)) ->
          throw reason == Reply.Reason.CONFLICT && !conflict.isEmpty()
              ? new Refused(400, conflict, sentence)
              : new Refused(reason == Reply.Reason.CONFLICT ? 409 : 400, sentence, hint);
    }
  }
}
