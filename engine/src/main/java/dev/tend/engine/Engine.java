package dev.tend.engine;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import java.util.concurrent.CompletionStage;

/// A running supervisor, as seen by the threads around it and by programs that embed it.
public interface Engine {

  /// Hands a request to the loop; completes when it was stepped and journalled, after the snapshot
  /// that shows it was published. It completes on the loop's thread: what follows must not block
  /// there. If more than [Mailbox#LETTERS_MAX] letters wait already, the answer is a refusal.
  CompletionStage<Reply> submit(Request request);

  /// Puts something that a thread beside the loop noticed into the feed: lost log lines, say.
  ///
  /// @param type the entry's type: `lines_lost`
  void report(InstanceId instance, String type, String sentence);

  /// The same, for what concerns no single instance: the holder of the FIFOs died, say.
  ///
  /// @param type the entry's type: `holder`
  void report(String type, String sentence);

  /// The state of everything at the end of the last turn; costs nothing and never waits.
  Snapshot snapshot();

  /// What happened and happens, numbered.
  Feed feed();
}
