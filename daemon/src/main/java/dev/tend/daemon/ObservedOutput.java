package dev.tend.daemon;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.daemon.routes.Logs;
import dev.tend.daemon.routes.Opening;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import dev.tend.linux.LinuxOutput;
import dev.tend.linux.LogTail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The output, and its readers, who hear of each log before its first line.
///
/// Its files change seldom and its instances start often, so only a change is told; and it is
/// looked at once, and not once for each reader, because the loop waits meanwhile.
final class ObservedOutput implements Output, Logs {

  private final LinuxOutput output;
  private final List<Consumer<Opening>> observers = new CopyOnWriteArrayList<>();

  ObservedOutput(LinuxOutput output) {
    this.output = output;
  }

  @Override
  public void open(Writer writer, LogRule rule) {
    change(writer, () -> output.open(writer, rule));
  }

  @Override
  public void resume(Writer writer, LogRule rule) {
    change(writer, () -> output.resume(writer, rule));
  }

  @Override
  public void retire(InstanceId instance) {
    change(Writer.of(instance), () -> output.retire(instance));
  }

  private void change(Writer writer, Runnable change) {
    Map<Stream, Path> before = files(writer);
    change.run();
    Map<Stream, Path> after = files(writer);
    if (!after.equals(before) && !observers.isEmpty()) {
      Opening opening = new Opening(writer, ends(after));
      observers.forEach(observer -> observer.accept(opening));
    }
  }

  private Map<Stream, Path> files(Writer writer) {
    Map<Stream, Path> files = new EnumMap<>(Stream.class);
    for (Stream stream : Stream.values()) {
      output.file(writer, stream).ifPresent(file -> files.put(stream, file));
    }
    return files;
  }

  /// A reader that finds one of them unreadable will meet the same, and say so.
  private static Map<Stream, Opening.End> ends(Map<Stream, Path> files) {
    Map<Stream, Opening.End> ends = new EnumMap<>(Stream.class);
    files.forEach((stream, file) -> {
      try (LogTail tail = LogTail.last(file, 0)) {
        ends.put(stream, new Opening.End(file, tail.position()));
      } catch (IOException unreadable) {
        // See above.
      }
    });
    return ends;
  }

  @Override
  public Optional<Path> file(Writer writer, Stream stream) {
    return output.file(writer, stream);
  }

  @Override
  public Feed.Subscription onGrowth(Writer writer, Stream stream, Runnable grown) {
    return output.onGrowth(writer, stream, grown);
  }

  @Override
  public Feed.Subscription onOpen(Consumer<Opening> opened) {
    Consumer<Opening> own = opening -> opened.accept(opening);
    observers.add(own);
    return () -> observers.remove(own);
  }

  @Override
  public void discard(Writer writer, LogRule rule) {
    output.discard(writer, rule);
  }

  /// Ends it with processes that go on writing.
  void leave() {
    output.leave();
  }

  @Override
  public void close() {
    output.close();
  }
}
