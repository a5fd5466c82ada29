package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TextForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.nativeform.PathForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.text.Nearest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The keys of one of `detectors`.
final class DetectorKeys {
  private static final List<String> TYPES = List.of("pidfile", "pid", "command");

  private static final Key<Placed<String>> TYPE =
      Key.required(
          "type",
          new Placed.In<>(new TextForm()),
          "`pidfile` (with `path`), `pid` (with `pid`) or `command` (with `command`).");

  private static final Key<Path> PATH =
      Key.optional("path", new PathForm(), "none", "The file whose first line is a pid.");

  private static final Key<Integer> PID =
      Key.optional("pid", new WholeNumberForm(2, Integer.MAX_VALUE), "none", "The pid.");

  private static final Key<Command> COMMAND =
      Key.optional(
          "command", new CommandLineForm(), "none", "The command that ends with 0 if it is up.");

  static final Shape SHAPE = Shape.of(TYPE, PATH, PID, COMMAND);

  private DetectorKeys() {}

  /// The detector; empty and a problem where something is missing.
  static Optional<Detector> detector(Fields fields, Problems problems) {
    Optional<Placed<String>> type = fields.find(TYPE);
    if (type.isEmpty()) {
      return Optional.empty();
    }
    return switch (type.get().value()) {
      case "pidfile" ->
          needed(fields, PATH, problems)
              .map(path -> new Detector.PidFile(new InstancePath(absolute(path))));
      case "pid" -> needed(fields, PID, problems).map(Detector.Pid::new);
      case "command" -> needed(fields, COMMAND, problems).map(Detector.CommandSucceeds::new);
      default -> {
        String other = type.get().value();
        problems.add(
            type.get().place(),
            "'" + other + "' is none of " + String.join(", ", TYPES),
            Nearest.hint(other, TYPES));
        yield Optional.empty();
      }
    };
  }

  private static <T> Optional<T> needed(Fields fields, Key<T> key, Problems problems) {
    Optional<T> value = fields.find(key);
    boolean absent = fields.place(key).equals(fields.place());
    if (value.isEmpty() && absent) {
      problems.add(fields.place(), "'" + key.name() + "' is missing");
    }
    return value;
  }

  static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }
}
