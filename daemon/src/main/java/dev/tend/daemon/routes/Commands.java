package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.CommandResult;
import dev.tend.api.ReloadResult;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.wire.Translation;
import dev.tend.engine.Engine;
import java.util.List;

/// Carries requests to the loop and its replies back.
final class Commands {

  private final Engine engine;
  private final Codec codec;

  Commands(Engine engine, Codec codec) {
    this.engine = engine;
    this.codec = codec;
  }

  Response submit(Request request) {
    return new Response.Later(
        engine.submit(request).thenApply(reply -> response(reply, List.of())));
  }

  /// @param notices what a reload says besides
  Response response(Reply reply, List<String> notices) {
    return switch (reply) {
      case Reply.Done done ->
          json(
              CommandResult.class,
              new CommandResult(Translation.names(done.instances()), done.position()));
      case Reply.Reloaded reloaded ->
          json(
              ReloadResult.class,
              new ReloadResult(
                  texts(reloaded.created()),
                  texts(reloaded.removed()),
                  texts(reloaded.restarted()),
                  texts(reloaded.updated()),
                  notices,
                  reloaded.position()));
      case Reply.Planned _ -> throw new IllegalStateException("a plan is no command");
      case Reply.Refused refused -> refusal(refused);
    };
  }

  static Response refusal(Reply.Refused refused) {
    return Response.failure(status(refused.reason()), refused.sentence(), refused.hint());
  }

  private <T> Response json(Class<T> type, T value) {
    return new Response.Json(200, codec.write(type, value));
  }

  private static List<String> texts(List<UnitName> units) {
    return units.stream().map(UnitName::text).toList();
  }

  private static int status(Reply.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> 404;
      case CONFLICT -> 409;
      case INVALID -> 422;
    };
  }
}
