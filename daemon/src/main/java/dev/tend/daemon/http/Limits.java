package dev.tend.daemon.http;

import java.time.Duration;

/// What one client, and all of them together, may cost the daemon.
///
/// @param lineBytes the longest request line; a selection of some hundred units still fits
/// @param headerBytes all headers of a request; browsers send cookies of other local programs
/// @param bodyBytes the largest body; a configuration of ten thousand units has 3 MB
/// @param bodiesBytes the bodies of all requests that are being read at the same time
/// @param connections open at the same time; a process may often have no more than 1,024 files
/// @param followers streams at the same time; each costs a virtual thread and a buffer
/// @param request how long a client may take from the first chance to send a request to its end
/// @param stall how long a client may leave what was sent to it unread
/// @param keepAlive how often a stream with nothing to say shows that it lives
public record Limits(
    int lineBytes,
    int headerBytes,
    int bodyBytes,
    int bodiesBytes,
    int connections,
    int followers,
    Duration request,
    Duration stall,
    Duration keepAlive) {

  public static final Limits DEFAULT =
      new Limits(
          8 * 1024,
          16 * 1024,
          4 * 1024 * 1024,
          16 * 1024 * 1024,
          1_000,
          500,
          Duration.ofSeconds(60),
          Duration.ofMinutes(5),
          Duration.ofSeconds(15));

  /// A stream pauses when this much waits to be taken by its client, and goes on at half of it.
  static final int UNREAD_BYTES_MAX = 32 * 1024;

  /// A stream's events are sent in portions of about so many characters, each of which waits for
  /// the one before it to be taken.
  static final int PORTION_CHARS = 16 * 1024;

  /// How long a stream that was cut off stays for its client to read that, and what came before it.
  static final Duration PARTING = Duration.ofSeconds(30);

  /// How long a connection that was refused stays for its client to read why.
  static final Duration LINGER = Duration.ofSeconds(1);

  /// How long a closing server lets its streams say their last words.
  static final Duration FAREWELL = Duration.ofSeconds(2);
}
