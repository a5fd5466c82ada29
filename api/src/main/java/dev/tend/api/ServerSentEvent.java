package dev.tend.api;

/// One event of a stream, as the HTML standard defines `text/event-stream`.
///
/// @param name `message` unless the stream names it
/// @param id the last one that the stream gave, empty before the first
record ServerSentEvent(String name, String id, String data) {

  /// The name of an event that the stream does not name.
  static final String ORDINARY = "message";
}
