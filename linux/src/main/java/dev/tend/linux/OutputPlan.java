package dev.tend.linux;

import dev.tend.core.spec.LogRule;
import dev.tend.engine.Output.Stream;
import java.nio.file.Path;
import java.util.Optional;

/// Where an instance's two streams go.
record OutputPlan(LogRule rule, LogPlace stdout, LogPlace stderr) {

  LogPlace place(Stream stream) {
    return switch (stream) {
      case STDOUT -> stdout;
      case STDERR -> stderr;
    };
  }

  /// The stream whose FIFO a process gets for this one; empty if it gets `/dev/null`.
  Optional<Stream> source(Stream stream) {
    return switch (place(stream)) {
      case LogPlace.InFile(_) -> Optional.of(stream);
      case LogPlace.Nowhere() -> Optional.empty();
      case LogPlace.WithStdout() -> source(Stream.STDOUT);
    };
  }

  Optional<Path> file(Stream stream) {
    return switch (place(stream)) {
      case LogPlace.InFile(Path file) -> Optional.of(file);
      case LogPlace.Nowhere() -> Optional.empty();
      case LogPlace.WithStdout() -> file(Stream.STDOUT);
    };
  }
}
