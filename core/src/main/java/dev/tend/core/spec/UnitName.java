package dev.tend.core.spec;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a unit, safe as a file name and unmistakable on a command line.
///
/// Letters, digits and `_ - . @ : +`, starting with a letter or a digit, at most [#LENGTH_MAX]
/// characters. A name may not end in a dot and digits, because `web.2` means instance 2 of `web`.
public record UnitName(String text) implements Comparable<UnitName> {

  /// File names hold at most 255 bytes, and ours add an instance, a stream and a rotation.
  public static final int LENGTH_MAX = 100;

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.@:+-]*");
  private static final Pattern READS_AS_INSTANCE = Pattern.compile(".*\\.[0-9]+");

  public UnitName {
    Optional<String> objection = objection(text);
    if (objection.isPresent()) {
      throw new IllegalArgumentException("unit name '" + text + "': " + objection.get());
    }
  }

  /// Why `text` cannot be a unit's name, in words for the operator; empty when it can.
  public static Optional<String> objection(String text) {
    if (text.isEmpty()) {
      return Optional.of("it is empty");
    }
    if (text.length() > LENGTH_MAX) {
      return Optional.of("it is longer than " + LENGTH_MAX + " characters");
    }
    if (!ALLOWED.matcher(text).matches()) {
      return Optional.of(
          "only letters, digits and _ - . @ : + are allowed, the first a letter or digit");
    }
    if (text.contains("..")) {
      return Optional.of("it contains '..'");
    }
    if (READS_AS_INSTANCE.matcher(text).matches()) {
      return Optional.of("a dot and digits at the end would read as an instance, as in web.2");
    }
    return Optional.empty();
  }

  @Override
  public int compareTo(UnitName other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
