package dev.tend.daemon.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.api.Codec;
import dev.tend.api.DaemonStatus;
import dev.tend.daemon.Scene;
import dev.tend.daemon.StillEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Run with `-Dtend.docs.write=true` to write `docs/openapi.json` anew.
class OpenApiTest {

  private static final Path REFERENCE =
      Path.of(System.getProperty("tend.root", ".."), "docs", "openapi.json");

  @Test
  void theReferenceSaysWhatTheRoutesDo() throws IOException {
    Router router =
        Api.router(
            new StillEngine(Scene.snapshot(), 1),
            new NoLogs(),
            Past.NONE,
            new Codec(),
            Scene.CLOCK,
            new FixedSource(),
            JobFile.own(new Codec()),
            () -> new DaemonStatus(1, "", "", "", false, null, null));

    String written = new OpenApi().write(router.routes());

    if (Boolean.getBoolean("tend.docs.write")) {
      Files.createDirectories(REFERENCE.getParent());
      Files.writeString(REFERENCE, written);
    }
    assertThat(Files.readString(REFERENCE)).isEqualTo(written);
  }
}
