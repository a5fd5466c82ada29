package dev.tend.daemon.provisr;

import dev.tend.api.Codec;
import dev.tend.api.MalformedException;
import dev.tend.config.problem.Problem;
import dev.tend.config.provisr.ProvisrSpecs;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Reply;
import dev.tend.daemon.provisr.ProvisrApi.Verb;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.daemon.routes.ConfigurationSource.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// `/register`, `/unregister`, `/update`, and the start of a spec that comes with the call:
/// processes whose files clients write through the daemon.
final class Registered {

  private static final Duration STOP_WAIT = Duration.ofSeconds(2);
  private static final Duration UPDATE_WAIT = Duration.ofSeconds(5);

  /// What problems call the body of a call.
  private static final Path BODY = Path.of("body");

  private final Lifts lifts;
  private final ConfigurationSource source;
  private final ProvisrSpecs specs;
  private final Codec codec;

  /// @param specs reads the specs of requests
  Registered(Lifts lifts, ConfigurationSource source, ProvisrSpecs specs, Codec codec) {
    this.lifts = lifts;
    this.source = source;
    this.specs = specs;
    this.codec = codec;
  }

  List<Verb> verbs() {
    return List.of(
        new Verb("POST", "/register", this::register),
        new Verb("POST", "/unregister", this::unregister),
        new Verb("POST", "/update", this::update));
  }

  /// The name that a body gives its process, and the file that it becomes.
  private record Body(UnitName unit, Map<Object, Object> spec, String file) {}

  private Body body(Ask ask) throws Refused {
    Object spec = parsed(ask.call().body());
    if (!(spec instanceof Map<?, ?> table)) {
      throw new Refused(400, "invalid JSON: expected an object");
    }
    if (!(table.get("name") instanceof String name) || name.isBlank()) {
      throw new Refused(400, "spec.name required");
    }
    Optional<String> objection = UnitName.objection(Ask.checked(name));
    if (objection.isPresent()) {
      throw new Refused(400, "invalid name: " + objection.get());
    }
    if (specs.read(ask.call().body(), BODY) instanceof ProvisrSpecs.Read.Mistaken(var problems)) {
      throw mistaken(problems.stream().map(Problem::toString).toList());
    }
    Map<Object, Object> kept = new LinkedHashMap<>(table);
    // Answers have it, so that what comes back changed has it too.
    kept.remove("provisioned");
    return new Body(
        new UnitName(name), kept, "{\"type\":\"process\",\"spec\":" + codec.writeAny(kept) + "}\n");
  }

  private Object parsed(String text) throws Refused {
    try {
      return codec.readAny(text);
    } catch (MalformedException malformed) {
      throw new Refused(400, "invalid JSON: " + malformed.getMessage());
    }
  }

  private Object register(Ask ask) throws Refused {
    register(body(ask), ask);
    return Processes.OK;
  }

  /// Keeps it, and starts it; of what does not start nothing is kept.
  private void register(Body body, Ask ask) throws Refused {
    refuseTakenNames(body);
    Lifts.Before before = new Lifts.Before(lifts.snapshot().position(), Map.of());
    done(source.register(body.unit(), body.file(), ask.actor()), already(body.unit().text()));
    try {
      lifts.awaitStart(instances(body.unit()), before);
    } catch (Refused refused) {
      var _ = source.unregister(body.unit(), Optional.of(Duration.ZERO), ask.actor());
      throw refused;
    }
  }

  private static String already(String name) {
    return "process \"" + name + "\" is already registered";
  }

  /// `web-1` may be a process of its own, or the first of `web`.
  private void refuseTakenNames(Body body) throws Refused {
    int instances =
        body.spec().get("instances") instanceof Number number ? Math.max(1, number.intValue()) : 1;
    var taken = new TreeSet<>(new Names(lifts.snapshot()).all().keySet());
    taken.retainAll(Names.planned(body.unit().text(), Math.min(instances, taken.size() + 1)));
    if (!taken.isEmpty()) {
      throw new Refused(400, already(taken.first()));
    }
  }

  /// `POST /start` with a spec: the same as to register it, and for one that is there already, with
  /// the same spec, to start it.
  void start(Ask ask) throws Refused {
    Body body = body(ask);
    SortedMap<UnitName, Path> registered = source.registered();
    boolean known = lifts.snapshot().configuration().units().containsKey(body.unit());
    if (!known) {
      register(body, ask);
      return;
    }
    Optional<Object> kept = Optional.ofNullable(registered.get(body.unit())).flatMap(this::spec);
    if (!kept.equals(Optional.of(body.spec()))) {
      throw new Refused(
          409,
          "process \"" + body.unit() + "\" is already registered with another spec",
          "POST /update changes it, POST /start?name=" + body.unit() + " starts it as it is.");
    }
    lifts.start(views(body.unit()), ask.actor());
  }

  /// The spec in the file of a registered process, if it is one of ours.
  Optional<Object> spec(Path file) {
    try {
      return codec.readAny(Files.readString(file)) instanceof Map<?, ?> entry
          ? Optional.ofNullable(entry.get("spec"))
          : Optional.empty();
    } catch (IOException unreadableOrNoJson) {
      return Optional.empty();
    }
  }

  private Object unregister(Ask ask) throws Refused {
    Ask.Choice choice = ask.choice();
    Duration wait = ask.patience(STOP_WAIT);
    var units = new TreeSet<UnitName>();
    choice.among(new Names(lifts.snapshot())).forEach(view -> units.add(view.id().unit()));
    if (units.isEmpty() && choice instanceof Ask.Choice.Named(String name)) {
      throw Refused.notFound(name);
    }
    SortedMap<UnitName, Path> registered = source.registered();
    for (UnitName unit : units) {
      if (!registered.containsKey(unit)) {
        throw new Refused(
            409,
            "cannot unregister process \"" + unit + "\": it is defined in the main config file",
            "Remove it there and reload.");
      }
    }
    for (UnitName unit : units) {
      List<InstanceId> instances = instances(unit);
      done(source.unregister(unit, Optional.of(wait), ask.actor()), "");
      lifts.awaitStop(instances, wait);
    }
    return Processes.OK;
  }

  private Object update(Ask ask) throws Refused {
    Body body = body(ask);
    ask.patience(UPDATE_WAIT);
    UnitName unit = body.unit();
    Path file = source.registered().get(unit);
    if (file == null) {
      throw lifts.snapshot().configuration().units().containsKey(unit)
          ? new Refused(
              409,
              "cannot update process \"" + unit + "\": it is defined in the main config file",
              "Change it there and reload.")
          : Refused.notFound(unit.text());
    }
    String kept = text(file);
    Lifts.Before before = new Lifts.Before(lifts.snapshot().position(), lifts.runs());
    Outcome outcome = source.replace(unit, body.file(), ask.actor());
    done(outcome, "");
    try {
      lifts.start(views(unit), replacing(outcome, unit) ? before : before.keeping(), ask.actor());
    } catch (Refused refused) {
      done(source.replace(unit, kept, ask.actor()), "");
      throw refused;
    }
    return Processes.OK;
  }

  private static String text(Path file) throws Refused {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new Refused(500, "cannot read " + file + ": " + unreadable.getMessage());
    }
  }

  /// Whether what changed takes another process.
  private static boolean replacing(Outcome outcome, UnitName unit) {
    return outcome instanceof Outcome.Done(var reply, var _) && reply.restarted().contains(unit);
  }

  private List<InstanceView> views(UnitName unit) {
    return new Names(lifts.snapshot()).ofUnit(unit.text());
  }

  private List<InstanceId> instances(UnitName unit) {
    return views(unit).stream().map(InstanceView::id).toList();
  }

  /// Where a mistake stands is plain in a body, and says nothing of the others.
  private static Refused mistaken(List<String> problems) {
    return new Refused(
        400,
        problems.stream()
            .map(problem -> problem.replaceFirst("^" + BODY + "(:[0-9]+:[0-9]+)?: ", ""))
            .collect(Collectors.joining("; ")));
  }

  private static void done(Outcome outcome, String conflict) throws Refused {
    switch (outcome) {
      case Outcome.Done _ -> {}
      case Outcome.Mistaken(List<String> problems) -> throw mistaken(problems);
      case Outcome.Refused(Reply.Refused(Reply.Reason reason, String sentence, String hint)) ->
          throw reason == Reply.Reason.CONFLICT && !conflict.isEmpty()
              ? new Refused(400, conflict, sentence)
              : new Refused(reason == Reply.Reason.CONFLICT ? 409 : 400, sentence, hint);
    }
  }
}
