package dev.tend.linux;

import java.time.Instant;

/// A moment as a text, `2026-11-21T10:00:00.123Z`.
///
/// What is noted in one turn is of one moment or of one firing, over and over, and to write one
/// takes longer than the rest of its line; so the last few are remembered.
final class TimeText {
  private static final int PLACES = 8;
  private static final Written[] WRITTEN = new Written[PLACES];

  private record Written(Instant at, String text) {}

  private TimeText() {}

  /// Any thread may ask: the worst that comes of two at once is that one writes its text anew.
  static String of(Instant at) {
    int place = Math.floorMod(at.hashCode(), PLACES);
    Written written = WRITTEN[place];
    if (written == null || !written.at().equals(at)) {
      written = new Written(at, at.toString());
      WRITTEN[place] = written;
    }
    return written.text();
  }
}
