package dev.tend.linux;

import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Usage;
import dev.tend.engine.KernelEvent;
import java.util.Optional;

/// Finds out how main processes ended, those included that are no children of ours.
final class Ends {

  private final Reaper reaper;
  private final ProcReader proc;

  Ends(Reaper reaper, ProcReader proc) {
    this.reaper = reaper;
    this.proc = proc;
  }

  /// The end of a process whose pidfd is readable; empty if it lives after all.
  Optional<KernelEvent.Exited> of(RunId run, PidFd main, ProcStat process) {
    return switch (reaper.byPidfd(main.fd())) {
      case Reaper.Found.StillAlive _ -> Optional.empty();
      case Reaper.Found.Reaped(Exit exit, Usage usage) ->
          Optional.of(new KernelEvent.Exited(run, exit, usage));
      case Reaper.Found.NotOurs _ ->
          Optional.of(new KernelEvent.Exited(run, strangersExit(main, process), Usage.UNKNOWN));
    };
  }

  /// How a process ended that an earlier daemon started, or nobody of ours, and that another parent
  /// reaps. Until that has happened, which is up to it, its stat tells; from then on, the pidfd.
  private Exit strangersExit(PidFd main, ProcStat process) {
    return proc.stat(main.pid())
        .filter(now -> now.is(process) && now.ended())
        .map(zombie -> new WaitStatus(zombie.waitStatus()).exit())
        .or(main::exitOfStranger)
        .orElseGet(() ->
            new Exit.Unknown(
                "it was not our child, and only Linux 6.15 and newer keep the exits of others"));
  }
}
