package dev.tend.daemon.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.config.Registrations;
import dev.tend.core.cause.Actor;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.ConfigurationFile;
import dev.tend.daemon.StillEngine;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.daemon.routes.Planning.Proposal;
import dev.tend.daemon.routes.Planning.Result;
import dev.tend.daemon.routes.Planning.Terms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A configuration with a mistake changes nothing, whichever way it comes: the loop never hears of
/// it, so that nothing runs, ends or is told of otherwise; what is in force stays so, and no file
/// of the daemon's is another.
class MistakenConfigurationTest {
  private static final Actor ACTOR = new Actor("operator");
  private static final Map<String, String> ENV = Map.of("PATH", "/usr/bin:/bin");
  private static final int PAIRS = 60;

  /// Every kind of mistake that the reader's own tests know.
  private static final Path BAD =
      Path.of(System.getProperty("tend.root", ".."), "config/src/test/resources/bad");

  @TempDir Path folder;

  @Test
  void noKnownMistakeChangesAnything() throws IOException {
    Path state = Files.createDirectories(folder.resolve("state"));
    List<Path> all;
    try (Stream<Path> folders = Files.list(BAD)) {
      all = folders.sorted().toList();
    }
    for (Path bad : all) {
      // Beside what else it reads.
      Path place = folder.resolve(bad.getFileName());
      copy(bad, place);
      Path file = written(place);
      String mistaken = Files.readString(file);
      Files.writeString(file, file.toString().endsWith(".toml") ? "" : "{}");

      changesNothing(file, state, mistaken, bad.getFileName().toString());
    }
    assertThat(all).hasSizeGreaterThan(30);
  }

  @Test
  void oneMistakeInARandomConfigurationIsEnough() throws IOException {
    Path state = Files.createDirectories(folder.resolve("state"));
    Path file = folder.resolve("tend.toml");
    for (long seed = 1; seed <= PAIRS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Files.writeString(file, text(random));
      String next = text(random);

      changesNothing(file, state, mistaken(next, random), "seed " + seed);
      assertThat(new ConfigurationReader(ENV).read(file)).isInstanceOf(Reading.Bad.class);
      Files.writeString(file, next);
      assertThat(new ConfigurationReader(ENV).read(file)).isInstanceOf(Reading.Good.class);
    }
  }

  /// @param file what is in force stands there
  /// @param mistaken what is to be
  private void changesNothing(Path file, Path state, String mistaken, String where)
      throws IOException {
    Registrations registrations = Registrations.in(folder.resolve("registered"));
    Reading first = new ConfigurationReader(ENV).read(file, registrations);
    assertThat(first).as(where).isInstanceOf(Reading.Good.class);
    Reading.Good good = (Reading.Good) first;
    StillEngine engine =
        new StillEngine(new Snapshot(0, good.configuration(), List.of(), List.of(), false), 1);
    Registry registry =
        new Registry(
            new ConfigurationFile(
                file, Optional.empty(), good, ENV, registrations, Optional.empty()),
            engine,
            new Fallback(state));
    SortedMap<UnitName, Path> registered = registry.registered();
    Files.writeString(file, mistaken);
    SortedMap<Path, String> before = files();

    Terms now = new Terms(Optional.empty(), Optional.empty(), true);
    Terms watched = new Terms(Optional.empty(), Optional.of(Duration.ofSeconds(5)), true);
    String syntax = file.toString().substring(file.toString().lastIndexOf('.') + 1);
    assertThat(registry.reload(ACTOR))
        .as("a reload: %s", where)
        .isInstanceOf(ConfigurationSource.Outcome.Mistaken.class);
    for (Proposal what :
        List.of(new Proposal.Own(), new Proposal.At(file), new Proposal.Text(mistaken, syntax))) {
      for (Result result :
          List.of(
              registry.plan(what, ACTOR),
              registry.apply(what, now, ACTOR),
              registry.apply(what, watched, ACTOR))) {
        assertThat(result)
            .as("%s: %s", what, where)
            .isInstanceOfSatisfying(
                Result.Mistaken.class, told -> assertThat(told.problems()).isNotEmpty());
      }
    }

    assertThat(engine.requests).as("what the loop hears: %s", where).isEmpty();
    assertThat(registry.registered()).as(where).isEqualTo(registered);
    assertThat(files()).as("the files: %s", where).isEqualTo(before);
  }

  private SortedMap<Path, String> files() throws IOException {
    SortedMap<Path, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  private static Path written(Path place) throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("tend."))
          .findFirst()
          .orElseThrow();
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Path target = to.resolve(from.relativize(each).toString());
        if (Files.isDirectory(each)) {
          Files.createDirectories(target);
        } else {
          Files.copy(each, target);
        }
      }
    }
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int unit = 0; unit < 1 + random.nextInt(4); unit++) {
      text.append("[service.s" + unit + "]\ncommand = \"bin/s" + random.nextInt(3) + "\"\n");
      text.append("instances = " + random.nextInt(4) + "\n");
      if (unit > 0) {
        text.append("requires = [\"s" + random.nextInt(unit) + "\"]\n");
      }
    }
    if (random.nextBoolean()) {
      text.append("[job.j0]\ncommand = \"bin/j\"\ncompletions = " + (1 + random.nextInt(4)) + "\n");
    }
    if (random.nextBoolean()) {
      text.append("[cron.c0]\nschedule = \"" + random.nextInt(60) + " 2 * * *\"\n");
      text.append("[cron.c0.job]\ncommand = \"bin/c\"\n");
    }
    return text.toString();
  }

  /// The same with one thing wrong in one of its lines.
  private static String mistaken(String text, SplittableRandom random) {
    List<String> lines = text.lines().toList();
    List<Integer> keys =
        Stream.iterate(0, i -> i + 1)
            .limit(lines.size())
            .filter(i -> lines.get(i).contains(" = "))
            .toList();
    int place = keys.get(random.nextInt(keys.size()));
    String line = lines.get(place);
    String wrong =
        switch (random.nextInt(4)) {
          case 0 -> line.replace(" = ", "x = ");
          case 1 -> line.replace(" = ", " ");
          case 2 -> line + "\n" + line;
          default -> line.replaceFirst(" = .*", " = -7.5");
        };
    return String.join("\n", lines.subList(0, place))
        + "\n"
        + wrong
        + "\n"
        + String.join("\n", lines.subList(place + 1, lines.size()))
        + "\n";
  }
}
