package dev.tend.daemon;

import dev.tend.core.cause.Actor;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.routes.ConfigurationSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/// A configuration whose reloads are announced, whoever asked for them.
record AnnouncedReload(ConfigurationSource source, Announcer announcer)
    implements ConfigurationSource {

  @Override
  public Outcome reload(Actor actor) {
    return announcer.reloading(() -> source.reload(actor));
  }

  @Override
  public Outcome register(UnitName unit, String text, Actor actor) {
    return source.register(unit, text, actor);
  }

  @Override
  public Outcome replace(UnitName unit, String text, Actor actor) {
    return source.replace(unit, text, actor);
  }

  @Override
  public Outcome unregister(UnitName unit, Optional<Duration> patience, Actor actor) {
    return source.unregister(unit, patience, actor);
  }

  @Override
  public Outcome load(UnitName unit, Actor actor) {
    return source.load(unit, actor);
  }

  @Override
  public Result plan(Proposal what, Actor actor) {
    return source.plan(what, actor);
  }

  @Override
  public Result apply(Proposal what, Terms how, Actor actor) {
    return announcer.reloading(() -> source.apply(what, how, actor));
  }

  @Override
  public SortedMap<UnitName, Path> registered() {
    return source.registered();
  }
}
