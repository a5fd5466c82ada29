package dev.tend.linux;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which holders are to be started, and which are then needed no more, so that every FIFO is held.
///
/// A running process cannot be given another descriptor. So what is new is joined with what the
/// smallest holders have, into one that takes their place. One most of whose FIFOs are gone is
/// replaced too, so that holders grow neither in number nor in dead weight, however FIFOs come and
/// go.
///
/// @param batches the FIFOs of each holder to start
/// @param ending the numbers of those to end, once all new ones run
record HolderPlan(List<SortedSet<String>> batches, SortedSet<Integer> ending) {

  /// Of one holder: below the 1024 descriptors that a process usually may have.
  static final int FIFOS_MAX = 1000;

  static HolderPlan of(Set<String> wanted, Map<Integer, Set<String>> holders) {
    return of(wanted, holders, FIFOS_MAX);
  }

  /// @param wanted the FIFOs that are to be held
  /// @param holders what each one holds, by its number
  /// @param most of one holder
  static HolderPlan of(Set<String> wanted, Map<Integer, Set<String>> holders, int most) {
    SortedSet<String> open = new TreeSet<>(wanted);
    SortedSet<Integer> ending = new TreeSet<>();
    Map<Integer, SortedSet<String>> staying = new TreeMap<>();
    for (int number : largestFirst(holders)) {
      Set<String> held = holders.getOrDefault(number, Set.of());
      SortedSet<String> useful = new TreeSet<>(held);
      useful.retainAll(open);
      if (2 * useful.size() < held.size() || useful.isEmpty()) {
        ending.add(number);
      } else {
        staying.put(number, useful);
        open.removeAll(useful);
      }
    }
    if (!open.isEmpty()) {
      join(open, staying, ending, most);
    }
    return new HolderPlan(batches(open, most), ending);
  }

  private static List<Integer> largestFirst(Map<Integer, Set<String>> holders) {
    return holders.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<Integer, Set<String>> entry) -> -entry.getValue().size())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void join(
      SortedSet<String> open,
      Map<Integer, SortedSet<String>> staying,
      SortedSet<Integer> ending,
      int most) {
    List<Map.Entry<Integer, SortedSet<String>>> smallestFirst =
        staying.entrySet().stream()
            .sorted(Comparator.comparingInt(entry -> entry.getValue().size()))
            .toList();
    for (Map.Entry<Integer, SortedSet<String>> small : smallestFirst) {
      if (open.size() + small.getValue().size() <= most) {
        open.addAll(small.getValue());
        ending.add(small.getKey());
      }
    }
  }

  private static List<SortedSet<String>> batches(SortedSet<String> open, int most) {
    List<SortedSet<String>> batches = new ArrayList<>();
    SortedSet<String> batch = new TreeSet<>();
    for (String fifo : open) {
      batch.add(fifo);
      if (batch.size() == most) {
        batches.add(batch);
        batch = new TreeSet<>();
      }
    }
    if (!batch.isEmpty()) {
      batches.add(batch);
    }
    return batches;
  }
}
