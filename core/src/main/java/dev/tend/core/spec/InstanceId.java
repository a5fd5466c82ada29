package dev.tend.core.spec;

import java.util.Comparator;

/// A numbered slot of a unit; numbers start at 1.
public record InstanceId(UnitName unit, int number) implements Comparable<InstanceId> {

  private static final Comparator<InstanceId> ORDER =
      Comparator.comparing(InstanceId::unit).thenComparingInt(InstanceId::number);

  public InstanceId {
    if (number < 1) {
      throw new IllegalArgumentException("instance numbers start at 1, got " + number);
    }
  }

  @Override
  public int compareTo(InstanceId other) {
    return ORDER.compare(this, other);
  }

  /// `web.2`, the form that is unique and that commands take.
  @Override
  public String toString() {
    return unit + "." + number;
  }
}
