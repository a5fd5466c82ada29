package dev.tend.scenarios.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An environment variable that every process of one scenario carries, wherever it went.
///
/// @param folder of the scenario, which is all that the daemon's holder of FIFOs carries
record Marker(String name, String value, Path folder) {

  /// The processes that carry it.
  List<ProcessHandle> processes() {
    try (Stream<Path> entries = Files.list(Path.of("/proc"))) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches("[0-9]+"))
          .filter(this::isCarriedBy)
          .map(entry -> ProcessHandle.of(Long.parseLong(entry.getFileName().toString())))
          .flatMap(Optional::stream)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  void killAll() {
    processes().forEach(ProcessHandle::destroyForcibly);
  }

  private boolean isCarriedBy(Path process) {
    try {
      String environment =
          new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.ISO_8859_1);
      return ("\0" + environment).contains("\0" + name + "=" + value + "\0")
          || environment.startsWith("TEND_HOLDER=" + folder + "/");
    } catch (IOException goneOrForeign) {
      return false;
    }
  }
}
