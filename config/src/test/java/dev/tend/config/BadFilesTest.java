package dev.tend.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden output: each folder under `bad` has a `tend.*` file and, in `expected.txt`, every line
/// that is said about it. `-Dtend.docs.write=true` writes the lines anew; look at the difference.
class BadFilesTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("tend.root", ".."), "config/src/test/resources/bad");

  @ParameterizedTest
  @MethodSource("folders")
  void everyMistakeIsSaidWithItsPlace(String name) throws IOException {
    Path folder = FOLDER.resolve(name);
    Path expected = folder.resolve("expected.txt");

    String said = said(folder);

    if (Boolean.getBoolean("tend.docs.write")) {
      Files.writeString(expected, said);
    }
    assertThat(said).isNotEmpty().isEqualTo(Files.readString(expected));
  }

  private static String said(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      Path main =
          files.filter(file -> file.getFileName().toString().startsWith("tend.")).findFirst().get();
      Reading reading = new ConfigurationReader(Map.of("PATH", "/usr/bin:/bin")).read(main);
      return switch (reading) {
        case Reading.Good good -> "good, which it should not be: " + good;
        case Reading.Bad(List<Problem> problems) ->
            String.join("", problems.stream().map(problem -> problem + "\n").toList())
                .replace(folder + "/", "");
      };
    }
  }

  static List<String> folders() throws IOException {
    try (Stream<Path> folders = Files.list(FOLDER)) {
      return folders.map(folder -> folder.getFileName().toString()).sorted().toList();
    }
  }
}
