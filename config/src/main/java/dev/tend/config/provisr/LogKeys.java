package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.nativeform.PathForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.nio.file.Path;
import java.util.Optional;

/// The keys of `log`, that of the main file and that of a spec.
final class LogKeys {
  private static final int MEGABYTES_MAX = 1_000_000;
  private static final int FILES_MAX = 10_000;
  private static final int DAYS_MAX = 36_500;

  static final Key<Path> DIR =
      Key.optional(
          "dir",
          new PathForm(),
          "`[daemon] log_dir`",
          "`<dir>/<name>.stdout.log` and `.stderr.log`; `<name>-<number>` with several instances.");

  static final Key<Path> STDOUT =
      Key.optional("stdout", new PathForm(), "that of `dir`", "`log.stdout`.");

  static final Key<Path> STDERR =
      Key.optional("stderr", new PathForm(), "that of `dir`", "`log.stderr`.");

  static final Key<Integer> MAX_SIZE_MB =
      Key.standard(
          "max_size_mb",
          new WholeNumberForm(0, MEGABYTES_MAX),
          10,
          "`log.max_size` in MiB; 0 means the default.");

  static final Key<Integer> MAX_BACKUPS =
      Key.standard(
          "max_backups", new WholeNumberForm(0, FILES_MAX), 3, "`log.keep`; 0 means the default.");

  static final Key<Integer> MAX_AGE_DAYS =
      Key.standard(
          "max_age_days",
          new WholeNumberForm(0, DAYS_MAX),
          7,
          "`log.keep_for`, in days; 0 means the default.");

  static final Key<Boolean> COMPRESS =
      Key.standard("compress", new TruthForm(), false, "`log.compress`.");

  static final Key<LogLevel> LEVEL =
      Key.optional(
          "level",
          new LogLevelForm(),
          "`info`",
          "From which weight on the daemon writes what happens to its own log.");

  private static final Key<String> FORMAT =
      Key.optional(
          "format", new TextForm(), "text", "The daemon's log is text: anything else is said.");

  private static final Key<Boolean> COLOR =
      Key.optional("color", new TruthForm(), "false", "The daemon's log has no colour.");

  private static final Key<Boolean> TIMESTAMPS =
      Key.optional("timestamps", new TruthForm(), "true", "The daemon's log always has them.");

  private static final Key<Boolean> SOURCE =
      Key.optional("source", new TruthForm(), "false", "The daemon's log names units, not code.");

  static final Shape FLAT =
      Shape.of(
              DIR,
              STDOUT,
              STDERR,
              MAX_SIZE_MB,
              MAX_BACKUPS,
              MAX_AGE_DAYS,
              COMPRESS,
              LEVEL,
              FORMAT,
              COLOR,
              TIMESTAMPS,
              SOURCE)
          .rule(LogKeys::sayWhatHasNoEqual, FORMAT);

  static final Form<Fields> FORM = new BothSpellings(FLAT);

  private LogKeys() {}

  private static void sayWhatHasNoEqual(Fields fields, Problems problems) {
    Optional<String> format = fields.find(FORMAT);
    if (format.isPresent() && !format.get().equals("text")) {
      problems.warn(fields.place(FORMAT), "the daemon's log is written as text", "");
    }
  }

  /// The flat keys of files (`max_size_mb`), and those that requests have and that a daemon has
  /// written into files: `file.maxSizeMB`, `slog.level`.
  private record BothSpellings(Shape flat) implements Form<Fields> {
    @Override
    public String type() {
      return flat.type();
    }

    @Override
    public Optional<Fields> decode(Node node, Problems problems) {
      Node spelled = node instanceof Node.Table table ? LogSpelling.flat(table, problems) : node;
      return flat.decode(spelled, problems);
    }

    @Override
    public String write(Fields value) {
      return flat.write(value);
    }
  }
}
