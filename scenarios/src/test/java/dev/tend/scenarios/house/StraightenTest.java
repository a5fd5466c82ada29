package dev.tend.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Program;
import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What ships is not quite what was compiled: `build/Straighten.java` has rewritten it.
class StraightenTest {

  private static final Path FIXTURE =
      Sources.ROOT.resolve("scenarios/src/test/resources/straighten/Twins.java");
  private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");

  @TempDir private Path folder;
  private Path jars;
  private Path jar;

  @BeforeEach
  void compileTheFixture() throws Exception {
    Path classes = folder.resolve("classes");
    jars = Files.createDirectory(folder.resolve("jars"));
    jar = jars.resolve("twins.jar");
    use("javac", "-d", classes, FIXTURE);
    use("jar", "--create", "--file", jar, "-C", classes, ".");
  }

  @Test
  void whatIsWrittenOutDoesTheSame() {
    String compiled = java("--class-path", jar, "Twins").out();

    straighten();

    assertThat(compiled).contains("shape Line[length=1, weight=2, name=x]");
    assertThat(java("--class-path", jar, "Twins").out()).isEqualTo(compiled);
  }

  @Test
  void nothingThatCouldBeWrittenOutSpinsClassesAnyMore() {
    straighten();

    // The one that is left has an enum's constant among its types.
    assertThat(java("-Xlog:class+load", "--class-path", jar, "Twins").out().lines())
        .filteredOn(line -> line.contains("$$TypeSwitch"))
        .singleElement()
        .asString()
        .contains("Twins$$TypeSwitch");
  }

  private void straighten() {
    java("--class-path", jar, Sources.ROOT.resolve("build/Straighten.java"), jars);
  }

  private Ran java(Object... words) {
    List<String> line = new ArrayList<>(List.of(JAVA.toString()));
    List.of(words).forEach(word -> line.add(word.toString()));
    try (Program program = Program.start(line, folder, Map.of())) {
      Ran ran = program.awaitEnd(Tend.DEADLINE);
      assertThat(ran.exit()).as(ran.err()).isZero();
      return ran;
    }
  }

  private static void use(String tool, Object... words) {
    String[] texts = List.of(words).stream().map(Object::toString).toArray(String[]::new);
    ToolProvider found = ToolProvider.findFirst(tool).orElseThrow();
    assertThat(found.run(System.out, System.err, texts)).isZero();
  }
}
