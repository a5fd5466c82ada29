package dev.tend.api;

/// Why a call came to nothing.
public sealed interface Failure {

  /// Nobody listens there.
  ///
  /// @param reason what the system said, for a person
  record NoDaemon(Endpoint endpoint, String reason) implements Failure {}

  /// The daemon would not.
  ///
  /// @param status the HTTP status, 400 or more
  record Refused(int status, ErrorBody body) implements Failure {}

  /// Somebody is there, but no answer came, or none that makes sense.
  record Broken(Endpoint endpoint, String reason) implements Failure {}

  /// One sentence without a full stop.
  default String sentence() {
    return switch (this) {
      case NoDaemon(Endpoint endpoint, String reason) ->
          "no daemon at " + endpoint.text() + ": " + reason;
      case Refused(_, ErrorBody body) -> body.error();
      case Broken(Endpoint endpoint, String reason) -> endpoint.text() + ": " + reason;
    };
  }
}
