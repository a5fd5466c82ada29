package dev.tend.sim;

import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.CronState;
import dev.tend.core.cron.Firing;
import dev.tend.core.cron.Overlap;
import dev.tend.core.cron.Skip;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.UnitName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Holds what cron jobs noted against the calendar and the machine: every firing comes to one run
/// or to one skip, whatever clocks and daemons do, and runs overlap only where they may.
///
/// It reads what is durable only, which is all that a next daemon would know.
final class CronWitness {

  /// A clock that is put back further was wrong before, and what it showed counts anew.
  private static final Duration SET_BACK_MAX = Duration.ofHours(3);

  /// Of so many in one turn there may have been more, which are forgotten by now.
  private static final int SKIPS_KEPT = 20;

  private final SimKernel kernel;
  private final SimJournal journal;
  private final SortedMap<UnitName, Book> books = new TreeMap<>();

  /// Those that there were before the trial that goes on.
  private final SortedMap<UnitName, Book> before = new TreeMap<>();

  /// Counts daemons and operators' requests: until the next one, each run is spawned once.
  private int daemon;

  private long askedNanos = Long.MIN_VALUE;

  /// What is known of one cron job.
  private static final class Book {
    private final CronSpec spec;

    /// Of this number and earlier ones, runs go by another rule.
    private final long before;

    private Optional<CronState> last = Optional.empty();
    private final Set<Instant> served = new HashSet<>();
    private final Map<Long, Integer> spawned = new HashMap<>();
    private final Set<Long> excused = new HashSet<>();

    Book(CronSpec spec, long before) {
      this.spec = spec;
      this.before = before;
    }

    /// The same cron job by another rule: what the old one accounted for counts no longer.
    Book with(CronSpec next, long number) {
      Book book = new Book(next, number);
      book.spawned.putAll(spawned);
      book.excused.addAll(excused);
      return book;
    }

    /// Whether the run has one worker, which is tried once.
    private boolean once(long number) {
      JobRule rule = spec.job().rule();
      return number > before && rule.completions() == 1 && rule.retries().limit() == 0;
    }
  }

  CronWitness(SimKernel kernel, SimJournal journal) {
    this.kernel = kernel;
    this.journal = journal;
  }

  /// These are the cron jobs from now on.
  void inForce(List<CronSpec> specs) {
    Map<UnitName, Book> earlier = new TreeMap<>(books);
    books.clear();
    for (CronSpec spec : specs) {
      Book known = earlier.get(spec.name());
      if (known == null) {
        books.put(spec.name(), new Book(spec, 0));
      } else {
        CronState state = journal.crons().get(spec.name());
        long number = state == null ? 0 : state.number();
        books.put(spec.name(), known.spec.equals(spec) ? known : known.with(spec, number));
      }
    }
  }

  /// Another configuration is about to be in force.
  ///
  /// @param trial whether what it removes may come back
  void replaces(boolean trial) {
    before.clear();
    if (trial) {
      before.putAll(books);
    }
  }

  /// What a trial removed is about to come back as it stood.
  void comesBack() {
    before.forEach(books::putIfAbsent);
  }

  void daemonDied() {
    daemon++;
  }

  /// An operator asks for something, perhaps that a run begins anew.
  void asked() {
    daemon++;
    askedNanos = kernel.nanos();
  }

  /// How many firings were served.
  int served() {
    return books.values().stream().mapToInt(book -> book.served.size()).sum();
  }

  /// Called by the kernel before a process comes to be.
  void spawning(LaunchPlan plan) {
    UnitName unit = plan.instance().unit();
    Optional<Book> found =
        books.values().stream().filter(each -> each.spec.claims(unit)).findFirst();
    if (plan.kind() != RunKind.MAIN || found.isEmpty()) {
      return;
    }
    Book book = found.get();
    long number = book.spec.number(unit);
    CronState noted = journal.crons().get(book.spec.name());
    require(
        noted != null && noted.active().stream().anyMatch(run -> run.number() == number),
        unit + " starts and is not noted");
    Integer before = book.spawned.put(number, daemon);
    require(!book.once(number) || before == null || before != daemon, unit + " starts twice");
    for (SimProcess process : kernel.living()) {
      UnitName other = process.plan.instance().unit();
      // A hook that nobody waits for may outlive its run.
      boolean main = process.plan.kind() == RunKind.MAIN;
      if (process.treeAlive() && main && book.spec.claims(other)) {
        boolean same = other.equals(unit);
        require(!same || !book.once(number), "two of " + unit + " live");
        require(
            same || number <= book.before || book.spec.rule().overlap() == Overlap.ALLOW,
            unit + " starts while " + other + " lives");
      }
    }
  }

  /// Called after every turn, and after every death.
  void check() {
    for (Book book : books.values()) {
      CronState state = journal.crons().get(book.spec.name());
      if (state != null && !book.last.equals(Optional.of(state))) {
        book.last.ifPresent(before -> compare(book, before, state));
        book.last = Optional.of(state);
      }
      if (state != null && askedNanos == kernel.nanos()) {
        // Somebody may have stopped them before they began.
        state.active().forEach(run -> book.excused.add(run.number()));
        book.excused.add(state.number());
      }
    }
  }

  private void compare(Book book, CronState before, CronState after) {
    long number = before.number();
    for (CronState.Active run : after.active()) {
      if (run.number() > before.number()) {
        number++;
        require(run.number() == number, book.spec.name() + " passes over run " + number);
        if (run.firing() instanceof Firing.Planned(Instant at, boolean _)) {
          serve(book, at, "runs");
        }
      }
    }
    require(number == after.number(), book.spec.name() + " forgets run " + after.number());
    for (CronState.Active run : before.active()) {
      require(
          after.active().stream().anyMatch(each -> each.number() == run.number())
              || after.results().stream().anyMatch(each -> each.number() == run.number())
              || full(book, after),
          book.spec.name() + "-" + run.number() + " has no result");
    }
    List<Skip> skips = news(before.skips(), after.skips());
    for (Skip skip : skips) {
      if (!skip.asked()) {
        skipped(book, skip);
      }
    }
    if (after.accounted().isBefore(before.accounted())) {
      Instant now = kernel.now().wall();
      boolean far = now.isBefore(before.accounted().minus(patience(book, before.accounted())));
      boolean unserved = !book.served.contains(before.accounted());
      require(far || unserved, book.spec.name() + " forgets what it accounted for");
      book.served.removeIf(at -> at.isAfter(after.accounted()));
    } else if (skips.size() < SKIPS_KEPT) {
      complete(book, before.accounted(), after);
    }
  }

  /// What says how often it fires goes on one period after the clock was put back at the latest.
  private static Duration patience(Book book, Instant accounted) {
    CronRule rule = book.spec.rule();
    return rule.schedule().followsRealTime()
        ? rule.next(accounted)
            .map(next -> Duration.between(accounted, next))
            .filter(period -> period.compareTo(SET_BACK_MAX) < 0)
            .orElse(SET_BACK_MAX)
        : SET_BACK_MAX;
  }

  /// Whether as many results are there as are kept, of one kind at least.
  private static boolean full(Book book, CronState state) {
    long good = state.results().stream().filter(CronState.Result::success).count();
    return good >= book.spec.rule().keepSucceeded()
        || state.results().size() - good >= book.spec.rule().keepFailed();
  }

  /// Those that were not there before; the oldest go when there are too many.
  private static List<Skip> news(List<Skip> before, List<Skip> after) {
    for (int gone = 0; gone <= before.size(); gone++) {
      List<Skip> kept = before.subList(gone, before.size());
      if (kept.size() <= after.size() && after.subList(0, kept.size()).equals(kept)) {
        return after.subList(kept.size(), after.size());
      }
    }
    throw new Violation("cron: skips came from nowhere");
  }

  private void skipped(Book book, Skip skip) {
    int count = 0;
    Optional<Instant> at = Optional.of(skip.first());
    while (at.isPresent() && !at.get().isAfter(skip.last())) {
      serve(book, at.get(), "is skipped");
      count++;
      at = book.spec.rule().next(at.get());
    }
    require(skip.count() == Math.min(count, Skip.COUNT_MAX), "cron: " + skip + " counts wrongly");
  }

  private void serve(Book book, Instant at, String how) {
    require(book.served.add(at), book.spec.name() + ": the firing of " + at + " " + how + " again");
  }

  private void complete(Book book, Instant from, CronState after) {
    Set<Instant> waiting = new TreeSet<>();
    after.waiting().forEach(each -> waiting.add(each.firing().at()));
    List<Instant> lost = new ArrayList<>();
    Optional<Instant> at = book.spec.rule().next(from);
    while (at.isPresent() && !at.get().isAfter(after.accounted())) {
      if (!book.served.contains(at.get()) && !waiting.contains(at.get())) {
        lost.add(at.get());
      }
      at = book.spec.rule().next(at.get());
    }
    require(lost.isEmpty(), book.spec.name() + ": nothing became of " + lost);
  }

  /// Called when nothing fires any more and all runs had time to end.
  void checkEnd() {
    for (Book book : books.values()) {
      CronState state = journal.crons().get(book.spec.name());
      require(state != null, book.spec.name() + " is not noted");
      if (state != null) {
        require(state.active().isEmpty(), book.spec.name() + " still runs: " + state.active());
        require(state.waiting().isEmpty(), book.spec.name() + " still waits: " + state.waiting());
        for (long number = 1; number <= state.number(); number++) {
          // A daemon that died between the record and the spawn leaves one that counts as started.
          require(
              book.spawned.containsKey(number)
                  || book.excused.contains(number)
                  || journal.launched().contains(book.spec.run(number)),
              book.spec.name() + "-" + number + " never started");
        }
      }
    }
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new Violation("cron: " + what);
    }
  }
}
