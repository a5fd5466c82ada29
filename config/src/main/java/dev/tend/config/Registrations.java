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
/// @param sealed whether nothing but `pending` is there, whatever files say by now: that is how a
///   configuration is read as it once was
public record Registrations(
    Optional<Path> folder, SortedMap<Path, Optional<String>> pending, boolean sealed) {

  public static final Registrations NONE =
      new Registrations(Optional.empty(), new TreeMap<>(), false);

  public Registrations {
    pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
  }

  public static Registrations in(Path folder) {
    return new Registrations(Optional.of(folder), new TreeMap<>(), false);
  }

  /// The same, with one more change that is tried.
  public Registrations trying(Path file, Optional<String> text) {
    SortedMap<Path, Optional<String>> more = new TreeMap<>(pending);
    more.put(file.toAbsolutePath().normalize(), text);
    return new Registrations(folder, more, sealed);
  }

  /// The same folder, where these texts by absolute path are all that there is.
  public Registrations sealed(SortedMap<Path, String> texts) {
    SortedMap<Path, Optional<String>> all = new TreeMap<>();
    texts.forEach((file, text) -> all.put(file, Optional.of(text)));
    return new Registrations(folder, all, true);
  }
}
