package dev.tend.cli;

import java.util.Optional;

/// A verb that a running daemon is asked to do, and that is done in its files while none runs.
interface LocalVerb extends Verb {

  /// Asks the daemon.
  ///
  /// @return the exit code; empty if there is no daemon
  Optional<Integer> ask(Invocation invocation);

  /// What is left to the daemon's program when there is none.
  DaemonCommand alone(Invocation invocation);

  @Override
  default int run(Invocation invocation) {
    return ask(invocation).orElseGet(() -> DaemonCommand.refuse(invocation, name()));
  }
}
