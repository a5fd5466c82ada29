package dev.tend.daemon.metrics;

import java.math.BigDecimal;
import java.util.Locale;

/// A page of figures in the text format of Prometheus, version 0.0.4: families one after the other,
/// and the samples of each in the order in which they were added.
public final class Exposition {

  /// What the page is to be served as.
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /// From here on a `double` has no room for every whole number.
  private static final double WHOLE_BELOW = 1L << 53;

  private final StringBuilder text = new StringBuilder();

  /// What a figure does over time.
  public enum Type {
    COUNTER,
    GAUGE
  }

  /// Begins a family; what is added to it stands below.
  public Family family(String name, Type type, String help) {
    text.append("# HELP ").append(name).append(' ').append(escaped(help, false)).append('\n');
    text.append("# TYPE ").append(name).append(' ');
    text.append(type.name().toLowerCase(Locale.ROOT)).append('\n');
    return new Family(name);
  }

  /// The figures of one name.
  public final class Family {
    private final String name;

    private Family(String name) {
      this.name = name;
    }

    /// Adds a sample.
    ///
    /// @param labels names and values in turn
    public void add(double value, String... labels) {
      text.append(name);
      for (int i = 0; i < labels.length; i += 2) {
        text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
        text.append(escaped(labels[i + 1], true)).append('"');
      }
      text.append(labels.length > 0 ? "} " : " ").append(number(value)).append('\n');
    }
  }

  private static String escaped(String raw, boolean label) {
    String lines = raw.replace("\\", "\\\\").replace("\n", "\\n");
    return label ? lines.replace("\"", "\\\"") : lines;
  }

  private static String number(double value) {
    if (value == Math.rint(value) && Math.abs(value) < WHOLE_BELOW) {
      return Long.toString((long) value);
    }
    return Double.isFinite(value)
        ? BigDecimal.valueOf(value).toPlainString()
        : Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
