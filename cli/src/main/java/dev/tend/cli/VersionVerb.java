package dev.tend.cli;

import dev.tend.api.DaemonStatus;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.TendVersion;
import dev.tend.api.VersionAnswer;
import java.util.List;

/// `tend version`: prints the versions of the command, its Java and its daemon.
final class VersionVerb implements Verb {

  @Override
  public String name() {
    return "version";
  }

  @Override
  public String summary() {
    return "Print the versions of Tend, its Java and its daemon";
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend version", "all of them; a daemon need not be there"));
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    String version = TendVersion.current().text();
    String java = Runtime.version().toString();
    Outcome<DaemonStatus> outcome = session.client().daemon();
    if (session.json()) {
      DaemonStatus daemon =
          outcome instanceof Outcome.Done<DaemonStatus>(DaemonStatus status) ? status : null;
      session.printJson(VersionAnswer.class, new VersionAnswer(version, java, daemon));
      return ExitCode.DONE;
    }
    session.out().println("tend " + version);
    session.out().println("java " + java);
    session
        .out()
        .println(
            switch (outcome) {
              case Outcome.Done<DaemonStatus>(DaemonStatus daemon) ->
                  "daemon "
                      + daemon.version()
                      + ", pid "
                      + daemon.pid()
                      + ", up for "
                      + session.time().age(daemon.startedAt());
              case Outcome.Failed<DaemonStatus>(Failure failure) -> failure.sentence();
            });
    return ExitCode.DONE;
  }
}
