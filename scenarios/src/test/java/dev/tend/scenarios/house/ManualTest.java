package dev.tend.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages of the manual that `build/Manual.java` makes show without a warning, which mandoc has
/// for a paragraph without text, and groff for what is not ASCII.
class ManualTest {

  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"docs/cli.md,tend,1", "docs/configuration.md,tend.toml,5"})
  void aPageShowsWithoutAWarning(String markdown, String name, String section) {
    List<String> page = page(markdown, name, section).lines().toList();

    assertThat(page).allMatch(line -> line.chars().allMatch(letter -> letter < 128));
    for (int index = 1; index < page.size(); index++) {
      if (page.get(index).equals(".PP")) {
        assertThat(page.get(index - 1)).as("before line %d", index).doesNotStartWith(".S");
        assertThat(page.get(index + 1)).as("behind line %d", index).isNotEqualTo(".PP");
      }
    }
    assertThat(page.getLast()).isNotEqualTo(".PP");
    assertThat(String.join("\n", page)).doesNotContain("do not edit");
  }

  private String page(String markdown, String name, String section) {
    List<String> command =
        List.of(
            JAVA.toString(),
            Sources.ROOT.resolve("build/Manual.java").toString(),
            Sources.ROOT.resolve(markdown).toString(),
            name,
            section,
            "2026-11-21",
            "1.0",
            "what it is");
    try (Program program = Program.start(command, folder, Map.of())) {
      Ran ran = program.awaitEnd(Tend.DEADLINE);
      assertThat(ran.exit()).as(ran.err()).isZero();
      return ran.out();
    }
  }
}
