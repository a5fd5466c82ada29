package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.companion.Companion;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A place in the world for one instance: what it should be, what it is, and what is asked of it.
///
/// The only mutable thing besides the indexes over it and the seats in it; the values that it holds
/// never change.
final class Slot {
  final InstanceId id;
  final Bell bell = new Bell(this, 0);
  private ServiceSpec spec;
  private Target target;
  private Order order = new Order.None();
  private Hours hours = Hours.always();
  private Optional<Instant> served = Optional.empty();
  private Instance instance;
  private boolean removed;
  private boolean fading;
  private Optional<Duration> patience = Optional.empty();
  private SortedMap<String, String> vars = new TreeMap<>();
  private List<Seat> seats = List.of();
  private int seated;

  Slot(InstanceId id, ServiceSpec spec, Cause cause) {
    this.id = id;
    this.spec = spec;
    this.target = new Target.Down(cause);
    this.instance = Instance.idle(cause);
  }

  /// The same, to be asked something without anybody noticing; what is beside the instance is
  /// shared, and not to be touched.
  Slot copy() {
    Slot copy = new Slot(id, spec, target.cause());
    copy.target = target;
    copy.order = order;
    copy.hours = hours;
    copy.served = served;
    copy.instance = instance;
    copy.removed = removed;
    copy.fading = fading;
    copy.patience = patience;
    copy.seats = seats;
    copy.seated = seated;
    copy.vars = vars;
    return copy;
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
        || instance.state() instanceof State.Preparing
        || instance.state() instanceof Sought.Asking
        || (instance.state() instanceof Sought.Looking(var _, Otherwise otherwise)
            && otherwise instanceof Otherwise.Start);
  }

  /// Whether it should be up now: somebody wants it so, and it is within its window.
  boolean wantedUp() {
    return wished() && hours.open();
  }

  /// Whether somebody wants it up, be it within its window only.
  boolean wished() {
    return target instanceof Target.Up;
  }

  /// Why it should not be up.
  Cause unwanted() {
    return hours instanceof Hours.Closed(Cause cause, String _) && wished()
        ? cause
        : target.cause();
  }

  /// Why what it holds is to go down, if it is.
  Cause going() {
    return order instanceof Order.Renew(Cause asked) && wantedUp() ? asked : unwanted();
  }

  Hours hours() {
    return hours;
  }

  void hours(Hours next) {
    hours = next;
  }

  /// The opening of its window that it last took part in; a clock that is put back does not bring
  /// that again.
  Optional<Instant> served() {
    return served;
  }

  void served(Optional<Instant> opening) {
    served = opening;
  }

  /// Takes part in the opening of its window; `false` if it did so before.
  boolean serve() {
    if (hours instanceof Hours.Open(Optional<Instant> opened)
        && opened.isPresent()
        && served.filter(last -> !last.isBefore(opened.get())).isEmpty()) {
      served = opened;
      return true;
    }
    return false;
  }

  /// Keeps it down, for this reason.
  void holdDown(Cause cause) {
    target = new Target.Down(cause);
    instance = Instance.idle(cause);
  }

  /// It is down for this reason, where it is.
  void excuse(Cause cause) {
    if (instance.state() instanceof State.Stopped) {
      instance = instance.because(cause);
    }
  }

  Target target() {
    return target;
  }

  void target(Target next) {
    target = next;
    if (wished()) {
      patience = Optional.empty();
    }
  }

  /// How long it may take to go down this time, before it is killed; empty means as long as its
  /// spec says.
  void patience(Optional<Duration> limit) {
    patience = limit;
  }

  /// What its commands find in their environment beside what the spec says.
  void vars(SortedMap<String, String> variables) {
    vars = variables;
  }

  /// The spec that its next step goes by.
  ServiceSpec terms() {
    ServiceSpec own = vars.isEmpty() ? spec : spec.withLaunch(spec.launch().adding(vars));
    return patience
        .map(limit -> own.withStop(new StopRule(own.stop().signal(), own.stop().command(), limit)))
        .orElse(own);
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

  /// The companions, in the order in which they came; a copy that stays as it is.
  List<Seat> seats() {
    return seats;
  }

  /// A place for one more.
  Seat seat(Companion companion) {
    Seat seat = new Seat(new Bell(this, ++seated), companion);
    seats = Stream.concat(seats.stream(), Stream.of(seat)).toList();
    return seat;
  }

  void leave(Seat seat) {
    seats = seats.stream().filter(each -> each != seat).toList();
  }

  /// What is beside it now.
  Company company() {
    return new Company(seats);
  }

  /// Whether it runs, and its readiness probe, if it has one, has nothing against it.
  boolean ready() {
    return instance.state() instanceof Alive.Running && company().ready();
  }

  /// Its process has ended, as an event later in this turn will say.
  void fade() {
    fading = true;
  }

  /// Whether something of a run is, or may be, alive in it.
  boolean occupied() {
    return instance.state().run().isPresent();
  }

  /// Whether nothing at all is, or may be, alive in it.
  boolean vacant() {
    return !occupied() && seats.isEmpty();
  }

  /// Whether its process is up and nobody has asked it to go.
  boolean serving() {
    return switch (instance.state()) {
      case Alive _ -> !fading && !(order instanceof Order.Renew) && wantedUp();
      case State.Stopped _,
          State.Waiting _,
          State.Elsewhere _,
          Sought _,
          State.Preparing _,
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
