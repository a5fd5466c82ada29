package dev.tend.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the README promises is there.
class ReadmeTest {

  private static final Pattern MERGE = Pattern.compile("(<{7}|>{7})( .*)?|={7}");

  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#)([^)#]+)(?:#[^)]*)?\\)");

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
