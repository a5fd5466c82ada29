package dev.tend.core.world;

import dev.tend.core.lifecycle.Ledger;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What an earlier daemon left, after the kernel was asked about it.
///
/// @param runs those of which no end was recorded
/// @param heldDown what an operator stopped
public record Recovered(List<Run> runs, SortedSet<InstanceId> heldDown) {

  public static final Recovered NOTHING = new Recovered(List.of(), new TreeSet<>());

  public Recovered {
    runs = List.copyOf(runs);
    heldDown = Collections.unmodifiableSortedSet(new TreeSet<>(heldDown));
  }

  /// One run of which no end was recorded.
  ///
  /// @param alive its main process, if that lives and is watched; otherwise the kernel watches, and
  ///   ends, what else is left of it
  public record Run(
      RunId run,
      RunKind kind,
      InstanceId instance,
      Optional<ProcessRef> alive,
      Ledger ledger,
      boolean stable) {}
}
