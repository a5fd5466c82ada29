package dev.tend.linux;

import dev.tend.core.process.RunId;
import java.util.List;

/// Finds what is left of a run whose main process is gone.
@FunctionalInterface
interface Kin {

  /// Living processes of the run; every other one of its processes is below one of them.
  List<ProcStat> of(RunId run);
}
