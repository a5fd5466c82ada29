package dev.tend.api;

import java.io.IOException;

/// What came is not what the wire carries: no HTTP, no JSON, another shape, or beyond a limit.
public final class MalformedException extends IOException {

  private static final long serialVersionUID = 1L;

  public MalformedException(String sentence) {
    super(sentence);
  }
}
