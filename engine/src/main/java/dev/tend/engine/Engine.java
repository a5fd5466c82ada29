package dev.tend.engine;

import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import java.util.concurrent.CompletionStage;

/// A running supervisor, as seen by the threads around it and by programs that embed it.
public interface Engine {

  /// Hands a request to the loop; completes when it was stepped and journalled.
  CompletionStage<Reply> submit(Request request);

  /// The state of everything at the end of the last turn; costs nothing and never waits.
  Snapshot snapshot();

  /// What happened and happens, numbered.
  Feed feed();
}
