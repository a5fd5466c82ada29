package dev.tend.cli;

import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import dev.tend.api.ReloadResult;
import java.util.List;
import java.util.stream.Stream;

/// `tend reload`: has the daemon read its configuration again.
final class ReloadVerb implements Verb {

  @Override
  public String name() {
    return "reload";
  }

  @Override
  public String summary() {
    return "Read the configuration again";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Touches what changed and nothing else. Where the files have mistakes, all of them are said"
            + " and nothing is changed.");
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend reload", "take over what was edited"));
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    return switch (session.client().reload()) {
      case Outcome.Failed<ReloadResult>(Failure failure) -> session.fail(failure);
      case Outcome.Done<ReloadResult>(ReloadResult result) -> {
        if (session.json()) {
          session.printJson(ReloadResult.class, result);
        } else {
          print(result, session);
        }
        yield ExitCode.DONE;
      }
    };
  }

  private static void print(ReloadResult result, Session session) {
    say(session, "created", result.created());
    say(session, "removed", result.removed());
    say(session, "restarted", result.restarted());
    say(session, "updated", result.updated());
    boolean changed =
        Stream.of(result.created(), result.removed(), result.restarted(), result.updated())
            .anyMatch(units -> !units.isEmpty());
    if (!changed) {
      session.out().println("nothing changed");
    }
    result.notices().forEach(notice -> session.out().println("note: " + notice));
  }

  private static void say(Session session, String what, List<String> units) {
    if (!units.isEmpty()) {
      session.out().println(what + " " + String.join(", ", units));
    }
  }
}
