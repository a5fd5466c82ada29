package dev.tend.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.harness.Ran;
import dev.tend.scenarios.harness.Tend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README promises is there.
class ReadmeTest {

  /// `$ TZ=ZONE ./tend forecast …` and what it prints, to the end of the block.
  private static final Pattern FORECAST =
      Pattern.compile("```\\n\\$ TZ=(\\S+) \\./tend (forecast .*)\\n((?s:.*?))```\\n");

  /// `$ ./tend why worker …` and what it prints, to the end of the block.
  private static final Pattern WHY =
      Pattern.compile("```\\n\\$ \\./tend why worker(?: --at \\S+)?\\n((?s:.*?))```\\n");

  private static final Pattern MERGE = Pattern.compile("(<{7}|>{7})( .*)?|={7}");

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

  @TempDir private Path folder;

  @Test
  void oneCommandRunsItAndOneChecksIt() throws IOException {
    String readme = Files.readString(Sources.ROOT.resolve("README.md"));

    assertThat(readme).contains("./tend up examples/quickstart/tend.toml").contains("./check");
    assertThat(Sources.ROOT.resolve("tend")).isExecutable();
    assertThat(Sources.ROOT.resolve("check")).isExecutable();
    assertThat(Files.readString(Sources.ROOT.resolve(".ci/run"))).contains("./check");
  }

  @Test
  void itsLinksLeadSomewhere() throws IOException {
    Matcher link = LINK.matcher(Files.readString(Sources.ROOT.resolve("README.md")));

    while (link.find()) {
      assertThat(Sources.ROOT.resolve(Path.of(link.group(1)))).exists();
    }
  }

  /// Without a daemon the same is printed everywhere, so it is compared to the letter.
  @Test
  void theForecastThatItShowsIsWhatIsPrinted() throws IOException {
    String readme = Files.readString(Sources.ROOT.resolve("README.md"));
    Matcher shown = FORECAST.matcher(readme);
    assertThat(shown.find()).isTrue();
    List<String> words = List.of(shown.group(2).split(" "));
    String[] line = words.toArray(String[]::new);
    line[line.length - 1] = Sources.ROOT.resolve(words.getLast()).toAbsolutePath().toString();

    Ran ran =
        Tend.runAt(folder.resolve("none"), folder, List.of("env", "TZ=" + shown.group(1)), line);

    assertThat(ran.out()).isEqualTo(shown.group(3));
  }

  /// When, for how long and by whom is of the day on which it was written, and so is the width of
  /// the columns; all else is compared.
  @Test
  void theAnswersOfWhyThatItShowsAreThoseThatAreGiven() throws IOException {
    List<String> shown =
        WHY.matcher(Files.readString(Sources.ROOT.resolve("README.md")))
            .results()
            .map(block -> timeless(block.group(1)))
            .toList();
    String toml =
        """
        [defaults.service]
        stable_after = "50ms"
        [service.web]
        command = "sleep 1000"
        [service.worker]
        command = "sleep 1001"
        requires = ["web"]
        """;
    try (Tend tend = Tend.serve(folder, toml)) {
      tend.awaitState("worker", "running");
      assertThat(tend.run("stop", "web", "--wait", "20s").exit()).isZero();
      tend.awaitState("worker", "waiting");
      Ran present = tend.run("why", "worker");
      String then = Instant.now().toString();
      assertThat(tend.run("start", "web", "worker", "--wait", "20s").exit()).isZero();
      Ran past = tend.run("why", "worker", "--at", then);

      assertThat(shown).containsExactly(timeless(present.out()), timeless(past.out()));
    }
  }

  private static String timeless(String answer) {
    return answer
        .replaceAll("(\\d\\d-\\d\\d )?\\d\\d:\\d\\d:\\d\\d", "TIME")
        .replaceAll("\\b\\d+(\\.\\d+)?(ms|s)\\b", "AGE")
        .replaceAll("\\S+ \\(uid \\d+\\)", "SOMEBODY")
        .replaceAll("(?<=\\S) +", " ");
  }

  @Test
  void noPageHoldsWhatAMergeLeft() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(Sources.ROOT.resolve("README.md")));
    pages.add(Sources.ROOT.resolve("CHANGELOG.md"));
    try (Stream<Path> docs = Files.walk(Sources.ROOT.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).forEach(pages::add);
    }

    for (Path page : pages) {
      assertThat(Files.readAllLines(page)).as(page.toString()).noneMatch(MERGE.asMatchPredicate());
    }
  }
}
