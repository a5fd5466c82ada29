package dev.tend.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.core.cause.Actor;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.plan.Change;
import dev.tend.core.plan.Plan;
import dev.tend.core.plan.Step;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Usage;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.RunEnd;
import dev.tend.core.world.Selector;
import dev.tend.engine.History;
import dev.tend.engine.Journal;
import dev.tend.engine.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// For random pairs of configurations with services, jobs, cron jobs and groups in them, and a
/// daemon in whatever state an operator, a trial or the units themselves brought it to: what is
/// done is what the plan said, instance by instance and in its order, a plan that is stale is
/// refused, and nothing is left to do.
///
/// `-Dtend.sim.plans=N` tries N pairs, `-Dtend.sim.plan=SEED` begins with that one.
class PlanTest {
  private static final long PAIRS = Long.getLong("tend.sim.plans", 250);
  private static final long FIRST = Long.getLong("tend.sim.plan", 1);
  private static final Actor OPERATOR = new Actor("the scenario");
  private static final Duration CALM = Duration.ofSeconds(90);

  /// Goes on through all that a pair does.
  private static final Duration TRIAL = Duration.ofHours(1);

  @Test
  void whatIsDoneIsWhatThePlanSaid() {
    int touched = 0;
    for (long seed = FIRST; seed < FIRST + PAIRS; seed++) {
      touched += new Pair(seed).check() ? 1 : 0;
    }

    assertThat(touched).as("pairs in which something happens").isGreaterThan((int) PAIRS / 2);
  }

  /// A daemon in some state, and what is to be in force next.
  private static final class Pair {
    private final long seed;
    private final SplittableRandom random;
    private final PlanScenarist scenarist;
    private final SimKernel kernel;
    private final Starts starts = new Starts();
    private final Loop loop;
    private Configuration next;

    Pair(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
      Temper temper = new Temper(seed);
      temper.calm();
      kernel = new SimKernel(plan -> PlanScenarist.life(plan, temper.of(plan)));
      kernel.prober.script((ask, _) -> temper.reaction(ask));
      loop =
          new Loop(
              kernel,
              kernel,
              new SimJournal(kernel.mortality),
              starts,
              new SimOutput(kernel.mortality),
              () -> 0.5,
              (where, defect) -> {
                throw new AssertionError("seed " + seed + ": " + where, defect);
              });
      scenarist = new PlanScenarist(seed);
      next = scenarist.configuration();
      Configuration first = scenarist.next(next, scenarist.configuration());
      next = scenarist.next(first, scenarist.configuration());
      loop.open(first);
    }

    /// @return whether anything was to be done
    boolean check() {
      passes();
      meddle();
      passes();
      if (random.nextInt(4) == 0) {
        // What is tried for the moment is as good as any other.
        Configuration tried =
            scenarist.next(loop.snapshot().configuration(), scenarist.configuration());
        ask(new Request.Reload(tried, Optional.empty(), Optional.of(TRIAL), OPERATOR));
        passes();
        next = scenarist.next(tried, scenarist.configuration());
      }
      Plan plan = plan();
      if (random.nextInt(4) == 0) {
        meddle();
        passes();
        plan = refusesStale(plan);
      }
      if (edgeNear()) {
        return false;
      }
      doesAsSaid(plan);
      return !plan.steps().isEmpty();
    }

    /// An operator does something to some of the units.
    private void meddle() {
      for (UnitName unit : loop.snapshot().configuration().units().keySet()) {
        List<Selector> it = List.of(new Selector.OfUnit(unit));
        switch (loop.snapshot().configuration().units().get(unit)) {
          case ServiceSpec _ -> {
            switch (random.nextInt(12)) {
              case 0, 1, 2 -> ask(new Request.Stop(it, OPERATOR));
              case 3 -> ask(new Request.Start(it, OPERATOR));
              case 4, 5 -> ask(new Request.Scale(unit, random.nextInt(4), OPERATOR));
              default -> {}
            }
          }
          case JobSpec _ -> {
            Request.OfJob.Verb[] verbs = Request.OfJob.Verb.values();
            if (random.nextInt(3) == 0) {
              ask(new Request.OfJob(unit, verbs[random.nextInt(verbs.length)], OPERATOR));
            }
          }
          case CronSpec _ -> {
            switch (random.nextInt(5)) {
              case 0, 1 -> ask(new Request.Cron(unit, Request.Cron.Order.TRIGGER, OPERATOR));
              case 2 -> ask(new Request.Cron(unit, Request.Cron.Order.SUSPEND, OPERATOR));
              default -> {}
            }
          }
          case null -> {}
        }
      }
    }

    /// A plan that would do something else by now is refused, and nothing happens.
    ///
    /// @return the plan that holds now
    private Plan refusesStale(Plan old) {
      Plan now = plan();
      if (!now.base().equals(old.base())) {
        SortedMap<InstanceId, RunId> before = runs();
        int began = starts.count();
        Configuration inForce = loop.snapshot().configuration();

        Reply reply = ask(reload(old));
        passes();

        if (!edgeNear()) {
          assertThat(reply)
              .as("a stale plan with seed %d", seed)
              .isInstanceOfSatisfying(
                  Reply.Refused.class,
                  refused -> assertThat(refused.reason()).isEqualTo(Reply.Reason.CONFLICT));
          assertThat(runs()).as("what a stale plan ends, seed %d", seed).isEqualTo(before);
          assertThat(starts.since(began)).as("what it starts, seed %d", seed).isEmpty();
          assertThat(loop.snapshot().configuration()).as("seed %d", seed).isEqualTo(inForce);
        }
      }
      return plan();
    }

    private void doesAsSaid(Plan plan) {
      SortedMap<InstanceId, RunId> before = runs();
      int began = starts.count();
      Configuration inForce = loop.snapshot().configuration();

      Reply reply = ask(reload(plan));
      passes();

      assertThat(reply).as("seed %d", seed).isInstanceOf(Reply.Reloaded.class);
      SortedMap<InstanceId, RunId> after = runs();
      SortedSet<InstanceId> ended = new TreeSet<>(before.keySet());
      ended.removeIf(id -> Objects.equals(before.get(id), after.get(id)));
      SortedSet<InstanceId> toEnd = chosen(plan, false);
      // One after the other they go, and one of them may fail, or wait for what never comes.
      Set<InstanceId> left = new TreeSet<>();
      loop.snapshot().rollings().forEach(rolling -> left.addAll(rolling.old()));
      toEnd.removeIf(id -> left.contains(id) && !ended.contains(id));
      assertThat(ended).as("what ended with seed %d: %s", seed, told(plan)).isEqualTo(toEnd);
      SortedSet<InstanceId> started = new TreeSet<>(starts.since(began));
      SortedSet<InstanceId> toStart = chosen(plan, true);
      // Some wait for what never completes, or are up elsewhere.
      toStart.removeIf(id -> (waits(id) || left.contains(id)) && !started.contains(id));
      started.removeIf(id -> !toStart.contains(id) && findsUp(id, plan));
      assertThat(started).as("what started with seed %d: %s", seed, told(plan)).isEqualTo(toStart);
      checkChanges(plan, inForce);
      checkOrder(plan, starts.since(began));
      assertThat(plan().isEmpty()).as("a second plan is empty, seed %d", seed).isTrue();
      assertThat(plan().steps()).as("seed %d", seed).isEmpty();
    }

    /// What is said of units is what is said of their instances.
    private void checkChanges(Plan plan, Configuration inForce) {
      assertThat(plan.before()).as("seed %d", seed).isEqualTo(inForce);
      assertThat(plan.after()).as("seed %d", seed).isEqualTo(next);
      Set<UnitName> stopping = units(plan, false);
      Set<UnitName> starting = units(plan, true);
      for (Change change : plan.changes()) {
        UnitName unit = change.unit();
        Optional<UnitSpec> was = Optional.ofNullable(inForce.units().get(unit));
        Optional<UnitSpec> is = Optional.ofNullable(next.units().get(unit));
        boolean stops = stopping.contains(unit);
        boolean starts = starting.contains(unit);
        boolean right =
            switch (change.action()) {
              case CREATE -> was.isEmpty() && is.isPresent() && !stops;
              case REMOVE -> was.isPresent() && is.isEmpty() && !starts;
              case UPDATE -> was.isPresent() && is.isPresent() && !was.equals(is);
              case RESTART -> (stops && starts) || begunAnew(was, is);
              case STOP -> stops && !starts;
              case START -> !stops && starts && was.equals(is);
              case NONE -> !stops && !starts && was.equals(is);
            };
        assertThat(right)
            .as("%s is %s, with seed %d: %s", unit, change.action(), seed, told(plan))
            .isTrue();
        assertThat(change.before()).as("seed %d", seed).isEqualTo(was);
        assertThat(change.after()).as("seed %d", seed).isEqualTo(is);
        assertThat(change.pulls())
            .as("what %s takes along, with seed %d: %s", unit, seed, told(plan))
            .allMatch(pulled -> stopping.contains(pulled) || starting.contains(pulled));
      }
    }

    private static boolean begunAnew(Optional<UnitSpec> was, Optional<UnitSpec> is) {
      return was.orElseThrow() instanceof JobSpec && is.orElseThrow() instanceof JobSpec;
    }

    /// Of two that start, the one that comes after the other does so in the plan too.
    private void checkOrder(Plan plan, List<InstanceId> started) {
      List<InstanceId> said =
          plan.steps().stream().filter(Step::starts).map(Step::instance).toList();
      for (InstanceId later : said) {
        UnitSpec spec = next.units().get(later.unit());
        for (Edge edge : spec == null ? List.<Edge>of() : spec.each().edges()) {
          for (InstanceId first : said) {
            if (!(edge instanceof Edge.Wants)
                && !rolls(first)
                && first.unit().equals(edge.unit())
                && started.contains(first)
                && started.contains(later)) {
              assertThat(said.indexOf(first))
                  .as("%s before %s, with seed %d: %s", first, later, seed, told(plan))
                  .isLessThan(said.indexOf(later));
              assertThat(begun(started, first))
                  .as("%s started before %s, with seed %d: %s", first, later, seed, told(plan))
                  .isLessThan(started.indexOf(later));
            }
          }
        }
      }
    }

    /// When it was there: a job has started with its first worker.
    private int begun(List<InstanceId> started, InstanceId id) {
      return next.units().get(id.unit()) instanceof JobSpec
          ? started.stream().map(InstanceId::unit).toList().indexOf(id.unit())
          : started.indexOf(id);
    }

    /// Whether it waits for one that is restarted in turn, and may find it up before that.
    private boolean findsUp(InstanceId id, Plan plan) {
      Set<UnitName> going = units(plan, false);
      return Objects.requireNonNull(next.units().get(id.unit())).each().edges().stream()
          .map(Edge::unit)
          .anyMatch(unit -> going.contains(unit) && rolls(new InstanceId(unit, 1)));
    }

    /// Whether enough of the unit may be up all the time.
    private boolean rolls(InstanceId id) {
      return next.units().get(id.unit()) instanceof ServiceSpec service
          && service.update().atOnce().isPresent();
    }

    /// Whether the time of day changes a unit while all comes to rest: no plan tells of that.
    private boolean edgeNear() {
      Instant now = kernel.now().wall();
      Instant rest = now.plus(CALM);
      return next.units().values().stream()
          .filter(unit -> !(unit instanceof CronSpec))
          .flatMap(unit -> edges(unit, now))
          .anyMatch(edge -> !edge.isAfter(rest));
    }

    private static Stream<Instant> edges(UnitSpec unit, Instant now) {
      Stream<Instant> shift = Shift.of(unit.each()).at(now).until().stream();
      return unit instanceof JobSpec job
          ? Stream.concat(shift, job.days().next(now).stream())
          : shift;
    }

    private Request reload(Plan plan) {
      return new Request.Reload(next, Optional.of(plan.base()), Optional.empty(), OPERATOR);
    }

    private static String told(Plan plan) {
      return plan.changes().stream()
              .map(change -> change.unit() + " " + change.action() + ": " + change.because())
              .collect(Collectors.joining("; "))
          + plan.steps();
    }

    private static Set<UnitName> units(Plan plan, boolean starts) {
      return chosen(plan, starts).stream().map(InstanceId::unit).collect(Collectors.toSet());
    }

    private static SortedSet<InstanceId> chosen(Plan plan, boolean starts) {
      TreeSet<InstanceId> chosen = new TreeSet<>();
      plan.steps().stream()
          .filter(step -> step.starts() == starts)
          .map(Step::instance)
          .forEach(chosen::add);
      return chosen;
    }

    private boolean waits(InstanceId id) {
      return loop.snapshot().find(id).filter(view -> view.state() == StateName.WAITING).isPresent();
    }

    private Plan plan() {
      return ((Reply.Planned) ask(new Request.Rehearse(next, OPERATOR))).plan();
    }

    private SortedMap<InstanceId, RunId> runs() {
      SortedMap<InstanceId, RunId> runs = new TreeMap<>();
      for (InstanceView view : loop.snapshot().instances()) {
        view.run().ifPresent(run -> runs.put(view.id(), run));
      }
      return runs;
    }

    private Reply ask(Request request) {
      var answer = loop.submit(request).toCompletableFuture();
      loop.turn();
      return answer.join();
    }

    private void passes() {
      long end = kernel.now().nanosAfter(CALM);
      kernel.horizon(end);
      while (kernel.nanos() < end) {
        loop.turn();
      }
      kernel.horizon(Long.MAX_VALUE);
    }
  }

  /// Which instances got a process, one after the other.
  private static final class Starts implements History {
    private final List<InstanceId> started = new ArrayList<>();

    int count() {
      return started.size();
    }

    List<InstanceId> since(int count) {
      return List.copyOf(started.subList(count, started.size()));
    }

    @Override
    public long lastEvent() {
      return 0;
    }

    @Override
    public void recovered(Collection<Journal.OpenRun> open, Instant at) {
      // No daemon was there before.
    }

    @Override
    public void append(List<Entry> entries) {
      // Only processes count.
    }

    @Override
    public void started(RunStart start) {
      if (start.kind() == RunKind.MAIN || start.kind() == RunKind.WORKER) {
        started.add(start.instance());
      }
    }

    @Override
    public void ended(RunEnd end, Usage usage) {
      // What runs at the end is seen in the snapshot.
    }
  }
}
