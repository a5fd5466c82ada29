package dev.tend.daemon.http;

/// What a stream consists of. Runs on a virtual thread of its own, so it may wait as long as it
/// likes; it is interrupted when the client leaves.
@FunctionalInterface
public interface Feeder {
  void feed(Outlet outlet) throws InterruptedException;
}
