package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.CommandResult;
import dev.tend.api.Graph;
import dev.tend.api.InstanceStatus;
import dev.tend.api.RollStatus;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.CronView;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.CronForm;
import dev.tend.daemon.wire.Edges;
import dev.tend.daemon.wire.Translation;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What can be asked of units, and what they can be told.
final class UnitRoutes {

  private final Engine engine;
  private final Codec codec;
  private final Commands commands;
  private final Clock clock;

  UnitRoutes(Engine engine, Codec codec, Commands commands, Clock clock) {
    this.engine = engine;
    this.codec = codec;
    this.commands = commands;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/units",
            "List the instances of all units, or of the selected ones",
            List.of(
                Parameter.optional(
                    "select",
                    new Parameter.Kind.Texts(),
                    "A unit, an instance (web.2), a pattern (web*) or a group (@backend);"
                        + " may be repeated")),
            new AnswerForm.Many(InstanceStatus.class),
            call -> list(call.all("select"))),
        new Route(
            "GET",
            "/v1/units/{selector}",
            "List the instances of some units",
            List.of(),
            new AnswerForm.Many(InstanceStatus.class),
            call -> list(List.of(call.path("selector")))),
        new Route(
            "POST",
            "/v1/units/{selector}/start",
            "Start units, and what they require",
            List.of(
                Parameter.optional(
                    "force",
                    new Parameter.Kind.Flag(),
                    "Also those that are outside their windows, until those open")),
            new AnswerForm.One(CommandResult.class),
            call ->
                commands.submit(
                    new Request.Start(selectors(call), call.flag("force"), call.actor()))),
        new Route(
            "POST",
            "/v1/units/{selector}/stop",
            "Stop units, after what requires them",
            List.of(),
            new AnswerForm.One(CommandResult.class),
            call -> commands.submit(new Request.Stop(selectors(call), call.actor()))),
        new Route(
            "POST",
            "/v1/units/{selector}/restart",
            "Stop units and start them again",
            List.of(
                Parameter.optional(
                    "rolling",
                    new Parameter.Kind.Whole(1, ServiceSpec.INSTANCES_MAX),
                    "So many instances at a time, the next ones when the new are ready, until one"
                        + " fails; how it goes is in GET /v1/rolls")),
            new AnswerForm.One(CommandResult.class),
            this::restart),
        new Route(
            "GET",
            "/v1/rolls",
            "List the rolling restarts under way, and the last ones that ended",
            List.of(),
            new AnswerForm.Many(RollStatus.class),
            _ -> rolls()),
        new Route(
            "GET",
            "/v1/graph",
            "Show what units have to do with each other",
            List.of(
                Parameter.optional(
                    "select",
                    new Parameter.Kind.Texts(),
                    "Only what has to do with these: a unit, an instance, a pattern or a group")),
            new AnswerForm.One(Graph.class),
            call -> graph(call.all("select"))),
        new Route(
            "POST",
            "/v1/units/{unit}/scale",
            "Change how many instances a unit has",
            List.of(
                Parameter.required(
                    "instances",
                    new Parameter.Kind.Whole(0, ServiceSpec.INSTANCES_MAX),
                    "How many instances there should be")),
            new AnswerForm.One(CommandResult.class),
            this::scale));
  }

  private Response list(List<String> selectors) {
    Snapshot snapshot = engine.snapshot();
    Names names = new Names(snapshot);
    var chosen = new TreeSet<>(Comparator.comparing(InstanceView::id));
    Map<UnitName, CronView> crons = new TreeMap<>();
    if (selectors.isEmpty()) {
      chosen.addAll(snapshot.instances());
      crons.putAll(snapshot.crons());
    }
    for (String selector : selectors) {
      Optional<List<InstanceView>> found = names.find(Selector.parse(selector));
      if (found.isEmpty()) {
        return names.missing(Selector.parse(selector));
      }
      chosen.addAll(found.get());
      names.crons(Selector.parse(selector)).forEach(cron -> crons.put(cron.spec().name(), cron));
    }
    var translation = new Translation(snapshot, clock.now());
    return new Response.Json(
        200,
        codec.writeList(
            InstanceStatus.class,
            Stream.concat(
                    chosen.stream().map(translation::status),
                    crons.values().stream().map(cron -> new CronForm(cron).instance()))
                .sorted(
                    Comparator.comparing(InstanceStatus::unit)
                        .thenComparingInt(InstanceStatus::instance))
                .toList()));
  }

  private static List<Selector> selectors(Arguments call) {
    return List.of(Selector.parse(call.path("selector")));
  }

  private Response restart(Arguments call) {
    List<Selector> what = selectors(call);
    OptionalLong rolling = call.whole("rolling");
    return commands.submit(
        rolling.isPresent()
            ? new Request.Roll(what, (int) rolling.getAsLong(), call.actor())
            : new Request.Restart(what, call.actor()));
  }

  private Response rolls() {
    List<RollStatus> rolls = engine.snapshot().rollings().stream().map(Translation::roll).toList();
    return new Response.Json(200, codec.writeList(RollStatus.class, rolls));
  }

  private Response graph(List<String> selectors) {
    Snapshot snapshot = engine.snapshot();
    Names names = new Names(snapshot);
    SortedSet<UnitName> chosen = new TreeSet<>();
    for (String text : selectors) {
      Selector selector = Selector.parse(text);
      Optional<List<InstanceView>> found = names.find(selector);
      if (found.isEmpty()) {
        return names.missing(selector);
      }
      found.get().forEach(view -> chosen.add(view.id().unit()));
      if (selector instanceof Selector.OfUnit(UnitName unit)) {
        chosen.add(unit);
      }
    }
    Edges edges = new Edges(snapshot);
    Graph graph = selectors.isEmpty() ? edges.graph() : edges.around(chosen);
    return new Response.Json(200, codec.write(Graph.class, graph));
  }

  private Response scale(Arguments call) {
    String name = call.path("unit");
    if (UnitName.objection(name).isPresent()) {
      return Response.failure(
          400, "'" + name + "' is not the name of one unit", "Only whole units are scaled.");
    }
    int instances = (int) call.whole("instances").orElseThrow();
    return commands.submit(new Request.Scale(new UnitName(name), instances, call.actor()));
  }
}
