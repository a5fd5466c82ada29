package dev.tend.daemon.http;

import dev.tend.api.ErrorBody;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What a route answers.
public sealed interface Response {

  /// A document in JSON.
  record Json(int status, String text) implements Response {}

  /// A few words for a person or a load balancer.
  record Text(int status, String text) implements Response {}

  /// A document of another kind.
  ///
  /// @param mediaType its `Content-Type`
  record Document(int status, String mediaType, String text) implements Response {}

  /// A refusal.
  ///
  /// @param allow the methods that would do, for a 405
  record Failure(int status, ErrorBody body, Optional<String> allow) implements Response {}

  /// Server-sent events, for as long as `feeder` feeds.
  record Stream(Feeder feeder) implements Response {}

  /// An answer that is still being worked on.
  record Later(CompletionStage<Response> stage) implements Response {}

  static Response failure(int status, String sentence, String hint) {
    return new Failure(status, new ErrorBody(sentence, hint, List.of()), Optional.empty());
  }
}
