package dev.tend.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.scenarios.house.Sources.SourceFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Rules about the text of the sources: names, sizes, and what a test must not do.
class SourceTest {

  /// Past this a file does more than one thing.
  private static final int LINES_MAX = 300;

  /// Past this half of the files do too much, whatever the longest one says.
  private static final int MEDIAN_LINES_MAX = 90;

  private static final Set<String> FORBIDDEN_WORDS =
      Set.of(
          "Manager",
          "Handler",
          "Helper",
          "Helpers",
          "Util",
          "Utils",
          "Impl",
          "Base",
          "Abstract",
          "Data",
          "Info",
          "Context",
          "Processor");

  private static final Pattern TYPE =
      Pattern.compile("\\b(?:class|record|@?interface|enum)\\s+([A-Z]\\w*)");
  private static final Pattern WORD = Pattern.compile("[A-Z]+[a-z0-9]*");
  private static final Pattern SLEEP =
      Pattern.compile("Thread\\.sleep|TimeUnit\\.\\w+\\.sleep|parkNanos|parkUntil");
  private static final Pattern CATCH_ALL =
      Pattern.compile("catch \\((?:final )?(?:Exception|RuntimeException|Throwable) \\w+\\)");

  /// Who may catch everything: the turn, the HTTP exchange, `main`, and the call into libc, whose
  /// method handle declares `Throwable`.
  private static final Pattern MAY_CATCH_ALL =
      Pattern.compile(
          "engine/.*/Loop.java|daemon/.*/http/(Connection|Follower).java|.*/Main.java|linux/.*/Libc.java");

  @Test
  void noTypeIsNamedAfterAPattern() {
    List<String> offenders = new ArrayList<>();
    for (SourceFile file : Sources.all()) {
      Matcher type = TYPE.matcher(file.code());
      while (type.find()) {
        if (words(type.group(1)).anyMatch(FORBIDDEN_WORDS::contains)) {
          offenders.add(file.path() + ": " + type.group(1));
        }
      }
    }

    assertThat(offenders).isEmpty();
  }

  @Test
  void noFileIsLong(TestReporter reporter) {
    List<SourceFile> files = Sources.main();
    List<Integer> lengths = files.stream().map(file -> file.lines().size()).sorted().toList();
    int median = lengths.get(lengths.size() / 2);

    reporter.publishEntry("median lines of a source file", String.valueOf(median));

    assertThat(files.stream().filter(file -> file.lines().size() > LINES_MAX).map(SourceFile::path))
        .as("files of more than " + LINES_MAX + " lines")
        .isEmpty();
    assertThat(median).as("median length").isLessThanOrEqualTo(MEDIAN_LINES_MAX);
  }

  @Test
  void noTestSleeps() {
    assertThat(
            Sources.all().stream()
                .filter(file -> !file.ships())
                .filter(file -> !file.path().endsWith("SourceTest.java"))
                .filter(file -> SLEEP.matcher(file.code()).find())
                .map(SourceFile::path))
        .as("tests wait for a condition with a deadline, not for time to pass")
        .isEmpty();
  }

  @Test
  void everythingIsCaughtInFewPlaces() {
    assertThat(
            Sources.shipping().stream()
                .filter(file -> CATCH_ALL.matcher(file.code()).find())
                .map(file -> file.path().toString())
                .filter(path -> !MAY_CATCH_ALL.matcher(path).matches()))
        .as("catch what can happen, by name")
        .isEmpty();
  }

  @Test
  void everyTypeSaysWhatItIs() {
    assertThat(
            Sources.main().stream()
                .filter(file -> !file.path().endsWith("package-info.java"))
                .filter(file -> file.lines().stream().noneMatch(line -> line.startsWith("///")))
                .map(SourceFile::path))
        .as("files whose type has no /// sentence")
        .isEmpty();
  }

  private static Stream<String> words(String name) {
    return WORD.matcher(name).results().map(word -> word.group());
  }
}
