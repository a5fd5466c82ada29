package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// `-Dtend.docs.write=true` writes the reference anew.
class ConfigurationReferenceTest {

  private static final Path FILE =
      Path.of(System.getProperty("tend.root", ".."), "docs/configuration.md");

  @Test
  void theReferenceIsWhatTheDeclarationsSay() throws IOException {
    String generated = new ConfigurationReference().markdown();

    if (Boolean.getBoolean("tend.docs.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, generated);
    }
    assertThat(FILE).hasContent(generated);
  }
}
