package dev.tend.core.process;

/// The name of one execution, from spawn to exit; unique on this host, also across daemons.
///
/// It is the start of the daemon in base 36 milliseconds and a number within it, as `mfz3k1c0-17`,
/// and each process carries it as `TEND_RUN` in its environment.
public record RunId(String text) implements Comparable<RunId> {

  public RunId {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("a run id is not empty");
    }
  }

  @Override
  public int compareTo(RunId other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
