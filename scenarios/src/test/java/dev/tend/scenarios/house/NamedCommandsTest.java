package dev.tend.scenarios.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A command that a hint or a page tells somebody to try is one.
class NamedCommandsTest {

  /// `'tend why …'` in a sentence.
  private static final Pattern NAMED =
      Pattern.compile("['`](?:\\./)?tend ([a-z][a-z-]*)(?: ([a-z][a-z-]*))?");

  private static final Pattern HEADING = Pattern.compile("### `tend ([a-z- ]+)`");

  /// The verbs of groups, as one word, are how provisr spells them.
  private static final Pattern ONE_WORD = Pattern.compile("group-(status|start|stop)");

  @Test
  void everyCommandThatIsNamedIsThere() throws IOException {
    Set<String> verbs = new TreeSet<>();
    Matcher heading = HEADING.matcher(Files.readString(Sources.ROOT.resolve("docs/cli.md")));
    while (heading.find()) {
      verbs.add(heading.group(1));
    }
    Set<String> families =
        verbs.stream()
            .filter(verb -> verb.contains(" "))
            .map(verb -> verb.substring(0, verb.indexOf(' ')))
            .collect(Collectors.toSet());
    List<String> unknown = new ArrayList<>();
    int named = 0;
    for (Path file : texts()) {
      Matcher matcher = NAMED.matcher(Files.readString(file));
      while (matcher.find()) {
        named++;
        String word = matcher.group(1);
        String second = matcher.group(2);
        String verb = families.contains(word) && second != null ? word + " " + second : word;
        boolean known =
            verbs.contains(verb) || families.contains(verb) || ONE_WORD.matcher(verb).matches();
        if (!known) {
          unknown.add(Sources.ROOT.relativize(file) + ": tend " + verb);
        }
      }
    }

    assertThat(unknown).isEmpty();
    assertThat(named).as("commands that are named").isGreaterThan(100);
  }

  private static List<Path> texts() throws IOException {
    Stream<Path> code =
        Sources.shipping().stream().map(source -> Sources.ROOT.resolve(source.path()));
    try (Stream<Path> docs = Files.walk(Sources.ROOT.resolve("docs"))) {
      Stream<Path> pages = docs.filter(path -> path.toString().endsWith(".md"));
      return Stream.concat(Stream.concat(code, pages), Stream.of(Sources.ROOT.resolve("README.md")))
          .toList();
    }
  }
}
