package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.MalformedException;
import dev.tend.api.RegisteredUnit;
import dev.tend.api.ReloadResult;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.http.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Units that come and go while the daemon runs, without anybody editing its configuration.
final class RegistrationRoutes {

  private static final String FORM = "Send one unit: {\"service\": {\"web\": {\"command\": …}}}.";

  private final Codec codec;
  private final ConfigurationSource source;
  private final Changes changes;

  RegistrationRoutes(Codec codec, ConfigurationSource source, Commands commands) {
    this.codec = codec;
    this.source = source;
    this.changes = new Changes(commands);
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/registrations",
            "List the units that were registered while the daemon ran",
            List.of(),
            new AnswerForm.Many(RegisteredUnit.class),
            _ -> list()),
        new Route(
            "POST",
            "/v1/registrations",
            "Register a unit: it starts, and outlives the daemon. The body is a configuration in JSON"
                + " that holds this unit and nothing else",
            List.of(),
            new AnswerForm.One(ReloadResult.class),
            this::register),
        new Route(
            "DELETE",
            "/v1/registrations/{unit}",
            "Stop a registered unit and forget it",
            List.of(),
            new AnswerForm.One(ReloadResult.class),
            this::unregister));
  }

  private Response list() {
    SortedMap<UnitName, Path> registered = source.registered();
    List<RegisteredUnit> units = new ArrayList<>();
    registered.forEach((unit, file) -> units.add(new RegisteredUnit(unit.text(), file.toString())));
    return new Response.Json(200, codec.writeList(RegisteredUnit.class, units));
  }

  private Response register(Arguments call) {
    String body = call.call().body();
    try {
      Optional<String> name = nameIn(codec.readAny(body));
      if (name.isEmpty()) {
        return Response.failure(400, "the body is not one unit", FORM);
      }
      Optional<String> objection = UnitName.objection(name.get());
      return objection.isPresent()
          ? Response.failure(
              422, "'" + name.get() + "' cannot be a unit's name: " + objection.get(), "")
          : changes.make(() -> source.register(new UnitName(name.get()), body, call.actor()));
    } catch (MalformedException malformed) {
      return Response.failure(400, "the body is not JSON", FORM);
    }
  }

  /// The name in `{"service": {"web": {…}}}`; empty if there is more in it, or less.
  private static Optional<String> nameIn(Object body) {
    return sole(body).flatMap(kind -> sole(kind.getValue())).map(unit -> unit.getKey().toString());
  }

  private static Optional<Map.Entry<?, ?>> sole(Object table) {
    return table instanceof Map<?, ?> map && map.size() == 1
        ? Optional.of(map.entrySet().iterator().next())
        : Optional.empty();
  }

  private Response unregister(Arguments call) {
    String name = call.path("unit");
    return UnitName.objection(name).isPresent()
        ? Response.failure(400, "'" + name + "' is not the name of one unit", "")
        : changes.make(() -> source.unregister(new UnitName(name), Optional.empty(), call.actor()));
  }
}
