package dev.tend.sim;

import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.process.Exit;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.Readiness;
import dev.tend.sim.Behaviour.PidNote;
import dev.tend.sim.Behaviour.PidNote.Named;
import dev.tend.sim.Behaviour.PidNote.Since;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// How processes behave in a scenario: each as its seed and its turn say, until calm falls.
final class Temper {

  private static final long FOREVER = 1L << 50;

  private static final long MILLI = 1_000_000;

  private final long seed;
  private long spawned;
  private boolean calm;

  Temper(long seed) {
    this.seed = seed;
  }

  /// From now on every process does as a good one does.
  void calm() {
    calm = true;
  }

  Behaviour of(LaunchPlan plan) {
    SplittableRandom random = new SplittableRandom(seed * 31 + spawned++);
    Behaviour good = Behaviour.healthy().readyAfter(Optional.of(random.nextLong(800) * MILLI));
    if (plan.kind() == RunKind.HOOK) {
      return calm ? good.ending(new Exit.Code(0), MILLI) : hook(good, random);
    }
    if (plan.heard()) {
      return heard(good, random);
    }
    if (plan.kind() == RunKind.PROBE) {
      return calm ? good.ending(new Exit.Code(1), MILLI) : probe(good, random);
    }
    if (plan.launch().env().containsKey("JOB_NAME")) {
      return calm ? good.ending(new Exit.Code(0), 1000 * MILLI) : worker(good, random);
    }
    if (plan.signs().follow().isPresent()) {
      String path = SimFinder.path(plan.signs().follow().get(), plan.instance());
      if (calm) {
        return good.daemonising(soon(random), FOREVER, new PidNote(path, soon(random)));
      }
      if (random.nextInt(6) != 0) {
        return follower(rough(good, random), path, random);
      }
    }
    if (calm) {
      return good;
    }
    Behaviour base =
        random.nextInt(4) == 0 ? good.leavingAChild(random.nextLong(8000) * MILLI) : good;
    if (random.nextInt(6) == 0) {
      base = base.stuck(random.nextLong(15_000) * MILLI);
    }
    if (plan.signs().spoken()) {
      // Chance of its own, so that what others do in a seed does not hang on it.
      base = base.talking(talk(new SplittableRandom(seed * 37 + spawned)));
    }
    if (plan.signs().readiness() instanceof Readiness.Descriptor) {
      base = base.talking(promise(base.talk(), new SplittableRandom(seed * 41 + spawned)));
    }
    return switch (random.nextInt(12)) {
      case 10, 11 -> daemon(base, plan, random);
      case 0 -> base.refused("ENOENT");
      case 1 -> base.ending(new Exit.Code(1), random.nextLong(50) * MILLI);
      case 2 -> base.ending(new Exit.Code(0), random.nextLong(3000) * MILLI);
      case 3 -> base.ending(new Exit.Signalled(11, true), random.nextLong(20_000) * MILLI);
      case 4 -> base.readyAfter(Optional.empty());
      case 5 -> base.deaf();
      case 6 -> base.slow(random.nextLong(4000) * MILLI);
      default -> base;
    };
  }

  private static Behaviour.Talk talk(SplittableRandom random) {
    return new Behaviour.Talk(
        sometimes(random, 30_000),
        sometimes(random, 10_000),
        sometimes(random, 60_000),
        sometimes(random, 5_000),
        Optional.empty(),
        sometimes(random, 2_000).map(after -> new Behaviour.Talk.Status("busy", after)));
  }

  private static Behaviour.Talk promise(Behaviour.Talk talk, SplittableRandom random) {
    return sometimes(random, 1_000).map(talk::closing).orElse(talk);
  }

  private static Optional<Long> sometimes(SplittableRandom random, long millisMax) {
    return random.nextInt(6) == 0
        ? Optional.of(random.nextLong(millisMax) * MILLI)
        : Optional.empty();
  }

  private static long soon(SplittableRandom random) {
    return random.nextLong(100) * MILLI;
  }

  private static Behaviour rough(Behaviour good, SplittableRandom random) {
    return switch (random.nextInt(10)) {
      case 0 -> good.deaf();
      case 1 -> good.slow(random.nextLong(4000) * MILLI);
      case 2 -> good.stuck(random.nextLong(15_000) * MILLI);
      default -> good;
    };
  }

  /// Leaves a child, or goes on itself, and says so in a pid file: soon or late, rightly or
  /// wrongly, or never.
  private static Behaviour follower(Behaviour base, String path, SplittableRandom random) {
    long life = random.nextLong(60_000) * MILLI;
    long within = random.nextLong(3000) * MILLI;
    Behaviour child = base.leaving(new Behaviour.Child(life, random.nextInt(3) == 0));
    Behaviour launcher = child.ending(new Exit.Code(0), within);
    return switch (random.nextInt(12)) {
      // Named before the end of the command, as an engine's client does with a container.
      case 0, 1 -> launcher.writing(List.of(early(path, Named.CHILD, within - MILLI)));
      // Named while the command goes on, which may end long after that, or never.
      case 2 -> child.writing(List.of(early(path, Named.CHILD, within)));
      case 3 ->
          child
              .ending(new Exit.Code(0), within * 10)
              .writing(List.of(early(path, Named.CHILD, within)));
      case 4 -> base.writing(List.of(early(path, Named.ITSELF, within)));
      // Never, or late.
      case 5 -> random.nextBoolean() ? base : launcher;
      case 6 -> launcher.writing(List.of(new PidNote(path, within * 12)));
      case 7 ->
          launcher.writing(
              List.of(
                  early(path, Named.NOBODY, within / 3),
                  early(path, Named.GARBAGE, within / 2),
                  new PidNote(path, soon(random))));
      case 8 ->
          launcher.writing(
              List.of(
                  new PidNote(path, soon(random)),
                  new PidNote(path, Named.NO_FILE, Since.END, random.nextLong(200) * MILLI)));
      // Gone before it can be followed, or just then.
      case 9 ->
          base.ending(new Exit.Code(0), within)
              .leaving(new Behaviour.Child(soon(random), random.nextBoolean()))
              .writing(List.of(new PidNote(path, soon(random))));
      case 10 -> launcher.ending(new Exit.Code(1), within);
      default ->
          launcher
              .ending(new Exit.Code(0), soon(random))
              .writing(List.of(new PidNote(path, soon(random))));
    };
  }

  private static PidNote early(String path, Named named, long afterNanos) {
    return new PidNote(path, named, Since.BIRTH, afterNanos);
  }

  private static Behaviour daemon(Behaviour base, LaunchPlan plan, SplittableRandom random) {
    String path = Scenarist.OWN_PID_FILE.of(plan.instance());
    return base.daemonising(
        random.nextLong(300) * MILLI,
        random.nextLong(40_000) * MILLI,
        new PidNote(path, random.nextLong(3000) * MILLI));
  }

  /// How a service answers a probe.
  SimProber.Reaction reaction(AskId ask) {
    SplittableRandom random = new SplittableRandom(seed * 37 + ask.toString().hashCode());
    long after = random.nextLong(3000) * MILLI / 2;
    if (calm) {
      return SimProber.Reaction.GOOD;
    }
    return switch (random.nextInt(8)) {
      case 0, 1 -> new SimProber.Reaction(Finding.bad("got HTTP 503", "no database"), after);
      case 2 -> new SimProber.Reaction(Finding.bad("could not connect"), 0);
      case 3 -> new SimProber.Reaction(Finding.good("got HTTP 200"), Long.MAX_VALUE / 2);
      default -> new SimProber.Reaction(Finding.good("got HTTP 200"), after / 10);
    };
  }

  private static Behaviour worker(Behaviour good, SplittableRandom random) {
    Exit exit =
        switch (random.nextInt(10)) {
          case 0, 1 -> new Exit.Code(1);
          case 2 -> new Exit.Code(JobScenarist.FAIL_CODE);
          case 3 -> new Exit.Code(JobScenarist.SUCCESS_CODE);
          case 4 -> new Exit.Signalled(11, true);
          default -> new Exit.Code(0);
        };
    Behaviour mortal =
        good.ending(exit, random.nextLong(random.nextInt(4) == 0 ? 60_000 : 3000) * MILLI);
    return switch (random.nextInt(14)) {
      case 0 -> mortal.refused("ENOENT");
      case 1 -> mortal.deaf();
      case 2 -> mortal.slow(random.nextLong(4000) * MILLI);
      case 3 -> mortal.leavingAChild(random.nextLong(8000) * MILLI);
      case 4 -> mortal.stuck(random.nextLong(15_000) * MILLI);
      default -> mortal;
    };
  }

  private Behaviour heard(Behaviour good, SplittableRandom random) {
    long soon = random.nextLong(500) * MILLI;
    if (calm) {
      return good.ending(new Exit.Code(0), soon / 10);
    }
    return switch (random.nextInt(8)) {
      case 0 -> good.refused("EACCES");
      case 1 -> good.deaf();
      case 2 -> good.ending(new Exit.Code(1), soon);
      case 3 -> good.ending(new Exit.Code(0), soon).leavingAChild(random.nextLong(2000) * MILLI);
      case 4 -> good.ending(new Exit.Code(1), soon).stuck(random.nextLong(15_000) * MILLI);
      default -> good.ending(new Exit.Code(0), soon);
    };
  }

  private static Behaviour probe(Behaviour good, SplittableRandom random) {
    long soon = random.nextLong(500) * MILLI;
    return switch (random.nextInt(6)) {
      case 0 -> good.refused("EACCES");
      case 1 -> good.deaf();
      case 2 -> good.ending(new Exit.Code(0), soon);
      case 3 -> good.ending(new Exit.Code(1), soon).leavingAChild(random.nextLong(2000) * MILLI);
      default -> good.ending(new Exit.Code(1), soon);
    };
  }

  private static Behaviour hook(Behaviour good, SplittableRandom random) {
    long soon = random.nextLong(2000) * MILLI;
    return switch (random.nextInt(12)) {
      case 0 -> good.refused("EACCES");
      case 1, 2 -> good.deaf();
      case 3 -> good.ending(new Exit.Code(1), soon);
      case 4 -> good.ending(new Exit.Code(1), soon).leavingAChild(random.nextLong(4000) * MILLI);
      case 5 -> good.ending(new Exit.Code(0), soon).leavingAChild(random.nextLong(4000) * MILLI);
      case 6 -> good.deaf().stuck(random.nextLong(3000) * MILLI);
      default -> good.ending(new Exit.Code(0), soon);
    };
  }
}
