package dev.tend.cli;

import dev.tend.api.EventQuery;
import dev.tend.api.EventRecord;
import dev.tend.api.Failure;
import dev.tend.api.Follow;
import dev.tend.api.JobStatus;
import dev.tend.api.LogLine;
import dev.tend.api.LogQuery;
import dev.tend.api.Outcome;
import dev.tend.api.Step;
import dev.tend.cli.terminal.DurationText;
import dev.tend.cli.terminal.Labels;
import dev.tend.cli.terminal.LinePrinter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/// Gives the order to run a job and, where that is wanted, prints what it writes until it is over.
final class JobWatch {

  /// Back to the start of the line, and clear it (ECMA-48).
  private static final String REWRITE = "\r\u001b[K";

  /// What a worker wrote is there this soon after its end, or will not come.
  private static final Duration LAST_WORDS = Duration.ofMillis(300);

  /// Of a job that is new, everything is its own.
  private static final int LINES_OF_NEW = 10_000;

  /// Nobody waits longer than this.
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Session session;
  private final String job;
  private final boolean draws;
  private String shown = "";
  private Optional<JobStatus> last = Optional.empty();
  private volatile boolean over;

  JobWatch(Session session, String job) {
    this.session = session;
    this.job = job;
    this.draws = session.console().errorScreen().isTerminal() && !session.json();
  }

  /// @param wait how long to wait for its end, zero for as long as it takes; empty for not at all
  /// @param order gives the order, and tells behind which event it shows
  /// @param known whether the job was there before
  /// @return the exit code
  int run(Optional<Duration> wait, Supplier<Outcome<Long>> order, boolean known) {
    if (wait.isEmpty()) {
      return switch (order.get()) {
        case Outcome.Failed<Long>(Failure failure) -> session.fail(failure);
        case Outcome.Done<Long> _ -> said();
      };
    }
    Duration limit = wait.get().isZero() ? LONGEST : wait.get();
    if (!known || session.json()) {
      return follow(limit, order, Optional.empty());
    }
    // Before the order, so that no line of it is missed.
    return switch (session.client().logs(LogQuery.fromNowOn().of(job))) {
      case Outcome.Failed<Follow<LogLine>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Follow<LogLine>>(Follow<LogLine> lines) ->
          follow(limit, order, Optional.of(lines));
    };
  }

  private int said() {
    if (session.json()) {
      return switch (session.client().job(job)) {
        case Outcome.Failed<JobStatus>(Failure failure) -> session.fail(failure);
        case Outcome.Done<JobStatus>(JobStatus status) -> {
          session.printJson(JobStatus.class, status);
          yield ExitCode.DONE;
        }
      };
    }
    session.out().println("running " + job);
    return ExitCode.DONE;
  }

  private int follow(
      Duration limit, Supplier<Outcome<Long>> order, Optional<Follow<LogLine>> lines) {
    return switch (order.get()) {
      case Outcome.Failed<Long>(Failure failure) -> {
        lines.ifPresent(Follow::close);
        yield session.fail(failure);
      }
      case Outcome.Done<Long>(Long position) -> {
        Optional<Follow<LogLine>> output = lines.or(this::outputOfNew);
        Labels labels = labels();
        Thread printer =
            Thread.ofPlatform().daemon().name("output").start(() -> print(output, labels));
        int code = await(position, limit);
        over = true;
        join(printer);
        output.ifPresent(Follow::close);
        yield code == ExitCode.DONE ? conclude(last.orElseThrow()) : code;
      }
    };
  }

  private Optional<Follow<LogLine>> outputOfNew() {
    LogQuery query =
        new LogQuery(
            Optional.of(job),
            OptionalInt.of(LINES_OF_NEW),
            Optional.empty(),
            Optional.empty(),
            true);
    return !session.json()
            && session.client().logs(query) instanceof Outcome.Done<Follow<LogLine>>(var lines)
        ? Optional.of(lines)
        : Optional.empty();
  }

  /// Of its workers, as many as it may have: already the first line says which of them wrote it.
  private Labels labels() {
    Labels labels = new Labels();
    if (session.client().job(job) instanceof Outcome.Done<JobStatus>(JobStatus status)) {
      labels.add(job, Math.min(status.parallelism(), status.completions()));
    }
    return labels;
  }

  private void print(Optional<Follow<LogLine>> output, Labels labels) {
    if (output.isEmpty()) {
      return;
    }
    LinePrinter printer = new LinePrinter(session.out(), session.palette(), labels);
    while (true) {
      switch (output.get().next(LAST_WORDS)) {
        case Step.Item<LogLine>(_, LogLine line) -> beside(() -> printer.print(line));
        case Step.Quiet<LogLine> _ -> {
          session.out().flush();
          if (over) {
            return;
          }
        }
        case Step.Gap<LogLine> _ -> {}
        case Step.Ended<LogLine> _, Step.Broken<LogLine> _ -> {
          return;
        }
      }
    }
  }

  private static void join(Thread printer) {
    try {
      printer.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private int await(long position, Duration limit) {
    return switch (session.client().followEvents(EventQuery.after(position))) {
      case Outcome.Failed<Follow<EventRecord>>(Failure failure) -> session.fail(failure);
      case Outcome.Done<Follow<EventRecord>>(Follow<EventRecord> events) -> {
        try (events) {
          yield await(new Bell(events), limit);
        }
      }
    };
  }

  private int await(Bell bell, Duration limit) {
    long begun = System.nanoTime();
    while (true) {
      switch (session.client().job(job)) {
        case Outcome.Failed<JobStatus>(Failure failure) -> {
          return session.fail(failure);
        }
        case Outcome.Done<JobStatus>(JobStatus status) -> {
          last = Optional.of(status);
          show(status);
          if (isOver(status)) {
            return ExitCode.DONE;
          }
          Duration left = limit.minusNanos(System.nanoTime() - begun);
          if (!left.isPositive()) {
            session
                .err()
                .println("tend: not done after " + DurationText.of(limit) + ": " + status.phase());
            return ExitCode.REFUSED;
          }
          if (!bell.await(left)) {
            session.err().println("tend: the daemon ended while it was waited for");
            return ExitCode.REFUSED;
          }
        }
      }
    }
  }

  private static boolean isOver(JobStatus status) {
    return List.of("complete", "failed").contains(status.phase());
  }

  private synchronized void show(JobStatus status) {
    if (draws) {
      shown = isOver(status) ? "" : new JobBar(status).drawn();
      session.err().print(REWRITE + shown);
      session.err().flush();
    }
  }

  /// Prints beside the bar, which may be on the same terminal.
  private synchronized void beside(Runnable printing) {
    if (draws && !shown.isEmpty()) {
      session.err().print(REWRITE);
      session.err().flush();
    }
    printing.run();
    if (draws && !shown.isEmpty()) {
      session.out().flush();
      session.err().print(shown);
      session.err().flush();
    }
  }

  /// It may be gone already, if its time to live is short.
  private int conclude(JobStatus status) {
    if (session.json()) {
      session.printJson(JobStatus.class, status);
    } else {
      session.err().println("tend: " + new JobBar(status).outcome());
    }
    return status.phase().equals("complete") ? ExitCode.DONE : ExitCode.REFUSED;
  }
}
