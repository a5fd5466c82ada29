package dev.tend.daemon.routes;

import dev.tend.core.process.Writer;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// No unit writes anything.
record NoLogs() implements Logs {

  @Override
  public Optional<Path> file(Writer writer, Output.Stream stream) {
    return Optional.empty();
  }

  @Override
  public Feed.Subscription onGrowth(Writer writer, Output.Stream stream, Runnable grown) {
    return () -> {};
  }

  @Override
  public Feed.Subscription onOpen(Consumer<Opening> opened) {
    return () -> {};
  }
}
