package dev.tend.api;

/// What comes next out of a stream that is followed.
public sealed interface Step<T> {

  /// One more.
  ///
  /// @param id from here the stream can be resumed
  record Item<T>(String id, T value) implements Step<T> {}

  /// The reader was too slow, or came too late: so many are known no more.
  record Gap<T>(long missed) implements Step<T> {}

  /// Nothing came within the time that was given.
  record Quiet<T>() implements Step<T> {}

  /// Nothing more will come: the daemon ended the stream, or the reader closed it.
  record Ended<T>() implements Step<T> {}

  /// The stream broke off, or holds what makes no sense.
  record Broken<T>(String reason) implements Step<T> {}
}
