package dev.tend.daemon.http;

import java.util.List;

/// The near end of a stream.
///
/// A feeder that follows something says `while (outlet.awaitMore()) { send what is new }` and once
/// more sends what is new: the last call tells it that the server closes.
public interface Outlet {

  /// Sends events; waits while the client has not taken what was sent before.
  void send(List<ServerEvent> events) throws InterruptedException;

  /// Says that there may be something new; safe on any thread, and returns at once.
  void ring();

  /// Waits for [#ring]; the first call returns at once.
  ///
  /// @return whether the stream goes on
  boolean awaitMore() throws InterruptedException;
}
