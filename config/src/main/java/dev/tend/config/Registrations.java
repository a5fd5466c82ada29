package dev.tend.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Where units stand that were registered while a daemon ran, beside what the operator names.
///
/// @param folder of files that hold units and nothing else; it need not be there, and a dialect may
///   name a folder of its own instead
/// @param pending by absolute path: texts that are read as if they stood there already, and files
///   (empty) that are read as if they were gone. That is how a change is tried before it is made.
public record Registrations(Optional<Path> folder, SortedMap<Path, Optional<String>> pending) {

  public static final Registrations NONE = new Registrations(Optional.empty(), new TreeMap<>());

  public Registrations {
    pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
  }

  public static Registrations in(Path folder) {
    return new Registrations(Optional.of(folder), new TreeMap<>());
  }

  /// The same, with one more change that is tried.
  public Registrations trying(Path file, Optional<String> text) {
    SortedMap<Path, Optional<String>> more = new TreeMap<>(pending);
    more.put(file.toAbsolutePath().normalize(), text);
    return new Registrations(folder, more);
  }
}
