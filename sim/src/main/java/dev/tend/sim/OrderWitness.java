package dev.tend.sim;

import dev.tend.core.cause.Actor;
import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.schedule.Timeline;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Shift;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.spec.Until;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Holds the order in which units come and go against their edges: who only comes after another one
/// waits for that one's first attempt, and what others come after goes down behind them.
final class OrderWitness {
  private static final long NEVER = Long.MIN_VALUE;

  private final SimKernel kernel;
  private final Map<InstanceId, StateName> states = new HashMap<>();
  private final Set<InstanceId> changed = new HashSet<>();
  private Optional<Snapshot> last = Optional.empty();
  private Instant lastWall = Instant.MIN;
  private Configuration configuration = Configuration.EMPTY;
  private long askedNanos = NEVER;
  private long hastenedNanos = NEVER;

  OrderWitness(SimKernel kernel) {
    this.kernel = kernel;
  }

  /// A daemon starts; what its first turn goes by, nobody has seen.
  void opening(Configuration first) {
    configuration = first;
    last = Optional.empty();
    states.clear();
  }

  /// An operator asks for something. What a turn decides before it reads that, and who is let go
  /// because of it, cannot be told apart.
  void asked(Request request) {
    askedNanos = kernel.nanos();
    if (request instanceof Request.Hasten) {
      hastenedNanos = kernel.nanos();
    }
  }

  /// Another configuration is in force from this moment on.
  void inForce(Configuration next) {
    askedNanos = kernel.nanos();
    configuration = next;
  }

  /// Called with what a turn tells of, before any of it is done.
  void told(Entry entry) {
    if (entry.instance().isEmpty() || entry.to().isEmpty()) {
      return;
    }
    InstanceId id = entry.instance().get();
    changed.add(id);
    states.put(id, entry.to().get());
    boolean ends =
        entry.from().equals(Optional.of(StateName.RUNNING))
            && entry.to().equals(Optional.of(StateName.STOPPING));
    if (ends
        && hastenedNanos != kernel.nanos()
        && entry.cause() instanceof Cause.Asked(Actor _, String verb, Instant _)
        && verb.equals("shutdown")) {
      requireLast(id);
    }
  }

  /// Nobody who comes after it is up any more.
  private void requireLast(InstanceId ending) {
    for (UnitSpec unit : configuration.units().values()) {
      if (unit instanceof ServiceSpec spec && comesAfter(inForce(spec), ending.unit())) {
        states.forEach((id, state) -> {
          boolean up =
              switch (state) {
                case STARTING, RUNNING, STOPPING -> true;
                case STOPPED, WAITING, COMPLETED, FAILED, BACKOFF -> false;
              };
          if (up && id.unit().equals(spec.name())) {
            throw new Violation("order: " + ending + " ends while " + id + " is " + state);
          }
        });
      }
    }
  }

  /// What it is now, by its dates.
  private ServiceSpec inForce(ServiceSpec spec) {
    return spec.timing().varies() ? Shift.of(spec).at(kernel.now().wall()).value().spec() : spec;
  }

  private static boolean comesAfter(ServiceSpec spec, UnitName unit) {
    return spec.edges().stream()
        .filter(edge -> edge.unit().equals(unit))
        .anyMatch(edge ->
            switch (edge) {
              case Edge.Requires(UnitName _, Until until, boolean _) -> until.lasts();
              case Edge.Wants _ -> false;
              case Edge.After(UnitName _, Until until) -> until.lasts();
            });
  }

  /// Called by the kernel before a main process comes to be.
  void spawning(LaunchPlan plan) {
    if (askedNanos == kernel.nanos()
        || last.isEmpty()
        || !(configuration.units().get(plan.instance().unit()) instanceof ServiceSpec spec)) {
      return;
    }
    for (Edge edge : inForce(spec).edges()) {
      if (edge instanceof Edge.After(UnitName unit, Until until)
          && last.get().job(unit).isEmpty()
          && !closes(unit)) {
        for (InstanceView view : last.get().instances()) {
          if (view.id().unit().equals(unit)
              && view.targetUp()
              && !changed.contains(view.id())
              && isComing(view, until)) {
            throw new Violation(
                "order: "
                    + plan.instance()
                    + " is spawned while "
                    + view.id()
                    + " is "
                    + view.state()
                    + ", and "
                    + edge);
          }
        }
      }
    }
  }

  /// Whether the time of day has just closed its window: nobody waits for it any more, though it is
  /// held up yet by those that need it and go first.
  private boolean closes(UnitName unit) {
    if (!(configuration.units().get(unit) instanceof ServiceSpec spec)) {
      return false;
    }
    Instant now = kernel.now().wall();
    Timeline<Shift> shifts = Shift.of(spec);
    return !shifts.at(lastWall).contains(now) && !shifts.at(now).value().open();
  }

  /// Whether the instance has not come so far yet, and is on its way for the first time. Whether
  /// one that waits is to be waited for hangs on whom it waits for; that is left to the tables.
  private boolean isComing(InstanceView view, Until until) {
    return switch (view.state()) {
      case STOPPING -> true;
      case STARTING -> view.attempt() == 1 && !(until == Until.STARTED && lives(view));
      case RUNNING -> !until.lasts();
      case WAITING, STOPPED, COMPLETED, FAILED, BACKOFF -> false;
    };
  }

  /// That it was spawned, the turn may have learned just now.
  private boolean lives(InstanceView view) {
    return view.run().flatMap(kernel::process).filter(process -> process.alive).isPresent();
  }

  /// Called after every turn.
  void check(Snapshot snapshot) {
    last = Optional.of(snapshot);
    lastWall = kernel.now().wall();
    changed.clear();
    states.clear();
    snapshot.instances().forEach(view -> states.put(view.id(), view.state()));
  }
}
