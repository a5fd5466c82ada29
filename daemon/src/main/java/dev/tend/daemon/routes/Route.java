package dev.tend.daemon.routes;

import dev.tend.daemon.http.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// One entry of the table of what the API can do; the reference is generated from the same table.
///
/// @param path with `{name}` for what varies
/// @param summary one line for the reference, imperative
/// @param answer what the good answer looks like
/// @param action may take its time only by answering [Response.Later] or [Response.Stream]
record Route(
    String method,
    String path,
    String summary,
    List<Parameter> parameters,
    AnswerForm answer,
    Function<Arguments, Response> action) {

  Route {
    parameters = List.copyOf(parameters);
  }

  /// What the path's variables stand for in `actual`; empty if the route is not meant.
  Optional<Map<String, String>> match(String actual) {
    String[] pattern = path.split("/", -1);
    String[] given = actual.split("/", -1);
    if (pattern.length != given.length) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i].startsWith("{")) {
        if (given[i].isEmpty()) {
          return Optional.empty();
        }
        values.put(pattern[i].substring(1, pattern[i].length() - 1), given[i]);
      } else if (!pattern[i].equals(given[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(values);
  }
}
