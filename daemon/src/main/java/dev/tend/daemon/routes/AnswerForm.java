package dev.tend.daemon.routes;

/// What the good answer of a route looks like, for the reference.
sealed interface AnswerForm {

  /// One record.
  record One(Class<? extends Record> type) implements AnswerForm {}

  /// A list of records.
  record Many(Class<? extends Record> type) implements AnswerForm {}

  /// Server-sent events with a record each.
  record Events(Class<? extends Record> type) implements AnswerForm {}

  /// A list of records, or with `follow` events.
  record ManyOrEvents(Class<? extends Record> type) implements AnswerForm {}

  /// An empty object: it was taken, and goes on.
  record Accepted() implements AnswerForm {}

  /// Some other document.
  record Document(String mediaType) implements AnswerForm {}
}
