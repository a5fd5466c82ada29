package dev.tend.sim;

import dev.tend.core.spec.Configuration;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Loop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The daemons of a simulated machine, one after the other: each is the production loop, which
/// turns until it dies or has ended in order, and is followed by the next.
final class SimDaemons {

  /// A turn that leads to a turn at once, and so on, is a loop that burns a core.
  private static final int TURNS_PER_INSTANT_MAX = 200;

  /// So many turns at one instant, and the last of them left nothing to be done at it.
  private static final int TURNS_TO_SETTLE = 3;

  private final SimKernel kernel;
  private final SimJournal journal;
  private final SimOutput output;
  private final Supplier<Loop> birth;
  private final Onlooker onlooker;
  private Loop loop;
  private long fed;
  private long instant;
  private int turnsThisInstant;

  /// How a daemon went.
  enum End {
    DIED,
    /// In order, with its processes or without.
    ENDED,
    /// With its machine.
    BOOTED
  }

  /// Whoever looks on while daemons come and go.
  interface Onlooker {

    /// The next daemon is about to start.
    ///
    /// @return what it finds to put in force
    Configuration opening();

    /// Somebody is about to ask for something.
    void asking(Request request);

    /// Called after every turn.
    ///
    /// @param entries what the turn told of
    void turned(Snapshot snapshot, List<Entry> entries);

    /// A daemon is gone, and what it noted last, nobody may have looked at.
    void gone(End end);
  }

  /// @param birth makes the loop of the next daemon
  SimDaemons(
      SimKernel kernel,
      SimJournal journal,
      SimOutput output,
      Supplier<Loop> birth,
      Onlooker onlooker) {
    this.kernel = kernel;
    this.journal = journal;
    this.output = output;
    this.birth = birth;
    this.onlooker = onlooker;
    this.loop = birth.get();
  }

  /// What the present daemon shows.
  Snapshot snapshot() {
    return loop.snapshot();
  }

  /// A new daemon on the old machine. It may die while it starts, and the next one starts.
  void open() {
    while (true) {
      try {
        kernel.startUp();
        Configuration configuration = onlooker.opening();
        loop = birth.get();
        fed = loop.feed().origin();
        loop.open(configuration);
        turn();
        return;
      } catch (DaemonDied died) {
        bury(died);
      }
    }
  }

  /// The answer, or a refusal if the daemon died before it gave one.
  ///
  /// @param unheard called where nobody heard the answer: it may have been taken or not
  Reply ask(Request request, Runnable unheard) {
    onlooker.asking(request);
    CompletableFuture<Reply> answer = loop.submit(request).toCompletableFuture();
    try {
      turn();
    } catch (DaemonDied died) {
      bury(died);
      if (!answer.isDone()) {
        unheard.run();
      }
      open();
    }
    return answer.getNow(new Reply.Refused(Reply.Reason.CONFLICT, "the daemon died", ""));
  }

  /// Lets time pass, and whatever has to be done at its end be done.
  void pass(Duration time) {
    long until = kernel.nanos() + time.toNanos();
    kernel.horizon(until);
    while (kernel.nanos() < until || turnsThisInstant < TURNS_TO_SETTLE) {
      try {
        if (!turn()) {
          break;
        }
      } catch (DaemonDied died) {
        bury(died);
        open();
      }
    }
    kernel.horizon(Long.MAX_VALUE);
  }

  /// The machine loses its power, and boots.
  void boot() {
    kernel.boot();
    journal.boot();
    output.close();
    onlooker.gone(End.BOOTED);
    open();
  }

  /// Where the present daemon has ended in order, the next one starts.
  void reopenIfEnded() {
    if (loop.snapshot().ending()) {
      leave(End.ENDED);
      open();
    }
  }

  private void bury(DaemonDied died) {
    kernel.trace.add(kernel.nanos(), "-- the daemon dies " + died.getMessage());
    leave(End.DIED);
  }

  private void leave(End end) {
    kernel.forgetDaemon();
    output.close();
    onlooker.gone(end);
  }

  private boolean turn() {
    boolean more = loop.turn();
    if (kernel.nanos() == instant) {
      turnsThisInstant++;
      if (turnsThisInstant > TURNS_PER_INSTANT_MAX) {
        throw new Violation("idle: the loop turns and turns");
      }
    } else {
      instant = kernel.nanos();
      turnsThisInstant = 0;
    }
    List<Entry> told = loop.feed().after(fed).entries();
    fed = loop.snapshot().position();
    told.forEach(entry -> kernel.trace.add(kernel.nanos(), () -> line(entry)));
    onlooker.turned(loop.snapshot(), told);
    return more;
  }

  private static String line(Entry entry) {
    String whom = entry.instance().map(Object::toString).orElse("daemon");
    return "   " + whom + " " + entry.type() + ": " + entry.cause().sentence();
  }
}
