package dev.tend.linux;

/// What a reader of a log gets, in the order in which it was written.
public sealed interface LogPiece {

  /// Where reading goes on after this piece; for [LogTail#after].
  String position();

  /// A line, without its end, or a part of one.
  ///
  /// @param ended whether the line ends here; otherwise the next piece goes on with it
  record Text(String text, boolean ended, String position) implements LogPiece {}

  /// Lines in between are kept no more: the reader was slower than rotation, or came too late.
  record Missed(String position) implements LogPiece {}
}
