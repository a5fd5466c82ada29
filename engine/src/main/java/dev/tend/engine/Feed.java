package dev.tend.engine;

import dev.tend.core.world.Entry;
import java.util.List;

/// The latest entries of the journal, numbered, for readers that go at their own pace.
///
/// A reader remembers the number of the last entry it has seen. One that falls further behind than
/// the ring is long is told so, and takes a fresh snapshot.
public interface Feed {

  /// The entries after number `position`, oldest first.
  Batch after(long position);

  /// The number before the first entry of this daemon: who has seen nothing begins here.
  long origin();

  /// Calls `grown` on the loop's thread whenever there are new entries; it must return at once.
  Subscription onGrowth(Runnable grown);

  /// @param entries what came after the position asked for, as far as it is still known
  /// @param missed how many entries in between are known no more; 0 for a reader that kept up
  record Batch(List<Entry> entries, long missed) {
    public Batch {
      entries = List.copyOf(entries);
    }
  }

  /// Ends the calls.
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }
}
