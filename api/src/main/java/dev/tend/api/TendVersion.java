package dev.tend.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Tend's own version, as the build wrote it into this module.
public record TendVersion(String text) {

  private static final String RESOURCE = "version.txt";

  public static TendVersion current() {
    try (InputStream in = TendVersion.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + RESOURCE);
      }
      return new TendVersion(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
