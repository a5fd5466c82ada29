package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.ErrorBody;
import dev.tend.api.PolicyOutcome;
import dev.tend.api.PolicyTrial;
import dev.tend.api.RunExit;
import dev.tend.api.RunRecord;
import dev.tend.config.PolicyText;
import dev.tend.core.lifecycle.Replay;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.text.Nearest;
import dev.tend.core.world.Selector;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.IsoTime;
import dev.tend.daemon.wire.PlanForm;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/// What another restart policy would have made of what happened.
final class SimulateRoutes {

  /// So many runs are looked at, the latest.
  private static final int RUNS_MAX = 10_000;

  private final Engine engine;
  private final Past past;
  private final Codec codec;
  private final Clock clock;

  SimulateRoutes(Engine engine, Past past, Codec codec, Clock clock) {
    this.engine = engine;
    this.past = past;
    this.codec = codec;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/units/{unit}/simulate",
            "Say what another restart policy would have made of a service's recorded runs",
            List.of(
                Parameter.required(
                    "policy",
                    new Parameter.Kind.Texts(),
                    "KEY=VALUE in the words of a configuration file, over the service's own policy:"
                        + " restart=never, backoff.max=1m, give_up_after=none; may be repeated"),
                Parameter.optional(
                    "since",
                    new Parameter.Kind.Time(),
                    "Only runs that had not ended by then: a time or a duration ago")),
            new AnswerForm.Many(PolicyTrial.class),
            this::simulate));
  }

  private Response simulate(Arguments call) {
    String name = call.path("unit");
    SortedMap<UnitName, UnitSpec> units = engine.snapshot().configuration().units();
    if (UnitName.objection(name).isPresent()
        || !(units.get(new UnitName(name)) instanceof ServiceSpec service)) {
      return Response.failure(404, "there is no service '" + name + "'", hint(name, units));
    }
    Map<String, String> changes = new LinkedHashMap<>();
    for (String text : call.all("policy")) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        return Response.failure(
            400, "'" + text + "' is not of the form KEY=VALUE", "Write restart=never.");
      }
      changes.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
    return switch (PolicyText.over(service, changes)) {
      case PolicyText.Result.Bad(List<String> problems) ->
          new Response.Failure(
              422,
              new ErrorBody(
                  "that is no restart policy",
                  "Its keys are " + String.join(", ", PolicyText.KEYS) + ".",
                  problems),
              Optional.empty());
      case PolicyText.Result.Good(ServiceSpec policy) -> later(call, service, policy);
    };
  }

  /// What may have been meant.
  private static String hint(String name, SortedMap<UnitName, UnitSpec> units) {
    List<String> services =
        units.values().stream()
            .filter(unit -> unit instanceof ServiceSpec)
            .map(unit -> unit.name().text())
            .toList();
    String unit = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    if (services.contains(unit)) {
      return "All instances have one policy: ask for '" + unit + "'.";
    }
    String near =
        units.keySet().stream().anyMatch(known -> known.text().equals(name))
            ? ""
            : Nearest.hint(name, services);
    return near.isEmpty() ? "Only services have a restart policy." : near;
  }

  private Response later(Arguments call, ServiceSpec service, ServiceSpec policy) {
    Instant now = clock.now().wall();
    Past.RunQuestion question =
        new Past.RunQuestion(
            new InstanceFilter(new Selector.OfUnit(service.name()), engine),
            call.text("since").flatMap(text -> Point.instant(text, now)),
            Optional.empty(),
            RUNS_MAX);
    return new Response.Later(
        CompletableFuture.supplyAsync(() -> past.runs(question), Thread::startVirtualThread)
            .thenApply(runs ->
                switch (runs) {
                  case Past.Runs.Known(List<RunRecord> known) ->
                      new Response.Json(
                          200,
                          codec.writeList(PolicyTrial.class, trials(known, service, policy, now)));
                  case Past.Runs.Unknown(String why) ->
                      Response.failure(503, why, "Without a history there is nothing to judge.");
                }));
  }

  private static List<PolicyTrial> trials(
      List<RunRecord> runs, ServiceSpec service, ServiceSpec policy, Instant now) {
    SortedMap<Integer, List<RunRecord>> byInstance = new TreeMap<>();
    for (RunRecord run : runs) {
      if (run.kind().equals("main")) {
        byInstance.computeIfAbsent(run.instance(), _ -> new ArrayList<>()).add(run);
      }
    }
    List<PolicyTrial> trials = new ArrayList<>();
    byInstance.forEach((instance, own) -> {
      List<Replay.Run> recorded = recorded(own, service);
      boolean lives = own.getLast().ended() == null;
      // While it lives nobody knows how long it will.
      Instant until = lives ? Instant.parse(own.getLast().started()) : now;
      trials.add(
          new PolicyTrial(
              service.name().text(),
              instance,
              PlanForm.keys(service, policy),
              own.getFirst().started(),
              IsoTime.of(until),
              outcome(Replay.recorded(recorded, until, lives)),
              outcome(Replay.of(policy, recorded, until))));
    });
    return trials;
  }

  private static List<Replay.Run> recorded(List<RunRecord> own, ServiceSpec service) {
    List<Replay.Run> recorded = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      RunRecord run = own.get(i);
      String ended = run.ended();
      if (ended != null) {
        Optional<RunRecord> next =
            i + 1 < own.size() ? Optional.of(own.get(i + 1)) : Optional.empty();
        recorded.add(
            new Replay.Run(
                Instant.parse(run.started()),
                Instant.parse(ended),
                success(run, service),
                judged(run, next)));
      }
    }
    return recorded;
  }

  private static boolean success(RunRecord run, ServiceSpec service) {
    RunExit exit = run.exit();
    Integer code = exit == null ? null : exit.code();
    return code != null && service.successCodes().contains(code);
  }

  /// Whether a policy had to decide: it ended by itself, or what followed was the policy's doing.
  /// The history keeps sentences, and these are those of the core.
  private static boolean judged(RunRecord run, Optional<RunRecord> next) {
    String cause = run.cause();
    String because = next.map(RunRecord::because).orElse(null);
    boolean byItself = cause == null || cause.startsWith("it ");
    boolean byPolicy =
        because != null && (because.contains("attempt ") || because.contains("the restart policy"));
    return byItself || byPolicy;
  }

  private static PolicyOutcome outcome(Replay.Result result) {
    Duration downtime = result.downtime();
    return new PolicyOutcome(
        result.runs(),
        result.restarts(),
        downtime.toMillis(),
        result.gaveUp().map(gaveUp -> IsoTime.of(gaveUp.at())).orElse(null),
        result.gaveUp().map(Replay.GaveUp::because).orElse(null));
  }
}
