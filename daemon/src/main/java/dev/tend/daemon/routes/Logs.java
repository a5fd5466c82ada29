package dev.tend.daemon.routes;

import dev.tend.core.spec.InstanceId;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Where output is kept, as far as its readers need to know.
public interface Logs {

  /// The file that a stream is written to, if it is; it need not exist yet. For both streams of an
  /// instance the same if they are one.
  Optional<Path> file(InstanceId instance, Output.Stream stream);

  /// Calls `grown` on some thread when there is more; it must return at once.
  Feed.Subscription onGrowth(InstanceId instance, Output.Stream stream, Runnable grown);

  /// Calls `opened` on the loop's thread when an instance has other files from then on, before it
  /// writes anything to them; it must return at once.
  Feed.Subscription onOpen(Consumer<Opening> opened);
}
