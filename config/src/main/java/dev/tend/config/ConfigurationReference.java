package dev.tend.config;

import dev.tend.config.nativeform.ReferenceText;

/// The reference of the native configuration, `docs/configuration.md`, written from the same
/// declarations that the reader decodes by.
public record ConfigurationReference() {

  public String markdown() {
    return new ReferenceText().write();
  }
}
