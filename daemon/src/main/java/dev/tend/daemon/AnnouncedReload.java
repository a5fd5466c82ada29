package dev.tend.daemon;

import dev.tend.core.cause.Actor;
import dev.tend.core.spec.UnitName;
import dev.tend.daemon.routes.ConfigurationSource;
import java.nio.file.Path;
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
  public Outcome unregister(UnitName unit, Actor actor) {
    return source.unregister(unit, actor);
  }

  @Override
  public SortedMap<UnitName, Path> registered() {
    return source.registered();
  }
}
