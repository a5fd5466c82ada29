package dev.tend.linux;

/// Text of which so many characters may be looked at, again and again, and no more: a regular
/// expression that tries all ways there are is ended by it.
///
/// `java.util.regex` goes back and tries again where a line does not match, which for some patterns
/// takes a time that doubles with each character of the line.
final class BoundedText implements CharSequence {

  /// The budget is used up.
  static final class ExhaustedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ExhaustedException() {
      super("looked at too often", null, false, false);
    }
  }

  private final CharSequence text;
  private final long[] left;

  /// @param looks how many characters may be looked at
  BoundedText(CharSequence text, long looks) {
    this(text, new long[] {looks});
  }

  private BoundedText(CharSequence text, long[] left) {
    this.text = text;
    this.left = left;
  }

  @Override
  public char charAt(int index) {
    if (--left[0] < 0) {
      throw new ExhaustedException();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new BoundedText(text.subSequence(start, end), left);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
