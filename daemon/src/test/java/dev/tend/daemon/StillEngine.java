package dev.tend.daemon;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Snapshot;
import dev.tend.engine.Engine;
import dev.tend.engine.Feed;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// An engine in which nothing happens but what a test says.
public final class StillEngine implements Engine, Feed {

  public final List<Request> requests = new CopyOnWriteArrayList<>();
  public volatile Function<Request, Reply> replies = _ -> new Reply.Done(List.of(), 0);
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final int remembers;
  private volatile Snapshot snapshot;

  /// @param remembers how many entries its feed keeps
  public StillEngine(Snapshot snapshot, int remembers) {
    this.snapshot = snapshot;
    this.remembers = remembers;
  }

  public void happen(Entry entry) {
    synchronized (entries) {
      entries.add(entry);
      if (entries.size() > remembers) {
        entries.removeFirst();
      }
      snapshot =
          new Snapshot(
              entry.id(),
              snapshot.configuration(),
              snapshot.inForce(),
              snapshot.instances(),
              snapshot.rollings(),
              snapshot.jobs(),
              snapshot.crons(),
              snapshot.heldDown(),
              snapshot.watch(),
              snapshot.ending());
    }
    listeners.forEach(Runnable::run);
  }

  public int listeners() {
    return listeners.size();
  }

  @Override
  public CompletionStage<Reply> submit(Request request) {
    requests.add(request);
    return CompletableFuture.supplyAsync(() -> replies.apply(request));
  }

  @Override
  public void report(InstanceId instance, String type, String sentence) {
    throw new AssertionError("nothing here loses a line, so nothing is reported");
  }

  @Override
  public void report(String type, String sentence) {
    throw new AssertionError("nothing here holds a FIFO, so nothing is reported");
  }

  @Override
  public Snapshot snapshot() {
    return snapshot;
  }

  @Override
  public Feed feed() {
    return this;
  }

  @Override
  public Batch after(long position) {
    synchronized (entries) {
      List<Entry> later = entries.stream().filter(entry -> entry.id() > position).toList();
      return new Batch(later, later.isEmpty() ? 0 : later.getFirst().id() - position - 1);
    }
  }

  @Override
  public long origin() {
    return 0;
  }

  @Override
  public Subscription onGrowth(Runnable grown) {
    Runnable own = () -> grown.run();
    listeners.add(own);
    return () -> listeners.remove(own);
  }
}
