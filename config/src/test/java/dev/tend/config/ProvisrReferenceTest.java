package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.provisr.ProvisrReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProvisrReferenceTest {

  private static final Path FILE =
      Path.of(System.getProperty("tend.root", ".."), "docs/coming-from-provisr.md");

  @Test
  void thePageIsWhatTheDeclarationsSay() throws IOException {
    String generated = new ProvisrReference().markdown();

    if (Boolean.getBoolean("tend.docs.write")) {
      Files.writeString(FILE, generated);
    }
    assertThat(FILE).hasContent(generated);
  }
}
