package dev.tend.daemon.routes;

import dev.tend.api.ErrorBody;
import dev.tend.daemon.http.Response;
import dev.tend.daemon.routes.ConfigurationSource.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// Makes changes of the configuration beside the threads that must not wait for files, and says
/// what came of them.
record Changes(Commands commands) {

  Response make(Supplier<Outcome> change) {
    return new Response.Later(
        CompletableFuture.supplyAsync(change, Thread::startVirtualThread)
            .thenApply(this::response));
  }

  private Response response(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done(var reply, List<String> notices) -> commands.response(reply, notices);
      case Outcome.Refused(var refusal) -> Commands.refusal(refusal);
      case Outcome.Mistaken(List<String> problems) -> mistaken(problems);
    };
  }

  /// All of them, and that nothing has changed.
  static Response mistaken(List<String> problems) {
    String count = problems.size() == 1 ? "a mistake" : problems.size() + " mistakes";
    return new Response.Failure(
        422,
        new ErrorBody(
            "the configuration has " + count + "; nothing was changed",
            "Correct it and try again.",
            problems),
        Optional.empty());
  }
}
