package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.CommandResult;
import dev.tend.api.CronFiring;
import dev.tend.api.CronStatus;
import dev.tend.api.MalformedException;
import dev.tend.api.ReloadResult;
import dev.tend.core.spec.UnitName;
import dev.tend.core.text.Nearest;
import dev.tend.core.world.CronView;
import dev.tend.core.world.Request;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.CronForm;
import dev.tend.engine.Engine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/// What can be asked of cron jobs, and what they can be told.
final class CronRoutes {

  private static final String FORM =
      "Send {\"name\": \"backup\", \"schedule\": \"0 2 * * *\", \"job\": {\"command\": …}}.";

  private final Engine engine;
  private final Codec codec;
  private final Commands commands;
  private final ConfigurationSource source;
  private final Changes changes;

  CronRoutes(Engine engine, Codec codec, Commands commands, ConfigurationSource source) {
    this.engine = engine;
    this.source = source;
    this.changes = new Changes(commands);
    this.codec = codec;
    this.commands = commands;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/cron",
            "List the cron jobs",
            List.of(),
            new AnswerForm.Many(CronStatus.class),
            _ -> list()),
        new Route(
            "POST",
            "/v1/cron",
            "Register a cron job, which outlives the daemon. The body is its table in JSON, with its"
                + " name: {\"name\": …, \"schedule\": …, \"job\": {\"command\": …}}",
            List.of(),
            new AnswerForm.One(ReloadResult.class),
            this::register),
        new Route(
            "GET",
            "/v1/cron/{name}",
            "Show a cron job",
            List.of(),
            new AnswerForm.One(CronStatus.class),
            call -> found(call, view -> json(CronStatus.class, view.status()))),
        new Route(
            "GET",
            "/v1/cron/{name}/history",
            "List what became of the latest firings of a cron job, the oldest first",
            List.of(),
            new AnswerForm.Many(CronFiring.class),
            call ->
                found(
                    call,
                    view ->
                        new Response.Json(200, codec.writeList(CronFiring.class, view.history())))),
        command("suspend", "Skip the firings of a cron job", Request.Cron.Order.SUSPEND),
        command("resume", "Let a cron job fire again", Request.Cron.Order.RESUME),
        command("trigger", "Run a cron job now, suspended or not", Request.Cron.Order.TRIGGER));
  }

  private Response register(Arguments call) {
    try {
      if (codec.readAny(call.call().body()) instanceof Map<?, ?> table
          && table.get("name") instanceof String name) {
        Map<Object, Object> keys = new LinkedHashMap<>(table);
        keys.remove("name");
        Optional<String> objection = UnitName.objection(name);
        String text = codec.writeAny(Map.of("cron", Map.of(name, keys)));
        return objection.isPresent()
            ? Response.failure(
                422, "'" + name + "' cannot be a cron job's name: " + objection.get(), "")
            : changes.make(() -> source.register(new UnitName(name), text, call.actor()));
      }
      return Response.failure(400, "the body is not one cron job with its name", FORM);
    } catch (MalformedException malformed) {
      return Response.failure(400, "the body is not JSON", FORM);
    }
  }

  private Response list() {
    List<CronStatus> all =
        engine.snapshot().crons().values().stream()
            .map(view -> new CronForm(view).status())
            .toList();
    return new Response.Json(200, codec.writeList(CronStatus.class, all));
  }

  private <T> Response json(Class<T> type, T value) {
    return new Response.Json(200, codec.write(type, value));
  }

  private Route command(String verb, String summary, Request.Cron.Order what) {
    return new Route(
        "POST",
        "/v1/cron/{name}/" + verb,
        summary,
        List.of(),
        new AnswerForm.One(CommandResult.class),
        call ->
            found(
                call,
                form ->
                    commands.submit(
                        new Request.Cron(form.view().spec().name(), what, call.actor()))));
  }

  private Response found(Arguments call, Function<CronForm, Response> action) {
    SortedMap<UnitName, CronView> crons = engine.snapshot().crons();
    String name = call.path("name");
    Optional<CronView> view =
        UnitName.objection(name).isPresent()
            ? Optional.empty()
            : Optional.ofNullable(crons.get(new UnitName(name)));
    return view.map(one -> action.apply(new CronForm(one)))
        .orElseGet(() ->
            Response.failure(
                404,
                "there is no cron job '" + name + "'",
                Nearest.of(name, crons.keySet().stream().map(UnitName::text).toList())
                    .map(near -> "Did you mean '" + near.word() + "'?")
                    .orElse("'tend cron list' shows them all.")));
  }
}
