package dev.tend.api;

import io.avaje.jsonb.Json;
import org.jspecify.annotations.Nullable;

/// What `version --json` says.
///
/// @param version of the command
/// @param java the Java that it runs on
/// @param daemon the daemon that answers, if one does
@Json
public record VersionAnswer(String version, String java, @Nullable DaemonStatus daemon) {

  public VersionAnswer {
    version = Field.required(version, "version");
    java = Field.required(java, "java");
  }
}
