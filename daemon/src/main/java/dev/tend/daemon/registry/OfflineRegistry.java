package dev.tend.daemon.registry;

import dev.tend.config.ConfigurationReader;
import dev.tend.config.Reading;
import dev.tend.config.Registrations;
import dev.tend.config.problem.Problem;
import dev.tend.core.spec.UnitName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What is registered while no daemon runs: files, for the next one to read.
///
/// A file is written, then everything is read as the next daemon would read it, and if that daemon
/// would stumble over the file it goes again. Nobody reads it meanwhile.
public final class OfflineRegistry {

  /// What provisr calls its configuration, and its programs directory, where nobody says.
  private static final List<Path> USUAL_FILES =
      List.of(Path.of("config.toml"), Path.of("config/config.toml"));

  private static final Path USUAL_PROGRAMS = Path.of("programs");
  private static final List<String> ENDINGS = List.of("json", "toml", "yaml", "yml");

  private final Map<String, String> env;
  private final Optional<Path> config;
  private final Registrations registrations;

  /// @param named the configuration of the next daemon, where the operator said which
  /// @param usual the one that it takes otherwise
  /// @param registered the folder of registered units beside a native configuration
  public OfflineRegistry(
      Map<String, String> env, Optional<Path> named, Path usual, Path registered) {
    this.env = env;
    this.config =
        named.or(() ->
            Stream.concat(USUAL_FILES.stream(), Stream.of(usual))
                .filter(Files::exists)
                .findFirst());
    this.registrations = Registrations.in(registered);
  }

  /// What came of it.
  public sealed interface Result {

    record Done(Path file) implements Result {}

    /// @param lines why not; at least one
    record Refused(List<String> lines) implements Result {
      public Refused {
        lines = List.copyOf(lines);
      }
    }
  }

  /// Where one more unit is kept, and what there is.
  ///
  /// @param foreign whether in provisr's form
  /// @param origins the file that each unit stands in
  private record Shelf(Path folder, boolean foreign, SortedMap<UnitName, Path> origins) {

    /// The file of a unit, or of what goes by its name there and is no unit that can run.
    Optional<Path> file(UnitName unit) {
      return Optional.ofNullable(origins.get(unit))
          .or(() ->
              ENDINGS.stream()
                  .map(ending -> folder.resolve(unit + "." + ending))
                  .filter(Files::exists)
                  .findFirst());
    }

    boolean holds(Path file) {
      return file.toAbsolutePath().normalize().startsWith(folder.toAbsolutePath().normalize());
    }
  }

  /// @param provisr the text of a file in provisr's form
  /// @param own the same in Tend's own
  public Result register(String name, String provisr, String own) throws IOException {
    Optional<String> objection = UnitName.objection(name);
    if (objection.isPresent()) {
      return refused("'" + name + "' cannot be a unit's name: " + objection.get());
    }
    UnitName unit = new UnitName(name);
    Optional<Reading> before = read();
    if (before.orElse(null) instanceof Reading.Bad(List<Problem> problems)) {
      return mistaken(problems);
    }
    Shelf shelf = shelf(before);
    Optional<Path> there = shelf.file(unit);
    if (there.isPresent()) {
      return refused("'" + name + "' is registered already: it stands in " + there.get());
    }
    Path file = shelf.folder().resolve(name + ".json");
    UnitFile target = new UnitFile(file);
    target.put(Optional.of(shelf.foreign() ? provisr : own));
    List<Problem> mistakes = mistakes(read().orElseGet(() -> alone(file)), file);
    if (!mistakes.isEmpty()) {
      target.put(Optional.empty());
      return mistaken(mistakes);
    }
    return new Result.Done(file);
  }

  public Result unregister(String name) throws IOException {
    if (UnitName.objection(name).isPresent()) {
      return refused("'" + name + "' is not the name of one unit");
    }
    UnitName unit = new UnitName(name);
    Optional<Reading> before = read();
    if (before.orElse(null) instanceof Reading.Bad(List<Problem> problems)) {
      return mistaken(problems);
    }
    Shelf shelf = shelf(before);
    Optional<Path> file = shelf.file(unit);
    if (file.isEmpty()) {
      return refused("'" + name + "' is not registered");
    }
    Path found = file.get();
    boolean shared =
        shelf.origins().entrySet().stream()
            .anyMatch(other -> !other.getKey().equals(unit) && other.getValue().equals(found));
    if (shared || !shelf.holds(found)) {
      return refused("'" + name + "' stands in " + found + " with others: remove it there");
    }
    new UnitFile(found).put(Optional.empty());
    return new Result.Done(found);
  }

  /// What the next daemon would read; empty where there is no configuration.
  private Optional<Reading> read() {
    return config.map(path -> new ConfigurationReader(env).read(path, registrations));
  }

  private Reading alone(Path file) {
    return new ConfigurationReader(env).read(file);
  }

  private Shelf shelf(Optional<Reading> reading) {
    if (!(reading.orElse(null) instanceof Reading.Good good)) {
      return new Shelf(USUAL_PROGRAMS, true, new TreeMap<>());
    }
    return good.foreign()
        .provisr()
        .map(settings -> new Shelf(settings.programsDirectory(), true, good.origins()))
        .orElseGet(() -> new Shelf(registrations.folder().orElseThrow(), false, good.origins()));
  }

  private static List<Problem> mistakes(Reading after, Path file) {
    return switch (after) {
      case Reading.Good good -> good.foreign().mistakesIn(file);
      case Reading.Bad(List<Problem> problems) -> problems;
    };
  }

  private static Result refused(String sentence) {
    return new Result.Refused(List.of("tend: " + sentence));
  }

  private static Result mistaken(List<Problem> problems) {
    return new Result.Refused(problems.stream().map(Problem::toString).toList());
  }
}
