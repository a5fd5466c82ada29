package dev.tend.engine;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/// What other threads want of the loop, in the order in which it came; bounded, so that a flood of
/// requests costs a refusal and no memory.
final class Mailbox {

  /// More than any operator has in flight; at a few hundred bytes each.
  static final int LETTERS_MAX = 1024;

  /// One thing that was asked or noticed.
  sealed interface Letter {
    record Ask(Request request, CompletableFuture<Reply> answer) implements Letter {}

    record Report(Optional<InstanceId> instance, String type, String sentence) implements Letter {}
  }

  private final BlockingQueue<Letter> letters = new ArrayBlockingQueue<>(LETTERS_MAX);

  /// Whether there was room.
  boolean offer(Letter letter) {
    return letters.offer(letter);
  }

  boolean isEmpty() {
    return letters.isEmpty();
  }

  List<Letter> take() {
    List<Letter> taken = new ArrayList<>();
    letters.drainTo(taken);
    return taken;
  }
}
