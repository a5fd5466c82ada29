package dev.tend.api;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Makes calls to one daemon and says what each came to.
///
/// @param patience how long an answer may take; the daemon answers at once what it can answer
record Caller(Endpoint endpoint, Optional<String> token, Duration patience, Codec codec) {

  /// What is done with a response that says that all went well.
  @FunctionalInterface
  interface Reading<T> {
    T read(Exchange exchange) throws IOException;
  }

  /// A call whose answer is read at once.
  <T> Outcome<T> call(String method, Target target, Reading<T> reading) {
    return call(method, target, Optional.empty(), reading);
  }

  /// The same, with JSON handed over.
  <T> Outcome<T> call(String method, Target target, Optional<String> body, Reading<T> reading) {
    Request request = new Request(method, target, Request.JSON, token, Optional.empty(), body);
    return call(
        request,
        exchange -> {
          try (exchange) {
            return reading.read(exchange);
          }
        });
  }

  /// A call whose answer goes on.
  <T> Outcome<Follow<T>> follow(Target target, Optional<String> lastEventId, Class<T> type) {
    Request request =
        new Request("GET", target, Request.EVENTS, token, lastEventId, Optional.empty());
    return call(
        request,
        exchange -> {
          if (!exchange.streams()) {
            exchange.close();
            throw new MalformedException("no stream of events came back");
          }
          return new Follow<>(exchange, codec, type);
        });
  }

  private <T> Outcome<T> call(Request request, Reading<T> reading) {
    Connection connection;
    try {
      connection = Connection.open(endpoint, Deadline.in(patience));
    } catch (IOException failed) {
      return new Outcome.Failed<>(notReached(failed));
    }
    try {
      Exchange exchange = Exchange.over(connection, endpoint, request);
      return exchange.succeeded()
          ? new Outcome.Done<>(reading.read(exchange))
          : new Outcome.Failed<>(refusal(exchange));
    } catch (IOException failed) {
      return new Outcome.Failed<>(
          new Failure.Broken(endpoint, String.valueOf(failed.getMessage())));
    }
  }

  private Failure notReached(IOException failed) {
    String reason = String.valueOf(failed.getMessage());
    return switch (endpoint) {
      case Endpoint.Socket(Path path) when Files.notExists(path) ->
          new Failure.NoDaemon(endpoint, "there is no such socket");
      case Endpoint.Socket _ when failed instanceof ConnectException ->
          new Failure.NoDaemon(endpoint, "nobody listens on it any more");
      case Endpoint.Tcp _ when failed instanceof ConnectException ->
          new Failure.NoDaemon(endpoint, "the connection was refused");
      case Endpoint.Tcp _ when failed instanceof UnknownHostException ->
          new Failure.NoDaemon(endpoint, reason);
      case Endpoint.Socket _, Endpoint.Tcp _ -> new Failure.Broken(endpoint, reason);
    };
  }

  private Failure refusal(Exchange exchange) throws IOException {
    try (exchange) {
      String text = exchange.text();
      try {
        return new Failure.Refused(exchange.status(), codec.read(ErrorBody.class, text));
      } catch (MalformedException foreign) {
        // Somebody in between, a proxy say, answers in another form: the status still counts.
        return new Failure.Refused(
            exchange.status(),
            ErrorBody.of(endpoint.text() + " answered with status " + exchange.status(), ""));
      }
    }
  }
}
