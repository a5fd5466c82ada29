package dev.tend.daemon;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.daemon.routes.Logs;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import dev.tend.linux.LinuxOutput;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/// The output, and its readers: those who follow everybody hear of each log before its first line.
final class ObservedOutput implements Output, Logs {

  private final LinuxOutput output;
  private final List<Consumer<InstanceId>> observers = new CopyOnWriteArrayList<>();

  ObservedOutput(LinuxOutput output) {
    this.output = output;
  }

  @Override
  public void open(InstanceId instance, LogRule rule) {
    output.open(instance, rule);
    observers.forEach(observer -> observer.accept(instance));
  }

  @Override
  public void resume(InstanceId instance, LogRule rule) {
    output.resume(instance, rule);
    if (output.file(instance, Stream.STDOUT).isPresent()) {
      observers.forEach(observer -> observer.accept(instance));
    }
  }

  @Override
  public void retire(InstanceId instance) {
    output.retire(instance);
  }

  @Override
  public Optional<Path> file(InstanceId instance, Stream stream) {
    return output.file(instance, stream);
  }

  @Override
  public Feed.Subscription onGrowth(InstanceId instance, Stream stream, Runnable grown) {
    return output.onGrowth(instance, stream, grown);
  }

  @Override
  public Feed.Subscription onOpen(Consumer<InstanceId> opened) {
    Consumer<InstanceId> own = instance -> opened.accept(instance);
    observers.add(own);
    return () -> observers.remove(own);
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
