package dev.tend.linux;

import dev.tend.core.process.Writer;
import dev.tend.engine.Feed;
import dev.tend.engine.Output.Stream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Who wants to know that a stream grew.
final class LogGrowth {

  private final Map<Key, CopyOnWriteArrayList<Runnable>> listeners = new ConcurrentHashMap<>();

  Feed.Subscription listen(Writer writer, Stream stream, Runnable grown) {
    Key key = new Key(writer, stream);
    listeners.compute(
        key,
        (_, present) -> {
          CopyOnWriteArrayList<Runnable> list =
              present == null ? new CopyOnWriteArrayList<>() : present;
          list.add(grown);
          return list;
        });
    return () -> end(key, grown);
  }

  void grew(Writer writer, Stream stream) {
    if (listeners.isEmpty()) {
      return;
    }
    CopyOnWriteArrayList<Runnable> list = listeners.get(new Key(writer, stream));
    if (list != null) {
      list.forEach(Runnable::run);
    }
  }

  private void end(Key key, Runnable grown) {
    listeners.computeIfPresent(
        key,
        (_, list) -> {
          list.remove(grown);
          return list.isEmpty() ? null : list;
        });
  }

  private record Key(Writer writer, Stream stream) {}
}
