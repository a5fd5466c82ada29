package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.CommandResult;
import dev.tend.api.GroupStatus;
import dev.tend.core.cause.Actor;
import dev.tend.core.spec.Group;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.Translation;
import dev.tend.engine.Clock;
import dev.tend.engine.Engine;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/// What can be asked of groups, and what they can be told.
final class GroupRoutes {

  private final Engine engine;
  private final Codec codec;
  private final Commands commands;
  private final Clock clock;

  GroupRoutes(Engine engine, Codec codec, Commands commands, Clock clock) {
    this.engine = engine;
    this.codec = codec;
    this.commands = commands;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/groups",
            "List all groups",
            List.of(),
            new AnswerForm.Many(GroupStatus.class),
            _ -> list()),
        new Route(
            "GET",
            "/v1/groups/{name}",
            "Show a group and the instances of its members",
            List.of(),
            new AnswerForm.One(GroupStatus.class),
            call -> inGroup(call.path("name"), this::show)),
        command("start", "Start all members of a group", Request.Start::new),
        command("stop", "Stop all members of a group", Request.Stop::new));
  }

  private Response list() {
    Snapshot snapshot = engine.snapshot();
    var translation = new Translation(snapshot, clock.now());
    return new Response.Json(
        200,
        codec.writeList(
            GroupStatus.class,
            snapshot.configuration().groups().values().stream().map(translation::group).toList()));
  }

  private Response show(Group group) {
    var translation = new Translation(engine.snapshot(), clock.now());
    return new Response.Json(200, codec.write(GroupStatus.class, translation.group(group)));
  }

  private Route command(
      String verb, String summary, BiFunction<List<Selector>, Actor, Request> request) {
    return new Route(
        "POST",
        "/v1/groups/{name}/" + verb,
        summary,
        List.of(),
        new AnswerForm.One(CommandResult.class),
        call ->
            inGroup(
                call.path("name"),
                group ->
                    commands.submit(
                        request.apply(List.of(new Selector.OfGroup(group.name())), call.actor()))));
  }

  private Response inGroup(String name, Function<Group, Response> action) {
    SortedMap<String, Group> groups = engine.snapshot().configuration().groups();
    Group group = groups.get(name);
    return group == null
        ? new Names(engine.snapshot()).missing(new Selector.OfGroup(name))
        : action.apply(group);
  }
}
