package dev.tend.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Calls to an API whose forms are not ours: JSON in, JSON out. Refusals are understood where they
/// have an `error`, as ours do.
public final class JsonClient {

  private final Caller caller;

  /// @param patience how long an answer may take
  public JsonClient(Endpoint endpoint, Optional<String> token, Duration patience) {
    this.caller = new Caller(endpoint, token, patience, new Codec());
  }

  public Endpoint endpoint() {
    return caller.endpoint();
  }

  public Codec codec() {
    return caller.codec();
  }

  /// @param path the segments below the base of the endpoint
  /// @param query by name
  /// @param body of maps, lists, strings, numbers and booleans
  /// @return the answer in the same terms
  public Outcome<Object> call(
      String method, List<String> path, SequencedMap<String, String> query, Optional<Object> body) {
    Target target = Target.of(path.toArray(String[]::new));
    for (var parameter : query.entrySet()) {
      target = target.with(parameter.getKey(), parameter.getValue());
    }
    return caller.call(
        method,
        target,
        body.map(caller.codec()::writeAny),
        exchange -> caller.codec().readAny(exchange.text()));
  }
}
