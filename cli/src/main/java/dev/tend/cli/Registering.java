package dev.tend.cli;

import dev.tend.api.DaemonStatus;
import dev.tend.api.Endpoint;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.ReloadResult;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Telling the daemon of this session of programs, or to forget them: in provisr's form where it
/// serves a configuration of provisr's, else in Tend's own.
record Registering(Session session) {

  /// @return the exit code
  int register(Program program) {
    return tell(
        session.client().daemon(), remote -> remote.register(program.spec()), () -> ours(program));
  }

  /// The same; empty where no daemon is there, and it can be done without one.
  Optional<Integer> tryRegister(Program program) {
    return unlessAlone(
        daemon -> tell(daemon, remote -> remote.register(program.spec()), () -> ours(program)));
  }

  /// The way back.
  Optional<Integer> tryUnregister(String name) {
    return unlessAlone(daemon ->
        tell(
            daemon,
            remote -> remote.unregister(name),
            () -> say(session.client().unregister(name), "unregistered " + name)));
  }

  private int ours(Program program) {
    return say(session.client().register(program.service()), "registered " + program.name());
  }

  private Optional<Integer> unlessAlone(Function<Outcome<DaemonStatus>, Integer> telling) {
    Outcome<DaemonStatus> daemon = session.client().daemon();
    boolean alone = daemon instanceof Outcome.Failed<DaemonStatus>(Failure.NoDaemon _);
    // A daemon that was named by its URL is meant, and no other.
    return alone && session.client().endpoint() instanceof Endpoint.Socket
        ? Optional.empty()
        : Optional.of(telling.apply(daemon));
  }

  private int tell(
      Outcome<DaemonStatus> daemon, Function<Remote, Integer> foreign, Supplier<Integer> own) {
    return switch (daemon) {
      case Outcome.Failed<DaemonStatus>(Failure failure) -> session.fail(failure);
      case Outcome.Done<DaemonStatus>(DaemonStatus status) -> {
        String base = status.provisr();
        yield base == null ? own.get() : foreign.apply(Remote.here(session, base));
      }
    };
  }

  private int say(Outcome<ReloadResult> outcome, String sentence) {
    return switch (outcome) {
      case Outcome.Failed<ReloadResult>(Failure failure) -> session.fail(failure);
      case Outcome.Done<ReloadResult>(ReloadResult result) -> {
        if (session.json()) {
          session.printJson(ReloadResult.class, result);
        } else {
          session.out().println(sentence);
          result.notices().forEach(notice -> session.out().println("note: " + notice));
        }
        yield ExitCode.DONE;
      }
    };
  }
}
