package dev.tend.linux;

import dev.tend.core.process.Writer;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.engine.Output.Stream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which stream writes to which file; no file has two, since each would rotate it under the other.
/// For the loop's thread.
final class LogPlaces {

  private static final String UNIT = "{unit}";

  private final Path folder;
  private final Map<Path, Owner> owners = new HashMap<>();

  /// @param folder of the logs that have no path of their own
  LogPlaces(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /// Where the streams of a writer would go.
  ///
  /// @throws IllegalArgumentException if another stream has such a file
  OutputPlan plan(Writer writer, LogRule rule) {
    if (writer.hook().isPresent()) {
      LogPlace place = ofHook(writer, rule);
      return new OutputPlan(rule, place, new LogPlace.WithStdout());
    }
    LogPlace stdout = place(writer, Stream.STDOUT, rule.stdout());
    LogPlace stderr = place(writer, Stream.STDERR, rule.stderr());
    if (stdout instanceof LogPlace.WithStdout) {
      throw new IllegalArgumentException("stdout of " + writer + " cannot go with itself");
    }
    if (stdout instanceof LogPlace.InFile(Path file)) {
      check(new Owner(writer, Stream.STDOUT), file);
      if (stderr.equals(stdout)) {
        throw refusal(new Owner(writer, Stream.STDERR), file, new Owner(writer, Stream.STDOUT));
      }
    }
    if (stderr instanceof LogPlace.InFile(Path file)) {
      check(new Owner(writer, Stream.STDERR), file);
    }
    return new OutputPlan(rule, stdout, stderr);
  }

  /// Makes the files of a plan the writer's own.
  void claim(Writer writer, OutputPlan plan) {
    for (Stream stream : Stream.values()) {
      if (plan.place(stream) instanceof LogPlace.InFile(Path file)) {
        owners.put(file, new Owner(writer, stream));
      }
    }
  }

  /// Makes the files of a plan free for others.
  void release(Writer writer, OutputPlan plan) {
    for (Stream stream : Stream.values()) {
      plan.file(stream).ifPresent(file -> owners.remove(file, new Owner(writer, stream)));
    }
  }

  /// Both streams of a hook, as long as its unit is not silent altogether.
  private LogPlace ofHook(Writer hook, LogRule rule) {
    if (!rule.isKept()) {
      return new LogPlace.Nowhere();
    }
    Path file = fileOfHook(hook);
    check(new Owner(hook, Stream.STDOUT), file);
    return new LogPlace.InFile(file);
  }

  /// The file of a hook, be it open or not.
  Path fileOfHook(Writer hook) {
    return folder.resolve(hook + ".log");
  }

  /// The files that have the writer's own name, so that no other writes to them.
  List<Path> own(Writer writer, LogRule rule) {
    if (writer.hook().isPresent()) {
      return List.of(fileOfHook(writer));
    }
    List<Path> files = new ArrayList<>();
    LogRule.Target[] targets = {rule.stdout(), rule.stderr()};
    for (Stream stream : Stream.values()) {
      LogRule.Target target = targets[stream.ordinal()];
      boolean named = !(target instanceof LogRule.Target.File(String path)) || path.contains(UNIT);
      if (named && place(writer, stream, target) instanceof LogPlace.InFile(Path file)) {
        files.add(file);
      }
    }
    return files;
  }

  /// The file with the usual name, if there is one. Safe on any thread.
  Optional<Path> left(InstanceId instance, Stream stream) {
    return Optional.of(folder.resolve(instance + "." + stream.text() + ".log"))
        .filter(Files::exists);
  }

  private LogPlace place(Writer writer, Stream stream, LogRule.Target target) {
    return switch (target) {
      case LogRule.Target.Default() ->
          new LogPlace.InFile(folder.resolve(writer + "." + stream.text() + ".log"));
      case LogRule.Target.File(String path) ->
          new LogPlace.InFile(
              Path.of(filled(path, writer.instance())).toAbsolutePath().normalize());
      case LogRule.Target.Discard() -> new LogPlace.Nowhere();
      case LogRule.Target.WithStdout() -> new LogPlace.WithStdout();
    };
  }

  private void check(Owner claimant, Path file) {
    Owner owner = owners.get(file);
    if (owner != null && !owner.writer().equals(claimant.writer())) {
      throw refusal(claimant, file, owner);
    }
  }

  private static IllegalArgumentException refusal(Owner claimant, Path file, Owner owner) {
    return new IllegalArgumentException(
        claimant
            + " cannot be written to "
            + file
            + ", because "
            + owner
            + " is: a rotating file has one writer");
  }

  private static String filled(String path, InstanceId instance) {
    return path.replace(UNIT, instance.unit().text())
        .replace("{instance}", Integer.toString(instance.number()));
  }

  private record Owner(Writer writer, Stream stream) {
    @Override
    public String toString() {
      return stream.text() + " of " + writer;
    }
  }
}
