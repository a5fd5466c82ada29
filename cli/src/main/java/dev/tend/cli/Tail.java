package dev.tend.cli;

import dev.tend.api.Follow;
import dev.tend.api.Step;
import java.util.function.Consumer;

/// Prints a stream for as long as it goes on and somebody reads.
record Tail<T>(Session session, Follow<T> follow) {

  /// @return the exit code: the end of the stream and a reader that went away are no failures
  int print(Consumer<T> printer) {
    while (true) {
      switch (follow.next()) {
        case Step.Item<T>(_, T value) -> {
          printer.accept(value);
          if (!follow.hasMore() && session.out().checkError()) {
            return ExitCode.DONE;
          }
        }
        case Step.Gap<T>(long missed) ->
            session.err().println("tend: " + missed + " are missing here: too much came at once");
        case Step.Quiet<T> _ -> {
          // Without a deadline this does not come.
        }
        case Step.Ended<T> _ -> {
          session.out().flush();
          return ExitCode.DONE;
        }
        case Step.Broken<T>(String reason) -> {
          session.out().flush();
          session.err().println("tend: " + reason);
          return ExitCode.REFUSED;
        }
      }
    }
  }
}
