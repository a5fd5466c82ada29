package dev.tend.daemon.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.Codec;
import dev.tend.api.DaemonStatus;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import dev.tend.daemon.http.Call;
import dev.tend.daemon.http.Peer;
import dev.tend.daemon.http.Response;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Somebody who calls the routes from this machine, and waits for what they answer.
record Visitor(Router router) {

  /// At eight o'clock, with a daemon that started an hour ago.
  static Visitor of(StillEngine engine, Past past, ConfigurationSource source) {
    return new Visitor(
        Api.router(
            engine,
            new NoLogs(),
            past,
            new Codec(),
            Scene.CLOCK,
            source,
            JobFile.own(new Codec()),
            () ->
                new DaemonStatus(
                    7, "0.1.0", "2026-11-21T07:00:00.000Z", "/etc/tend.toml", false, null, null)));
  }

  /// @param query as in `select=web`
  Response get(String path, String... query) {
    return call("GET", path, "", query);
  }

  Response post(String path, String... query) {
    return call("POST", path, "", query);
  }

  Response send(String path, String body, String... query) {
    return call("POST", path, body, query);
  }

  private Response call(String method, String path, String body, String... query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    Arrays.stream(query)
        .map(text -> text.split("=", 2))
        .forEach(pair -> parameters.computeIfAbsent(pair[0], _ -> new ArrayList<>()).add(pair[1]));
    return router.apply(
        new Call(method, path, parameters, new TreeMap<>(), body, new Peer.Loopback("127.0.0.1")));
  }

  static String json(Response response) {
    assertThat(settled(response)).isInstanceOf(Response.Json.class);
    return ((Response.Json) settled(response)).text();
  }

  static Response.Failure failure(Response response) {
    assertThat(settled(response)).isInstanceOf(Response.Failure.class);
    return (Response.Failure) settled(response);
  }

  private static Response settled(Response response) {
    return response instanceof Response.Later(var stage)
        ? settled(stage.toCompletableFuture().join())
        : response;
  }
}
