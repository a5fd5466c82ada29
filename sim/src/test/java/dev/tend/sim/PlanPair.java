package dev.tend.sim;

import dev.tend.core.cause.Actor;
import dev.tend.core.plan.Plan;
import dev.tend.core.process.RunId;
import dev.tend.core.schedule.Timeline.Stretch;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A daemon in some state, and what is to be in force next. A fault is what a subclass does
/// otherwise.
class PlanPair {
  static final Actor OPERATOR = new Actor("the scenario");

  private static final Duration CALM = Duration.ofSeconds(90);

  /// Goes on through all that a pair does.
  private static final Duration TRIAL = Duration.ofHours(1);

  final long seed;
  final PlanStarts starts = new PlanStarts();
  private final SplittableRandom random;
  private final PlanScenarist scenarist;
  private final SimKernel kernel;
  private final Loop loop;
  private Configuration next;

  PlanPair(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
    Temper temper = new Temper(seed);
    temper.calm();
    kernel = new SimKernel(plan -> PlanUnits.life(plan, temper.of(plan)));
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

  /// What is to be in force next.
  Configuration next() {
    return next;
  }

  Snapshot snapshot() {
    return loop.snapshot();
  }

  /// Whether something is done that is not done with every pair.
  boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  /// Brings the daemon into some state.
  void begin() {
    passes();
    meddle();
    passes();
    if (one(4)) {
      // What is tried for the moment is as good as any other.
      Configuration tried = scenarist.next(snapshot().configuration(), scenarist.configuration());
      ask(new Request.Reload(tried, Optional.empty(), Optional.of(TRIAL), OPERATOR));
      passes();
      next = scenarist.next(tried, scenarist.configuration());
    }
  }

  /// An operator does something to some of the units.
  void meddle() {
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

  /// What putting it in force would do.
  Plan plan() {
    return ((Reply.Planned) ask(new Request.Rehearse(next, OPERATOR))).plan();
  }

  /// Does what a plan says, or is refused.
  Reply apply(Plan plan) {
    return ask(new Request.Reload(next, Optional.of(plan.base()), Optional.empty(), OPERATOR));
  }

  SortedMap<InstanceId, RunId> runs() {
    SortedMap<InstanceId, RunId> runs = new TreeMap<>();
    for (InstanceView view : loop.snapshot().instances()) {
      view.run().ifPresent(run -> runs.put(view.id(), run));
    }
    return runs;
  }

  Reply ask(Request request) {
    var answer = loop.submit(request).toCompletableFuture();
    loop.turn();
    return answer.join();
  }

  void passes() {
    long end = kernel.now().nanosAfter(CALM);
    kernel.horizon(end);
    while (kernel.nanos() < end) {
      loop.turn();
    }
    kernel.horizon(Long.MAX_VALUE);
  }

  /// Whether the time of day changes a unit while all comes to rest, or has just done so, and what
  /// followed from that is not at rest: no plan tells of that.
  boolean edgeNear() {
    Instant now = kernel.now().wall();
    return Stream.of(snapshot().configuration(), next)
        .flatMap(each -> each.units().values().stream())
        .filter(unit -> !(unit instanceof CronSpec))
        .flatMap(unit -> edges(unit, now))
        .anyMatch(edge -> !edge.isAfter(now.plus(CALM)) && edge.isAfter(now.minus(CALM)));
  }

  private static Stream<Instant> edges(UnitSpec unit, Instant now) {
    Stretch<Shift> shift = Shift.of(unit.each()).at(now);
    Stream<Optional<Instant>> days =
        unit instanceof JobSpec job
            ? Stream.of(job.days().begun(now), job.days().next(now))
            : Stream.empty();
    return Stream.concat(Stream.of(shift.from(), shift.until()), days).flatMap(Optional::stream);
  }
}
