package dev.tend.engine;

import dev.tend.core.world.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// The last [#ENTRIES] entries, by number.
final class Ring implements Feed {

  /// A busy day of a small host, at some 300 bytes each when full.
  static final int ENTRIES = 8192;

  private final @Nullable Entry[] slots = new @Nullable Entry[ENTRIES];
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final long first;
  private long last;

  /// @param last the number of the last entry that is not its own
  Ring(long last) {
    this.first = last + 1;
    this.last = last;
  }

  @Override
  public long origin() {
    return first - 1;
  }

  long last() {
    synchronized (slots) {
      return last;
    }
  }

  /// Takes entries whose numbers follow on; called by the loop only.
  void append(List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    synchronized (slots) {
      for (Entry entry : entries) {
        slots[(int) (entry.id() % ENTRIES)] = entry;
        last = entry.id();
      }
    }
    listeners.forEach(Runnable::run);
  }

  @Override
  public Batch after(long position) {
    synchronized (slots) {
      long oldest = Math.max(first, last - ENTRIES + 1);
      long from = Math.max(position + 1, oldest);
      List<Entry> entries = new ArrayList<>();
      for (long id = from; id <= last; id++) {
        Entry entry = slots[(int) (id % ENTRIES)];
        if (entry != null) {
          entries.add(entry);
        }
      }
      return new Batch(entries, from - (position + 1));
    }
  }

  @Override
  public Subscription onGrowth(Runnable grown) {
    // Two listeners may be equal as objects; each must end on its own.
    Runnable own = () -> grown.run();
    listeners.add(own);
    return () -> listeners.remove(own);
  }
}
