package dev.tend.daemon.routes;

import dev.tend.core.cause.Actor;
import dev.tend.daemon.http.Call;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What a route is called with, checked against its parameters before.
///
/// @param fromPath what stands for `{name}` in its path
record Arguments(Call call, Map<String, String> fromPath) {

  String path(String name) {
    String value = fromPath.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route has no {" + name + "}");
    }
    return value;
  }

  List<String> all(String name) {
    return call.query().getOrDefault(name, List.of());
  }

  Optional<String> text(String name) {
    return all(name).stream().findFirst();
  }

  boolean flag(String name) {
    return text(name).filter(value -> !value.equals("false")).isPresent();
  }

  OptionalLong whole(String name) {
    return text(name)
        .map(value -> OptionalLong.of(Long.parseLong(value)))
        .orElse(OptionalLong.empty());
  }

  Actor actor() {
    return call.peer().actor();
  }
}
