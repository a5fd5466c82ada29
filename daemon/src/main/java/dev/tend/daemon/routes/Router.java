package dev.tend.daemon.routes;

import dev.tend.api.ErrorBody;
import dev.tend.core.text.Nearest;
import dev.tend.daemon.http.Call;
import dev.tend.daemon.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Finds the route that a call means, checks what it is called with, and calls it.
public final class Router implements Function<Call, Response> {

  private final List<Route> routes;

  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  List<Route> routes() {
    return routes;
  }

  @Override
  public Response apply(Call call) {
    String method = call.method().equals("HEAD") ? "GET" : call.method();
    var others = new TreeSet<String>();
    for (Route route : routes) {
      Optional<Map<String, String>> match = route.match(call.path());
      if (match.isPresent()) {
        if (route.method().equals(method)) {
          return objection(route, call)
              .orElseGet(() -> route.action().apply(new Arguments(call, match.get())));
        }
        others.add(route.method());
      }
    }
    return others.isEmpty() ? unknown(call.path()) : wrongMethod(call, others);
  }

  private static Optional<Response> objection(Route route, Call call) {
    List<String> known = route.parameters().stream().map(Parameter::name).toList();
    for (String name : call.query().keySet()) {
      if (!known.contains(name)) {
        return Optional.of(unknownParameter(name, known));
      }
    }
    for (Parameter parameter : route.parameters()) {
      List<String> values = call.query().getOrDefault(parameter.name(), List.of());
      if (parameter.required() && values.isEmpty()) {
        return Optional.of(
            Response.failure(
                400, "'" + parameter.name() + "' is missing", parameter.meaning() + "."));
      }
      Optional<String> wrong = parameter.objection(values);
      if (wrong.isPresent()) {
        return Optional.of(Response.failure(400, wrong.get(), parameter.meaning() + "."));
      }
    }
    return Optional.empty();
  }

  private static Response unknownParameter(String name, List<String> known) {
    String list =
        known.isEmpty()
            ? "There are none here."
            : known.stream().collect(Collectors.joining(", ", "Known here: ", "."));
    return Response.failure(
        400,
        "there is no parameter '" + name + "'",
        (Nearest.hint(name, known) + " " + list).strip());
  }

  private Response unknown(String path) {
    List<String> fixed = new ArrayList<>();
    routes.stream().map(Route::path).filter(text -> !text.contains("{")).forEach(fixed::add);
    return Response.failure(
        404,
        "there is nothing at " + path,
        Nearest.of(path, fixed).isPresent()
            ? Nearest.hint(path, fixed)
            : "GET /v1/openapi.json lists what there is.");
  }

  private static Response wrongMethod(Call call, SortedSet<String> others) {
    if (others.contains("GET")) {
      others.add("HEAD");
    }
    String allow = String.join(", ", others);
    return new Response.Failure(
        405,
        new ErrorBody(
            call.path() + " does not take " + call.method(), "It takes " + allow + ".", List.of()),
        Optional.of(allow));
  }
}
