package dev.tend.sim;

import dev.tend.core.cause.Actor;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Missed;
import dev.tend.core.cron.Overlap;
import dev.tend.core.process.Exit;
import dev.tend.core.schedule.Schedule;
import dev.tend.core.schedule.ScheduleReading;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Request;
import dev.tend.engine.Loop;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// A seed with cron jobs in it: the production loop on a machine whose clock is set at random,
/// whose daemons die and whose runs last longer than they should, and [CronWitness] beside it.
public final class CronSimulation {
  private static final Actor OPERATOR = new Actor("the scenario");
  private static final int ACTS_MAX = 40;
  private static final int TURNS_PER_INSTANT_MAX = 200;

  /// By the clock, so that what is put back is not repeated; some of them often.
  private static final List<String> EXPRESSIONS =
      List.of(
          "0,1,2,5,10,15,20,25,30,40,50,55,59 0-22/2 * * *",
          "30 2 * * *",
          "15,45 22,23,0,1,2,3,4,5 * * *",
          "0 */3 * * *");

  /// The scenario begins some hours before a change of the clock in the second one.
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Madrid"), ZoneId.of("Australia/Lord_Howe"));

  private sealed interface Act {
    record Pass(Duration time) implements Act {}

    record Jump(Duration by) implements Act {}

    record Death(int calls) implements Act {}

    record Boot() implements Act {}

    record Shutdown(boolean keep) implements Act {}

    record Tell(int which, Request.Cron.Order verb) implements Act {}

    record Strike() implements Act {}
  }

  private final long seed;
  private final List<CronSpec> specs;
  private final List<Act> acts;
  private final SplittableRandom lives;
  private final SimKernel kernel;
  private final SimJournal journal;
  private final SimOutput output;
  private final SimHistory history = new SimHistory();
  private final CronWitness witness;
  private final Configuration configuration;
  private Loop loop;
  private long fed;
  private long instant;
  private int turnsThisInstant;
  private boolean calm;

  private CronSimulation(long seed, List<CronSpec> specs, List<Act> acts) {
    this.seed = seed;
    this.specs = specs;
    this.acts = acts;
    this.lives = new SplittableRandom(~seed);
    this.kernel = new SimKernel(_ -> behaviour());
    this.journal = new SimJournal(kernel.mortality);
    this.output = new SimOutput(kernel.mortality);
    this.witness = new CronWitness(kernel, journal);
    witness.inForce(specs);
    this.configuration = Configuration.of(specs.toArray(UnitSpec[]::new));
    kernel.witness(witness::spawning);
    this.loop = newLoop();
  }

  /// Why a seed fails, with what is left of its scenario; empty if it holds.
  public static Optional<String> failure(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<CronSpec> specs = specs(random);
    List<Act> acts = acts(random, specs.size());
    if (broken(seed, specs, acts).isEmpty()) {
      return Optional.empty();
    }
    List<Act> small = acts;
    for (int piece = Math.max(1, small.size() / 2); piece >= 1; piece /= 2) {
      int from = 0;
      while (from < small.size()) {
        List<Act> fewer = new ArrayList<>(small.subList(0, from));
        fewer.addAll(small.subList(Math.min(from + piece, small.size()), small.size()));
        if (broken(seed, specs, fewer).isPresent()) {
          small = fewer;
        } else {
          from += piece;
        }
      }
    }
    CronSimulation last = new CronSimulation(seed, specs, small);
    String why = run(last).map(Throwable::toString).orElse("it does not fail again");
    return Optional.of(
        why
            + "\n\nseed "
            + seed
            + "\n"
            + specs.stream()
                .map(spec -> "  " + spec.name() + " " + spec.rule())
                .collect(Collectors.joining("\n"))
            + "\n"
            + small.stream().map(act -> "  " + act).collect(Collectors.joining("\n"))
            + "\n\n"
            + last.kernel.trace.text());
  }

  /// How many firings a seed serves: a scenario in which nothing fires would prove nothing.
  public static int firings(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<CronSpec> specs = specs(random);
    CronSimulation simulation = new CronSimulation(seed, specs, acts(random, specs.size()));
    simulation.run();
    return simulation.witness.served();
  }

  private static Optional<RuntimeException> broken(
      long seed, List<CronSpec> specs, List<Act> acts) {
    return run(new CronSimulation(seed, specs, acts));
  }

  private static Optional<RuntimeException> run(CronSimulation simulation) {
    try {
      simulation.run();
      return Optional.empty();
    } catch (RuntimeException broken) {
      return Optional.of(broken);
    }
  }

  private static List<CronSpec> specs(SplittableRandom random) {
    List<CronSpec> specs = new ArrayList<>();
    int count = 1 + random.nextInt(2);
    for (int i = 0; i < count; i++) {
      String name = "c" + i;
      CronRule rule =
          new CronRule(
              name,
              schedule(EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()))),
              ZONES.get(random.nextInt(ZONES.size())),
              Overlap.values()[random.nextInt(3)],
              Missed.values()[random.nextInt(3)],
              random.nextInt(3) == 0
                  ? Optional.of(Duration.ofSeconds(1 + random.nextInt(20_000)))
                  : Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              random.nextInt(3) == 0 ? Duration.ofMinutes(30) : Duration.ZERO,
              false,
              1 + random.nextInt(3),
              1 + random.nextInt(2));
      // Each run has one try, so that it can be told how often it was started.
      JobRule once = JobRule.DEFAULT.withRetries(JobRule.DEFAULT.retries().withLimit(0));
      JobSpec job = JobSpec.of(name, "/bin/" + name).withRule(once);
      specs.add(new CronSpec(new UnitName(name), rule, job));
    }
    return specs;
  }

  private static Schedule schedule(String expression) {
    return switch (Schedule.parse(expression)) {
      case ScheduleReading.Read(Schedule schedule) -> schedule;
      case ScheduleReading.Mistake mistake -> throw new IllegalStateException(mistake.toString());
    };
  }

  private static List<Act> acts(SplittableRandom random, int crons) {
    List<Act> acts = new ArrayList<>();
    int count = 5 + random.nextInt(ACTS_MAX);
    for (int i = 0; i < count; i++) {
      acts.add(
          switch (random.nextInt(20)) {
            case 0, 1, 2 -> new Act.Jump(Duration.ofSeconds(random.nextInt(20_000) - 10_000L));
            case 3, 4, 5, 6, 7 -> new Act.Death(random.nextInt(40));
            case 8 -> new Act.Boot();
            case 9, 10 -> new Act.Shutdown(random.nextBoolean());
            case 11, 12, 13 ->
                new Act.Tell(random.nextInt(crons), Request.Cron.Order.values()[random.nextInt(3)]);
            case 14 -> new Act.Strike();
            default -> new Act.Pass(Duration.ofSeconds(random.nextInt(20_000)));
          });
      acts.add(new Act.Pass(Duration.ofMillis(random.nextInt(2_000_000))));
    }
    return acts;
  }

  private Behaviour behaviour() {
    Behaviour healthy = Behaviour.healthy();
    if (calm) {
      return healthy.ending(new Exit.Code(0), Duration.ofSeconds(1).toNanos());
    }
    Exit exit = lives.nextInt(4) == 0 ? new Exit.Code(1) : new Exit.Code(0);
    long life =
        Duration.ofSeconds(1 + lives.nextInt(lives.nextInt(3) == 0 ? 9_000 : 300)).toNanos();
    Behaviour mortal = healthy.ending(exit, life);
    return switch (lives.nextInt(12)) {
      case 0 -> healthy.refused("ENOENT");
      case 1 -> mortal.deaf();
      case 2 -> mortal.slow(Duration.ofSeconds(3).toNanos());
      case 3 -> mortal.leavingAChild(Duration.ofSeconds(lives.nextInt(100)).toNanos());
      default -> mortal;
    };
  }

  private void run() {
    open();
    acts.forEach(this::perform);
    kernel.mortality.spare();
    calm = true;
    for (int i = 0; i < specs.size(); i++) {
      tell(new Act.Tell(i, Request.Cron.Order.SUSPEND));
    }
    pass(Duration.ofHours(6));
    witness.checkEnd();
    ask(new Request.Shutdown(false, OPERATOR));
    pass(Duration.ofMinutes(20));
    for (SimProcess process : kernel.processes()) {
      if (process.treeAlive()) {
        throw new Violation("8: " + process.plan.run() + " survives the shutdown");
      }
    }
  }

  private Loop newLoop() {
    return new Loop(
        kernel,
        kernel,
        journal,
        history,
        output,
        () -> 0.5,
        (where, defect) -> {
          throw defect instanceof Violation violation
              ? violation
              : new Violation("defect: " + where + ": " + defect);
        });
  }

  private void open() {
    while (true) {
      try {
        kernel.startUp();
        loop = newLoop();
        fed = loop.feed().origin();
        loop.open(configuration);
        turn();
        return;
      } catch (DaemonDied died) {
        buried(died);
      }
    }
  }

  private void buried(DaemonDied died) {
    kernel.trace.add(kernel.nanos(), "-- the daemon dies " + died.getMessage());
    gone();
  }

  private void gone() {
    kernel.forgetDaemon();
    output.close();
    witness.check();
    witness.daemonDied();
  }

  private void perform(Act act) {
    kernel.trace.add(kernel.nanos(), () -> "-- " + act);
    switch (act) {
      case Act.Pass(Duration time) -> pass(time);
      case Act.Jump(Duration by) -> {
        kernel.jump(by);
        pass(Duration.ofMillis(1));
      }
      case Act.Death(int calls) -> kernel.mortality.doom(calls);
      case Act.Boot _ -> {
        kernel.boot();
        journal.boot();
        gone();
        open();
      }
      case Act.Shutdown(boolean keep) -> {
        ask(new Request.Shutdown(keep, OPERATOR));
        pass(Duration.ofMinutes(5));
        if (loop.snapshot().ending()) {
          gone();
          open();
        }
      }
      case Act.Tell tell -> tell(tell);
      case Act.Strike _ -> {
        for (SimProcess process : kernel.processes()) {
          if (process.alive) {
            kernel.strike(process);
          }
        }
      }
    }
  }

  private void tell(Act.Tell tell) {
    ask(new Request.Cron(specs.get(tell.which()).name(), tell.verb(), OPERATOR));
  }

  private void ask(Request request) {
    var _ = loop.submit(request);
    try {
      turn();
    } catch (DaemonDied died) {
      buried(died);
      open();
    }
  }

  private void pass(Duration time) {
    long until = kernel.nanos() + time.toNanos();
    kernel.horizon(until);
    while (kernel.nanos() < until || turnsThisInstant < 3) {
      try {
        if (!turn()) {
          break;
        }
      } catch (DaemonDied died) {
        buried(died);
        open();
      }
    }
    kernel.horizon(Long.MAX_VALUE);
  }

  private boolean turn() {
    boolean more = loop.turn();
    if (kernel.nanos() == instant) {
      turnsThisInstant++;
      if (turnsThisInstant > TURNS_PER_INSTANT_MAX) {
        throw new Violation("idle: the loop turns and turns, seed " + seed);
      }
    } else {
      instant = kernel.nanos();
      turnsThisInstant = 0;
    }
    var batch = loop.feed().after(fed);
    fed = loop.snapshot().position();
    for (Entry entry : batch.entries()) {
      String whom = entry.instance().map(Object::toString).orElse("daemon");
      kernel.trace.add(
          kernel.nanos(), "   " + whom + " " + entry.type() + ": " + entry.cause().sentence());
    }
    witness.check();
    return more;
  }
}
