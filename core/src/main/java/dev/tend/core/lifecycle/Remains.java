package dev.tend.core.lifecycle;

import dev.tend.core.process.RunId;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a slot has to see the end of before it is free, and what follows then.
///
/// @param own the run that occupied the slot
/// @param left the runs of which something may be alive: its own, and its stop command's
public record Remains(RunId own, SortedSet<RunId> left, After after) {

  public Remains {
    left = Collections.unmodifiableSortedSet(new TreeSet<>(left));
  }

  static Remains of(RunId own, After after) {
    SortedSet<RunId> left = new TreeSet<>();
    left.add(own);
    return new Remains(own, left, after);
  }

  /// Nothing of the run itself is left.
  public static Remains nothing(RunId own, After after) {
    return new Remains(own, Collections.emptySortedSet(), after);
  }

  Remains with(RunId another) {
    SortedSet<RunId> more = new TreeSet<>(left);
    more.add(another);
    return new Remains(own, more, after);
  }

  Remains without(RunId gone) {
    SortedSet<RunId> fewer = new TreeSet<>(left);
    fewer.remove(gone);
    return new Remains(own, fewer, after);
  }

  Remains then(After next) {
    return new Remains(own, left, next);
  }
}
