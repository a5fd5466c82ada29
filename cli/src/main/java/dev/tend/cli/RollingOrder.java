package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.EventQuery;
import dev.tend.api.EventRecord;
import dev.tend.api.Failure;
import dev.tend.api.Follow;
import dev.tend.api.Outcome;
import dev.tend.api.RollStatus;
import dev.tend.cli.terminal.Cell;
import dev.tend.cli.terminal.Style;
import dev.tend.cli.terminal.Table;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `restart --rolling`: gives the order to one unit after the other and waits for how it ends. The
/// daemon goes on with it whether anybody waits or not.
///
/// @param atOnce how many instances may be down at once
/// @param limit how long to wait for each
record RollingOrder(Session session, int atOnce, Optional<Duration> limit) {

  /// Nobody waits for a rolling restart longer than this unless told to.
  private static final Duration LIMIT = Duration.ofHours(24);

  int run(List<String> selectors) {
    for (String selector : selectors) {
      int code = roll(selector);
      if (code != ExitCode.DONE) {
        return code;
      }
    }
    return ExitCode.DONE;
  }

  private int roll(String selector) {
    return switch (session.client().roll(selector, atOnce)) {
      case Outcome.Failed<CommandResult>(Failure failure) -> session.fail(failure);
      case Outcome.Done<CommandResult>(CommandResult result) when result.units().isEmpty() -> {
        session.err().println("tend: no instance of " + selector + " is to be up");
        yield ExitCode.DONE;
      }
      case Outcome.Done<CommandResult>(CommandResult result) -> follow(result);
    };
  }

  private int follow(CommandResult result) {
    return switch (session.client().followEvents(EventQuery.after(result.position()))) {
      case Outcome.Failed<Follow<EventRecord>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Follow<EventRecord>>(Follow<EventRecord> events) -> {
        try (events) {
          yield await(new Bell(events), result.position() + 1);
        }
      }
    };
  }

  private int await(Bell bell, long id) {
    long begun = System.nanoTime();
    while (true) {
      switch (session.client().rolls()) {
        case Outcome.Failed<List<RollStatus>>(Failure failure) -> {
          return session.fail(failure);
        }
        case Outcome.Done<List<RollStatus>>(List<RollStatus> all) -> {
          Optional<RollStatus> ours = all.stream().filter(roll -> roll.id() == id).findFirst();
          if (ours.isEmpty()) {
            session.err().println("tend: the daemon knows of the rolling restart no more");
            return ExitCode.REFUSED;
          }
          Duration left = limit.orElse(LIMIT).minusNanos(System.nanoTime() - begun);
          boolean over = !ours.get().phase().equals("rolling");
          if (over || !left.isPositive()) {
            return tell(ours.get());
          }
          if (!bell.await(left)) {
            session.err().println("tend: the daemon ended while it was waited for");
            return ExitCode.REFUSED;
          }
        }
      }
    }
  }

  private int tell(RollStatus roll) {
    boolean done = roll.phase().equals("done");
    if (session.json()) {
      session.printJson(RollStatus.class, roll);
      return done ? ExitCode.DONE : ExitCode.REFUSED;
    }
    Table table = new Table("INSTANCE", "PROCESS");
    roll.renewed().forEach(id -> table.row(Cell.of(id), new Cell("new", Style.ofState("running"))));
    String midway = roll.phase().equals("rolling") ? "being restarted" : "not ready";
    roll.underWay()
        .forEach(id -> table.row(Cell.of(id), new Cell(midway, Style.ofState("failed"))));
    roll.old().forEach(id -> table.row(Cell.of(id), Cell.of("old")));
    table.print(session.out(), session.palette(), session.screen(), "");
    if (!done) {
      String why = roll.because().isEmpty() ? "the time is over, and it goes on" : roll.because();
      session.err().println("tend: " + why);
    }
    return done ? ExitCode.DONE : ExitCode.REFUSED;
  }
}
