package dev.tend.daemon;

import dev.tend.core.cause.Actor;
import dev.tend.core.spec.OnExit;
import dev.tend.core.world.Request;
import dev.tend.engine.Engine;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import sun.misc.Signal;

/// What signals to the daemon mean: TERM and INT end it in order, each further one hastens that; HUP
/// reloads.
final class Signals {

  private final Engine engine;
  private final Consumer<Actor> reload;
  private final AtomicBoolean ending = new AtomicBoolean();

  Signals(Engine engine, Consumer<Actor> reload) {
    this.engine = engine;
    this.reload = reload;
  }

  void listen() {
    Signal.handle(new Signal("TERM"), _ -> end(new Actor("SIGTERM")));
    Signal.handle(new Signal("INT"), _ -> end(new Actor("Ctrl-C")));
    Signal.handle(new Signal("HUP"), _ -> reload.accept(new Actor("SIGHUP")));
  }

  private void end(Actor actor) {
    boolean keep = engine.snapshot().configuration().onExit() == OnExit.KEEP;
    boolean first = !engine.snapshot().ending() && ending.compareAndSet(false, true);
    var _ =
        engine.submit(first ? new Request.Shutdown(keep, actor) : new Request.Hasten(actor));
  }
}
