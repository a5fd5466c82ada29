package dev.tend.daemon.http;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What the connections of one server share: how many there are, and what they hold. Used on the
/// event loop only.
final class House {

  private final Limits limits;
  private final Consumer<String> cuts;
  private final Set<Follower> followers = new HashSet<>();
  private Optional<CompletableFuture<Void>> closing = Optional.empty();
  private int connections;
  private int bodyBytes;

  /// @param cuts is told, as a sentence and on any thread, of each stream that is cut off
  House(Limits limits, Consumer<String> cuts) {
    this.limits = limits;
    this.cuts = cuts;
  }

  Limits limits() {
    return limits;
  }

  Consumer<String> cuts() {
    return cuts;
  }

  /// Lets a connection in; each that comes leaves, let in or not.
  boolean enter() {
    connections++;
    return connections <= limits.connections();
  }

  void leave() {
    connections--;
  }

  /// Sets room for a body aside; `false` if all bodies together would grow too large.
  boolean reserve(int bytes) {
    if (bodyBytes + bytes > limits.bodiesBytes()) {
      return false;
    }
    bodyBytes += bytes;
    return true;
  }

  void release(int bytes) {
    bodyBytes -= bytes;
  }

  boolean hasRoomForFollower() {
    return closing.isEmpty() && followers.size() < limits.followers();
  }

  void follows(Follower follower) {
    followers.add(follower);
  }

  void ended(Follower follower) {
    followers.remove(follower);
    sayIfQuiet();
  }

  /// Asks all streams to end, and says when the last one has.
  void close(CompletableFuture<Void> quiet) {
    closing = Optional.of(quiet);
    List.copyOf(followers).forEach(Follower::serverCloses);
    sayIfQuiet();
  }

  private void sayIfQuiet() {
    if (followers.isEmpty()) {
      closing.ifPresent(quiet -> quiet.complete(null));
    }
  }
}
