package dev.tend.daemon.routes;

import dev.tend.api.Codec;
import dev.tend.api.DaemonStatus;
import dev.tend.api.ReloadResult;
import dev.tend.core.spec.OnExit;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.daemon.http.Response;
import dev.tend.engine.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/// The daemon itself: its health, its configuration, its end.
final class DaemonRoutes {

  private static final String REFERENCE = "openapi.json";

  private final Engine engine;
  private final Codec codec;
  private final ConfigurationSource source;
  private final Changes changes;
  private final Supplier<DaemonStatus> status;

  DaemonRoutes(
      Engine engine,
      Codec codec,
      Commands commands,
      ConfigurationSource source,
      Supplier<DaemonStatus> status) {
    this.engine = engine;
    this.codec = codec;
    this.source = source;
    this.changes = new Changes(commands);
    this.status = status;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/daemon",
            "Describe the daemon itself",
            List.of(),
            new AnswerForm.One(DaemonStatus.class),
            _ -> new Response.Json(200, codec.write(DaemonStatus.class, status.get()))),
        new Route(
            "POST",
            "/v1/reload",
            "Read the configuration again and put in force what changed",
            List.of(),
            new AnswerForm.One(ReloadResult.class),
            call -> changes.make(() -> source.reload(call.actor()))),
        new Route(
            "POST",
            "/v1/shutdown",
            "End the daemon, after all units have stopped",
            List.of(
                Parameter.optional(
                    "keep",
                    new Parameter.Kind.Flag(),
                    "Leave the processes running for the next daemon; otherwise [daemon] on_exit decides")),
            new AnswerForm.Accepted(),
            this::shutdown),
        new Route(
            "GET",
            "/healthz",
            "Answer ok for as long as the daemon works",
            List.of(),
            new AnswerForm.Document("text/plain"),
            _ -> new Response.Text(200, "ok\n")),
        new Route(
            "GET",
            "/v1/openapi.json",
            "Describe this API",
            List.of(),
            new AnswerForm.Document("application/json"),
            _ -> new Response.Json(200, reference())));
  }

  /// Without a word about it, `[daemon] on_exit` decides.
  private Response shutdown(Arguments call) {
    boolean keep =
        call.text("keep").isPresent()
            ? call.flag("keep")
            : engine.snapshot().configuration().onExit() == OnExit.KEEP;
    return new Response.Later(
        engine
            .submit(new Request.Shutdown(keep, call.actor()))
            .thenApply(reply ->
                switch (reply) {
                  case Reply.Done _, Reply.Reloaded _, Reply.Planned _ ->
                      new Response.Json(202, "{}");
                  case Reply.Refused refused -> Commands.refusal(refused);
                }));
  }

  /// Written by the build from this very table, see `OpenApiTest`.
  private static String reference() {
    try (InputStream in = DaemonRoutes.class.getResourceAsStream(REFERENCE)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + REFERENCE);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
