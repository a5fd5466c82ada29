package dev.tend.core.spec;

import java.util.OptionalInt;

/// How a changed spec gets to the processes that run by the old one, where it takes new ones.
///
/// @param atOnce how many instances may be down for it at once, the others waiting until the new
///   ones are ready; empty means that none waits
public record UpdateRule(OptionalInt atOnce) {

  public static final UpdateRule TOGETHER = new UpdateRule(OptionalInt.empty());

  public UpdateRule {
    if (atOnce.isPresent()
        && (atOnce.getAsInt() < 1 || atOnce.getAsInt() > ServiceSpec.INSTANCES_MAX)) {
      throw new IllegalArgumentException("nobody is replaced " + atOnce.getAsInt() + " at a time");
    }
  }

  public static UpdateRule rolling(int atOnce) {
    return new UpdateRule(OptionalInt.of(atOnce));
  }

  /// As it is written in a configuration.
  @Override
  public String toString() {
    return atOnce.isEmpty() ? "\"together\"" : "{ rolling = " + atOnce.getAsInt() + " }";
  }
}
