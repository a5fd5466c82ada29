package dev.tend.daemon.registry;

import dev.tend.config.Reading;
import dev.tend.config.Registrations;
import dev.tend.config.problem.Place;
import dev.tend.config.problem.Problem;
import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.core.cause.Actor;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Reply;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import dev.tend.daemon.ConfigurationFile;
import dev.tend.daemon.routes.ConfigurationSource;
import dev.tend.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// The configuration as files and as what is in force, with the units that were registered while
/// the daemon ran, each in a file of its own.
///
/// A change is read before it is made, as it would stand beside everything else, so that no file is
/// ever written which the next daemon could not read. Then the file is put in place, then the
/// change put in force; if the loop refuses it, the file goes back. What somebody is just editing
/// elsewhere takes no part: only the unit that is meant changes.
public final class Registry implements ConfigurationSource {

  private final ConfigurationFile file;
  private final Engine engine;
  private final Proposals proposals;
  private final InForce files;

  public Registry(ConfigurationFile file, Engine engine, Fallback fallback) {
    this.file = file;
    this.engine = engine;
    this.proposals = new Proposals(file, engine);
    this.files = new InForce(file, engine, fallback, this);
  }

  @Override
  public synchronized Outcome reload(Actor actor) {
    return switch (file.read(file.registrations())) {
      case Reading.Good good when !losses(good).isEmpty() -> mistaken(losses(good));
      case Reading.Good good ->
          inForce(good.configuration(), file.notices(good), actor, () -> files.took(good));
      case Reading.Bad(List<Problem> problems) -> mistaken(problems);
    };
  }

  @Override
  public synchronized Result plan(Proposal what, Actor actor) {
    return proposals.plan(what, actor, files);
  }

  @Override
  public synchronized Result apply(Proposal what, Terms how, Actor actor) {
    return proposals.apply(what, how, actor, files);
  }

  private List<Problem> losses(Reading.Good next) {
    return next.losses(current().units().keySet(), files.origins());
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
      case Reading.Bad(List<Problem> problems) -> mistaken(new InBody(path).of(problems));
      case Reading.Good good when !good.foreign().mistakesIn(path).isEmpty() ->
          mistaken(new InBody(path).of(good.foreign().mistakesIn(path)));
      case Reading.Good good when !path.equals(good.origins().get(unit)) ->
          mistaken(List.of(new Problem(Place.whole(path), "it holds no unit '" + unit + "'", "")));
      case Reading.Good good -> {
        Configuration next = new Edit(current()).with(unit, good.configuration());
        SortedMap<UnitName, Path> from = new TreeMap<>(files.origins());
        from.put(unit, path);
        List<String> doubts = new InBody(path).doubts(good);
        yield change(
            target,
            Optional.of(text),
            () -> inForce(next, doubts, actor, () -> files.edited(from, Optional.of(path))));
      }
    };
  }

  @Override
  public synchronized Outcome replace(UnitName unit, String text, Actor actor) {
    return withFile(unit, path -> alone(unit, path).orElseGet(() -> put(unit, path, text, actor)));
  }

  @Override
  public synchronized Outcome unregister(UnitName unit, Optional<Duration> patience, Actor actor) {
    return withFile(
        unit, path -> alone(unit, path).orElseGet(() -> take(unit, path, patience, actor)));
  }

  private Outcome withFile(UnitName unit, Function<Path, Outcome> change) {
    Path path = registered().get(unit);
    if (!current().units().containsKey(unit)) {
      return ConfigurationSource.refused(
          Reply.Reason.NOT_FOUND,
          new Selector.OfUnit(unit).unknown(),
          "GET /v1/registrations lists what was registered.");
    }
    return path == null
        ? ConfigurationSource.refused(
            Reply.Reason.CONFLICT,
            "'" + unit + "' stands in " + files.origins().get(unit) + " and was not registered",
            "Change it there and reload.")
        : change.apply(path);
  }

  /// Refuses to change a file that holds other units too.
  private Optional<Outcome> alone(UnitName unit, Path path) {
    List<UnitName> others =
        files.origins().keySet().stream()
            .filter(other -> !other.equals(unit) && path.equals(files.origins().get(other)))
            .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ConfigurationSource.refused(
                Reply.Reason.CONFLICT,
                path + " holds more than '" + unit + "': " + others,
                "Change it there and reload."));
  }

  private Outcome take(UnitName unit, Path path, Optional<Duration> patience, Actor actor) {
    Registrations registrations = file.soundRegistrations();
    List<Problem> before = objections(registrations, unit);
    List<Problem> without = objections(registrations.trying(path, Optional.empty()), unit);
    // What is wrong elsewhere anyway does not keep a unit from going.
    return before.isEmpty() && !without.isEmpty()
        ? ConfigurationSource.refused(
            Reply.Reason.CONFLICT,
            "'" + unit + "' is still needed: " + without.getFirst(),
            "Remove what needs it first.")
        : removed(unit, path, patience, actor);
  }

  /// What keeps the files from being put in force, as far as other units are concerned.
  private List<Problem> objections(Registrations registrations, UnitName but) {
    return switch (file.read(registrations)) {
      case Reading.Bad(List<Problem> problems) -> problems;
      case Reading.Good good -> {
        Set<UnitName> others = new TreeSet<>(current().units().keySet());
        others.remove(but);
        yield good.losses(others, files.origins());
      }
    };
  }

  private Outcome removed(UnitName unit, Path path, Optional<Duration> patience, Actor actor) {
    Configuration next = new Edit(current()).without(unit);
    SortedMap<UnitName, Path> from = new TreeMap<>(files.origins());
    from.remove(unit);
    return change(
        new UnitFile(path),
        Optional.empty(),
        () -> {
          // Its own patience is that of a stop; what follows only forgets it.
          List<Selector> what = List.of(new Selector.OfUnit(unit));
          var _ = patience.map(_ -> engine.submit(new Request.Stop(what, patience, actor)));
          return inForce(next, List.of(), actor, () -> files.edited(from, Optional.of(path)));
        });
  }

  @Override
  public synchronized Outcome load(UnitName unit, Actor actor) {
    return switch (file.read(file.soundRegistrations())) {
      case Reading.Bad(List<Problem> problems) -> mistaken(problems);
      case Reading.Good good when !good.configuration().units().containsKey(unit) ->
          ConfigurationSource.refused(
              Reply.Reason.NOT_FOUND, new Selector.OfUnit(unit).unknown(), "");
      case Reading.Good good -> {
        Configuration next = new Edit(current()).withAllOf(unit, good.configuration());
        SortedMap<UnitName, Path> from = new TreeMap<>(good.origins());
        from.keySet().retainAll(next.units().keySet());
        from.putAll(files.origins());
        yield inForce(next, List.of(), actor, () -> files.edited(from, Optional.empty()));
      }
    };
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

  private Outcome inForce(Configuration next, List<String> notices, Actor actor, Runnable took) {
    Reply reply = engine.submit(new Request.Reload(next, actor)).toCompletableFuture().join();
    return switch (reply) {
      case Reply.Reloaded reloaded -> {
        took.run();
        yield new Outcome.Done(reloaded, notices);
      }
      case Reply.Refused refused -> new Outcome.Refused(refused);
      case Reply.Done _, Reply.Planned _ -> throw new IllegalStateException("no reload: " + reply);
    };
  }

  @Override
  public synchronized SortedMap<UnitName, Path> registered() {
    SortedMap<UnitName, Path> registered = new TreeMap<>();
    folder()
        .ifPresent(folder ->
            files
                .origins()
                .forEach((unit, origin) -> {
                  boolean kept = origin.startsWith(folder);
                  if (kept && current().units().containsKey(unit)) {
                    registered.put(unit, origin);
                  }
                }));
    return registered;
  }

  /// As the operator named it, since so do the places of problems and the origins of units.
  private Optional<Path> folder() {
    return file.first()
        .foreign()
        .provisr()
        .map(ProvisrSettings::programsDirectory)
        .or(() -> file.registrations().folder());
  }

  private Configuration current() {
    return engine.snapshot().configuration();
  }

  private static Outcome mistaken(List<Problem> problems) {
    return new Outcome.Mistaken(problems.stream().map(Problem::toString).toList());
  }
}
