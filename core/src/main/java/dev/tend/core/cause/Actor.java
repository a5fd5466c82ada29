package dev.tend.core.cause;

/// Who asked for something: `root (uid 0)`, `Ctrl-C`, `SIGTERM from pid 1`.
public record Actor(String who) {

  @Override
  public String toString() {
    return who;
  }
}
