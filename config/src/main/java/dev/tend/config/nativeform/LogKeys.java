package dev.tend.config.nativeform;

import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.SizeForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.core.spec.LogRule;
import java.time.Duration;

/// The keys of `log`.
final class LogKeys {

  private static final int KEEP_MAX = 10_000;

  static final Key<LogRule.Target> STDOUT =
      Key.standard(
          "stdout",
          new LogTargetForm(false),
          LogRule.DEFAULT.stdout(),
          "The file of standard output; `{unit}` and `{instance}` stand for the name and the"
              + " number. `\"none\"` throws it away.");

  static final Key<LogRule.Target> STDERR =
      Key.standard(
          "stderr",
          new LogTargetForm(true),
          LogRule.DEFAULT.stderr(),
          "The same for standard error; `\"stdout\"` puts it into the file of standard output, in"
              + " the order in which it was written.");

  private static final Key<Long> MAX_SIZE =
      Key.standard(
          "max_size",
          new SizeForm(),
          LogRule.DEFAULT.maxSizeBytes(),
          "A file is rotated before the line that would make it larger; `\"0\"` never rotates.");

  private static final Key<Duration> MAX_AGE =
      Key.standard(
          "max_age",
          new DurationForm(Duration.ZERO),
          LogRule.DEFAULT.maxAge(),
          "A file that was begun so long ago is rotated before the next line, and not before one"
              + " comes; `\"0s\"` never rotates.");

  private static final Key<Integer> KEEP =
      Key.standard(
          "keep",
          new WholeNumberForm(0, KEEP_MAX),
          LogRule.DEFAULT.keep(),
          "How many rotated files stay.");

  private static final Key<Duration> KEEP_FOR =
      Key.standard(
          "keep_for",
          new DurationForm(Duration.ZERO),
          LogRule.DEFAULT.keepFor(),
          "Rotated files that were last written to longer ago are deleted, the oldest first: when"
              + " the log is opened and at each rotation, not in between. `\"0s\"` deletes none by"
              + " age; `log.keep` holds beside it.");

  private static final Key<Boolean> COMPRESS =
      Key.standard(
          "compress",
          new TruthForm(),
          LogRule.DEFAULT.compress(),
          "Whether rotated files are compressed with gzip.");

  private static final Key<Boolean> TIMESTAMPS =
      Key.standard(
          "timestamps",
          new TruthForm(),
          LogRule.DEFAULT.timestamps(),
          "Whether each line is preceded by the time at which it was read.");

  static final Shape SHAPE =
      Shape.of(STDOUT, STDERR, MAX_SIZE, MAX_AGE, KEEP, KEEP_FOR, COMPRESS, TIMESTAMPS);

  private LogKeys() {}

  static LogRule spec(Fields fields) {
    return new LogRule(
        fields.get(STDOUT),
        fields.get(STDERR),
        fields.get(MAX_SIZE),
        fields.get(MAX_AGE),
        fields.get(KEEP),
        fields.get(KEEP_FOR),
        fields.get(COMPRESS),
        fields.get(TIMESTAMPS));
  }
}
