package dev.tend.daemon.routes;

import dev.tend.core.process.Writer;
import dev.tend.engine.Feed;
import dev.tend.engine.Output;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// Where output is kept, as far as its readers need to know.
public interface Logs {

  /// The file that a stream is written to, if it is; it need not exist yet. For both streams of a
  /// writer the same if they are one.
  Optional<Path> file(Writer writer, Output.Stream stream);

  /// Calls `grown` on some thread when there is more; it must return at once.
  Feed.Subscription onGrowth(Writer writer, Output.Stream stream, Runnable grown);

  /// Calls `opened` on the loop's thread when a writer has other files from then on, before it
  /// writes anything to them; it must return at once.
  Feed.Subscription onOpen(Consumer<Opening> opened);
}
