package dev.tend.sim;

import dev.tend.core.probe.Finding;
import dev.tend.core.spec.Check;
import dev.tend.engine.Clock;
import dev.tend.engine.Kernel;

/// The contract of the prober, in memory.
final class SimProberContractTest extends ProberContract {
  private final SimKernel machine = new SimKernel(_ -> Behaviour.healthy());

  @Override
  protected Kernel open() {
    machine.prober.script((_, check) ->
        switch (((Check.FileExists) check).path()) {
          case "fine" -> SimProber.Reaction.GOOD;
          case "broken" -> new SimProber.Reaction(Finding.bad("got HTTP 503"), 1_000_000);
          default -> new SimProber.Reaction(Finding.good("got an answer"), Long.MAX_VALUE / 2);
        });
    return machine;
  }

  @Override
  protected Clock clock() {
    return machine;
  }

  @Override
  protected Check.Look fine() {
    return new Check.FileExists("fine");
  }

  @Override
  protected Check.Look broken() {
    return new Check.FileExists("broken");
  }

  @Override
  protected Check.Look silent() {
    return new Check.FileExists("silent");
  }
}
