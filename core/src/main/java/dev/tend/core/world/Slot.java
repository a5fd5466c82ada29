package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Alarm;
import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Otherwise;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StopRule;
import java.time.Duration;
import java.util.Optional;

/// A place in the world for one instance: what it should be, what it is, and what is asked of it.
///
/// The only mutable thing besides the indexes over it; the values that it holds never change.
final class Slot {
  final InstanceId id;
  private ServiceSpec spec;
  private Target target;
  private Order order = new Order.None();
  private Instance instance;
  private boolean removed;
  private boolean fading;
  private Optional<Alarm> armed = Optional.empty();
  private Optional<Duration> patience = Optional.empty();

  Slot(InstanceId id, ServiceSpec spec, Cause cause) {
    this.id = id;
    this.spec = spec;
    this.target = new Target.Down(cause);
    this.instance = Instance.idle(cause);
  }

  ServiceSpec spec() {
    return spec;
  }

  void spec(ServiceSpec next) {
    spec = next;
  }

  Instance instance() {
    return instance;
  }

  void instance(Instance next) {
    instance = next;
    fading = false;
    forgetOrderThatIsMoot();
  }

  /// A process that is to be replaced may end by itself first.
  private void forgetOrderThatIsMoot() {
    if (order instanceof Order.Renew(Cause cause)) {
      if (startsAnew()) {
        order = new Order.None();
      } else if (!occupied()) {
        order = new Order.Try(cause);
      }
    }
  }

  private boolean startsAnew() {
    return instance.state() instanceof State.Launching
        || instance.state() instanceof Sought.Asking
        || (instance.state() instanceof Sought.Looking(var _, Otherwise otherwise)
            && otherwise instanceof Otherwise.Start);
  }

  boolean wantedUp() {
    return target instanceof Target.Up;
  }

  /// Keeps it down, for this reason.
  void excuse(Cause cause) {
    target = new Target.Down(cause);
    instance = Instance.idle(cause);
  }

  Target target() {
    return target;
  }

  void target(Target next) {
    target = next;
    if (wantedUp()) {
      patience = Optional.empty();
    }
  }

  /// How long it may take to go down this time, before it is killed; empty means as long as its
  /// spec says.
  void patience(Optional<Duration> limit) {
    patience = limit;
  }

  /// The spec that its next step goes by.
  ServiceSpec terms() {
    return patience
        .map(limit ->
            spec.withStop(new StopRule(spec.stop().signal(), spec.stop().command(), limit)))
        .orElse(spec);
  }

  Order order() {
    return order;
  }

  void order(Order next) {
    order = next;
  }

  /// Whether it is no longer part of the configuration, and goes once it is down.
  boolean removed() {
    return removed;
  }

  void removed(boolean gone) {
    removed = gone;
  }

  Optional<Alarm> armed() {
    return armed;
  }

  void armed(Optional<Alarm> alarm) {
    armed = alarm;
  }

  /// Its process has ended, as an event later in this turn will say.
  void fade() {
    fading = true;
  }

  /// Whether something of a run is, or may be, alive in it.
  boolean occupied() {
    return instance.state().run().isPresent();
  }

  /// Whether its process is up and nobody has asked it to go.
  boolean serving() {
    return switch (instance.state()) {
      case Alive.Starting _, Alive.Running _ ->
          !fading && !(order instanceof Order.Renew) && wantedUp();
      case State.Stopped _,
          State.Waiting _,
          State.Elsewhere _,
          Sought _,
          State.Launching _,
          Leaving _,
          State.Backoff _,
          State.Completed _,
          State.Failed _ ->
          false;
    };
  }

  /// Whether it is to go down now, as far as it alone is concerned.
  boolean leaving() {
    return !wantedUp() || order instanceof Order.Renew;
  }
}
