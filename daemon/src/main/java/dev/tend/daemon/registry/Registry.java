package dev.tend.daemon.registry;

import dev.tend.config.Reading;
import dev.tend.config.Registrations;
import dev.tend.config.problem.Place;
import dev.tend.config.problem.Problem;
import dev.tend.core.cause.Actor;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.daemon.ConfigurationFile;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The configuration as files and as what is in force, with the units that were registered while
/// the daemon ran, each in a file of its own.
///
/// A change is read before it is made, as it would stand beside everything else, so that no file is
/// ever written which the next daemon could not read. Then the file is put in place, then the
/// change put in force; if the loop refuses it, the file goes back. What somebody is just editing
/// elsewhere takes no part: only the unit that is meant changes.
public final class Registry implements ConfigurationSource {

  private static final Path BODY = Path.of("body");

  private final ConfigurationFile file;
  private final Engine engine;
  private SortedMap<UnitName, Path> origins;

  public Registry(ConfigurationFile file, Engine engine) {
    this.file = file;
    this.engine = engine;
    this.origins = file.first().origins();
  }

  @Override
  public synchronized Outcome reload(Actor actor) {
    return switch (file.read(file.registrations())) {
      case Reading.Good good when !losses(good).isEmpty() -> mistaken(losses(good));
      case Reading.Good good ->
          inForce(good.configuration(), file.notices(good), good.origins(), actor);
      case Reading.Bad(List<Problem> problems) -> mistaken(problems);
    };
  }

  private List<Problem> losses(Reading.Good next) {
    return next.foreign().losses(current().units().keySet());
  }

  @Override
  public synchronized Outcome register(UnitName unit, String text, Actor actor) {
    Optional<Path> folder = folder();
    if (folder.isEmpty()) {
      return ConfigurationSource.refused(
          Reply.Reason.INVALID, "units cannot be registered here", "No folder is kept for them.");
    }
    if (current().units().containsKey(unit)) {
      return ConfigurationSource.refused(
          Reply.Reason.CONFLICT,
          "there is a unit '" + unit + "' already",
          "'tend unregister --name " + unit + "' forgets one that was registered.");
    }
    Path path = folder.get().resolve(unit + ".json");
    return Files.exists(path)
        ? ConfigurationSource.refused(
            Reply.Reason.CONFLICT, path + " is there already", "'tend reload' puts it in force.")
        : put(unit, path, text, actor);
  }

  /// Reads `text` as what `path` holds, and if it is sound lets it.
  private Outcome put(UnitName unit, Path path, String text, Actor actor) {
    UnitFile target = new UnitFile(path);
    return switch (file.read(file.soundRegistrations().trying(path, Optional.of(text)))) {
      case Reading.Bad(List<Problem> problems) -> mistaken(inBody(problems, path));
      case Reading.Good good when !good.foreign().mistakesIn(path).isEmpty() ->
          mistaken(inBody(good.foreign().mistakesIn(path), path));
      case Reading.Good good when !path.equals(good.origins().get(unit)) ->
          mistaken(List.of(new Problem(Place.whole(path), "it holds no unit '" + unit + "'", "")));
      case Reading.Good good -> {
        Configuration next = with(current(), good, unit);
        SortedMap<UnitName, Path> from = new TreeMap<>(origins);
        from.put(unit, path);
        List<String> doubts = doubts(good, path);
        yield change(target, Optional.of(text), () -> inForce(next, doubts, from, actor));
      }
    };
  }

  @Override
  public synchronized Outcome unregister(UnitName unit, Actor actor) {
    Path path = registered().get(unit);
    if (!current().units().containsKey(unit)) {
      return ConfigurationSource.refused(
          Reply.Reason.NOT_FOUND,
          new Selector.OfUnit(unit).unknown(),
          "GET /v1/registrations lists what was registered.");
    }
    if (path == null) {
      return ConfigurationSource.refused(
          Reply.Reason.CONFLICT,
          "'" + unit + "' stands in " + origins.get(unit) + " and was not registered",
          "Remove it there and reload.");
    }
    List<UnitName> others =
        origins.keySet().stream()
            .filter(other -> !other.equals(unit) && path.equals(origins.get(other)))
            .toList();
    if (!others.isEmpty()) {
      return ConfigurationSource.refused(
          Reply.Reason.CONFLICT,
          path + " holds more than '" + unit + "': " + others,
          "Remove it there and reload.");
    }
    return take(unit, path, actor);
  }

  private Outcome take(UnitName unit, Path path, Actor actor) {
    Registrations registrations = file.soundRegistrations();
    boolean soundNow = file.read(registrations) instanceof Reading.Good;
    Reading without = file.read(registrations.trying(path, Optional.empty()));
    return switch (without) {
      case Reading.Bad(List<Problem> problems) when soundNow ->
          ConfigurationSource.refused(
              Reply.Reason.CONFLICT,
              "'" + unit + "' is still needed: " + problems.getFirst(),
              "Remove what needs it first.");
      // What is wrong elsewhere does not keep a unit from going.
      case Reading.Bad _ -> removed(unit, path, actor);
      case Reading.Good _ -> removed(unit, path, actor);
    };
  }

  private Outcome removed(UnitName unit, Path path, Actor actor) {
    Configuration next = without(current(), unit);
    SortedMap<UnitName, Path> from = new TreeMap<>(origins);
    from.remove(unit);
    return change(
        new UnitFile(path), Optional.empty(), () -> inForce(next, List.of(), from, actor));
  }

  /// Makes the file hold the text, then does the rest; if that fails the file is as before.
  private static Outcome change(UnitFile target, Optional<String> text, Step rest) {
    try {
      Optional<String> before = target.text();
      target.put(text);
      Outcome outcome = rest.take();
      if (!(outcome instanceof Outcome.Done)) {
        target.put(before);
      }
      return outcome;
    } catch (IOException unwritable) {
      return ConfigurationSource.refused(
          Reply.Reason.CONFLICT,
          "the file " + target.path() + " cannot be written: " + unwritable,
          "Nothing was changed.");
    }
  }

  /// What is done once the file stands.
  @FunctionalInterface
  private interface Step {
    Outcome take();
  }

  private Outcome inForce(
      Configuration next, List<String> notices, SortedMap<UnitName, Path> from, Actor actor) {
    Reply reply = engine.submit(new Request.Reload(next, actor)).toCompletableFuture().join();
    return switch (reply) {
      case Reply.Reloaded reloaded -> {
        origins = new TreeMap<>(from);
        yield new Outcome.Done(reloaded, notices);
      }
      case Reply.Refused refused -> new Outcome.Refused(refused);
      case Reply.Done done -> throw new IllegalStateException("no reload was answered: " + done);
    };
  }

  @Override
  public synchronized SortedMap<UnitName, Path> registered() {
    SortedMap<UnitName, Path> registered = new TreeMap<>();
    folder()
        .ifPresent(folder ->
            origins.forEach((unit, origin) -> {
              boolean kept = origin.toAbsolutePath().normalize().startsWith(folder);
              if (kept && current().units().containsKey(unit)) {
                registered.put(unit, origin);
              }
            }));
    return registered;
  }

  private Optional<Path> folder() {
    return file.registrations().folder().map(path -> path.toAbsolutePath().normalize());
  }

  private Configuration current() {
    return engine.snapshot().configuration();
  }

  /// The first with one unit of the second.
  private static Configuration with(Configuration before, Reading.Good next, UnitName unit) {
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>(before.units());
    units.put(unit, Objects.requireNonNull(next.configuration().units().get(unit)));
    return before.withUnits(units);
  }

  private static Configuration without(Configuration before, UnitName unit) {
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>(before.units());
    units.remove(unit);
    return before.withUnits(units);
  }

  private static List<String> doubts(Reading.Good good, Path path) {
    return inBody(good.warnings(), path).stream()
        .filter(problem -> problem.place().file().equals(BODY))
        .map(Problem::toString)
        .toList();
  }

  /// What is wrong in a text that nobody has seen as a file yet is not said to stand in one.
  private static List<Problem> inBody(List<Problem> problems, Path path) {
    return problems.stream()
        .map(problem -> {
          Place place = problem.place();
          return place.file().equals(path)
              ? new Problem(
                  new Place(BODY, place.line(), place.column()), problem.sentence(), problem.hint())
              : problem;
        })
        .toList();
  }

  private static Outcome mistaken(List<Problem> problems) {
    return new Outcome.Mistaken(problems.stream().map(Problem::toString).toList());
  }
}
