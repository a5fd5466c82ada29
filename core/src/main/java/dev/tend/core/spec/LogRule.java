package dev.tend.core.spec;

import java.time.Duration;

/// Where the output of a unit goes, and how much of it is kept.
///
/// @param maxSizeBytes a file is rotated before the line that would make it larger; 0 never rotates
/// @param maxAge a file that was begun so long ago is rotated before the next line; zero never
/// @param keep how many rotated files stay
/// @param keepFor a rotated file that was last written to longer ago goes; zero keeps all for ever
/// @param compress whether rotated files are compressed with gzip
/// @param timestamps whether each line is preceded by the time at which it was read
public record LogRule(
    Target stdout,
    Target stderr,
    long maxSizeBytes,
    Duration maxAge,
    int keep,
    Duration keepFor,
    boolean compress,
    boolean timestamps) {

  public static final LogRule DEFAULT =
      new LogRule(new Target.Default(), new Target.Default(), 10L * 1024 * 1024, 10, true, false);

  /// One that knows sizes and numbers, and no age.
  public LogRule(
      Target stdout,
      Target stderr,
      long maxSizeBytes,
      int keep,
      boolean compress,
      boolean timestamps) {
    this(stdout, stderr, maxSizeBytes, Duration.ZERO, keep, Duration.ZERO, compress, timestamps);
  }

  public LogRule {
    if (maxAge.isNegative()) {
      throw new IllegalArgumentException("log max_age is negative");
    }
    if (maxSizeBytes < 0) {
      throw new IllegalArgumentException("log max_size is negative");
    }
    if (keep < 0) {
      throw new IllegalArgumentException("log keep is negative");
    }
    if (keepFor.isNegative()) {
      throw new IllegalArgumentException("log keep_for is negative");
    }
  }

  /// Whether anything of it is.
  public boolean isKept() {
    return !(stdout instanceof Target.Discard)
        || stderr instanceof Target.Default
        || stderr instanceof Target.File;
  }

  /// Where one stream goes.
  public sealed interface Target {
    /// `<log_dir>/<unit>.<instance>.<stream>.log`.
    record Default() implements Target {}

    /// A path of the operator's, absolute; `{unit}` and `{instance}` in it are replaced.
    record File(String path) implements Target {}

    /// Nowhere.
    record Discard() implements Target {}

    /// For stderr only: into the file of stdout, in the order in which it was written.
    record WithStdout() implements Target {}
  }
}
