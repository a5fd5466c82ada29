package dev.tend.daemon;

import dev.tend.core.cause.Actor;
import dev.tend.core.spec.OnExit;
import dev.tend.core.spec.Signal;
import dev.tend.core.world.Request;
import dev.tend.engine.Engine;
import dev.tend.linux.SignalWatch;
import java.util.List;
import java.util.function.Consumer;

/// What signals to the daemon mean: TERM and INT end it in order, each further one hastens that;
/// HUP reloads.
final class Signals implements AutoCloseable {

  private final Engine engine;
  private final List<SignalWatch> watches;
  private boolean asked;

  Signals(Engine engine, Consumer<Actor> reload) {
    this.engine = engine;
    this.watches =
        List.of(
            new SignalWatch(Signal.TERM, () -> end(new Actor("SIGTERM"))),
            new SignalWatch(Signal.INT, () -> end(new Actor("Ctrl-C"))),
            new SignalWatch(Signal.HUP, () -> reload.accept(new Actor("SIGHUP"))));
  }

  private synchronized void end(Actor actor) {
    boolean further = asked || engine.snapshot().ending();
    boolean keep = engine.snapshot().configuration().onExit() == OnExit.KEEP;
    asked = true;
    var _ = engine.submit(further ? new Request.Hasten(actor) : new Request.Shutdown(keep, actor));
  }

  @Override
  public void close() {
    watches.forEach(SignalWatch::close);
  }
}
