package dev.tend.daemon.provisr;

import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.daemon.provisr.ProvisrApi.Verb;
import dev.tend.daemon.routes.ConfigurationSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/status`, `/start` and `/stop`.
final class Processes {

  static final Map<String, Boolean> OK = Map.of("ok", true);

  private static final Duration STOP_WAIT = Duration.ofSeconds(2);

  private final Lifts lifts;
  private final ConfigurationSource source;
  private final Registered registered;

  Processes(Lifts lifts, ConfigurationSource source, Registered registered) {
    this.lifts = lifts;
    this.source = source;
    this.registered = registered;
  }

  List<Verb> verbs() {
    return List.of(
        new Verb("GET", "/status", this::status),
        new Verb("POST", "/start", this::start),
        new Verb("POST", "/stop", this::stop));
  }

  /// The form of a status now.
  StatusForm form() {
    return new StatusForm(new Names(lifts.snapshot()), source.registered().keySet(), lifts.feed());
  }

  private Object status(Ask ask) throws Refused {
    Optional<Ask.Choice> choice = ask.choice("only one of name, base, wildcard must be provided");
    if (choice.isEmpty()) {
      return OK;
    }
    StatusForm form = form();
    return switch (choice.get()) {
      case Ask.Choice.Named(String name) -> form.of(one(form.names(), name));
      case Ask.Choice.OfUnit(String unit) -> list(form, form.names().ofUnit(unit));
      case Ask.Choice.Matching(String pattern) ->
          list(form, form.names().matching(pattern).values());
    };
  }

  static List<Map<String, @Nullable Object>> list(StatusForm form, Iterable<InstanceView> views) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    views.forEach(view -> list.add(form.of(view)));
    return list;
  }

  /// The instance of that name; of a unit that has several there is none.
  static InstanceView one(Names names, String name) throws Refused {
    Optional<InstanceView> found = names.find(name);
    if (found.isPresent()) {
      return found.get();
    }
    List<InstanceView> several = names.ofUnit(name);
    throw several.isEmpty()
        ? Refused.notFound(name)
        : new Refused(
            400,
            "process " + name + " not found",
            "It has "
                + several.size()
                + " instances: say base="
                + name
                + ", or name="
                + names.of(several.getFirst().id())
                + ".");
  }

  private Object start(Ask ask) throws Refused {
    if (!ask.call().body().isBlank()) {
      registered.start(ask);
      return OK;
    }
    Ask.Choice choice = ask.choice();
    if (choice instanceof Ask.Choice.Named(String name) && chosen(choice).isEmpty()) {
      load(name, ask);
    }
    lifts.start(found(choice), ask.actor());
    return OK;
  }

  private Object stop(Ask ask) throws Refused {
    lifts.stop(found(ask.choice()), ask.patience(STOP_WAIT), ask.actor());
    return OK;
  }

  /// Somebody may have put the file of a program there by hand, or with `register`.
  private void load(String name, Ask ask) throws Refused {
    boolean taken = taken(name, ask);
    Optional<String> unit = Names.unitOf(name);
    if (!taken && unit.isPresent()) {
      var _ = taken(unit.get(), ask);
    }
  }

  private boolean taken(String unit, Ask ask) throws Refused {
    if (UnitName.objection(unit).isPresent()) {
      return false;
    }
    return switch (source.load(new UnitName(unit), ask.actor())) {
      case ConfigurationSource.Outcome.Done _ -> true;
      case ConfigurationSource.Outcome.Refused _ -> false;
      case ConfigurationSource.Outcome.Mistaken(List<String> problems) ->
          throw new Refused(400, "process " + unit + " not found", problems.getFirst());
    };
  }

  /// What a selector means; of a name there has to be something.
  private List<InstanceView> found(Ask.Choice choice) throws Refused {
    List<InstanceView> chosen = chosen(choice);
    if (chosen.isEmpty() && choice instanceof Ask.Choice.Named(String name)) {
      throw Refused.notFound(name);
    }
    return chosen;
  }

  private List<InstanceView> chosen(Ask.Choice choice) {
    return choice.among(new Names(lifts.snapshot()));
  }

  /// What `/debug/processes` shows of those whose name matches.
  Object debug(Ask ask) {
    StatusForm form = form();
    List<Map<String, Object>> list = new ArrayList<>();
    for (InstanceView view : form.names().matching(ask.query("pattern").orElse("*")).values()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("status", form.of(view));
      one.put("internal_state", view.state().text());
      one.put("health_check", health(view));
      list.add(one);
    }
    return list;
  }

  /// From what is known already: no command is run for somebody who looks.
  private static String health(InstanceView view) {
    return switch (view.state()) {
      case RUNNING -> "healthy";
      case STARTING, STOPPING -> view.pid().isPresent() ? "transitioning" : "no_pid";
      case WAITING, BACKOFF -> "transitioning";
      case STOPPED, COMPLETED, FAILED -> "not_running";
    };
  }
}
