package dev.tend.daemon.routes;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Selection;
import dev.tend.core.world.Selector;
import dev.tend.engine.Engine;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Lets through what concerns an instance that a selector means by then: also those of units that a
/// reload brings, and of instances that are gone.
record InstanceFilter(Selector selector, Engine engine) implements Predicate<InstanceId> {

  @Override
  public boolean test(InstanceId id) {
    var alone = new TreeMap<>(Map.of(id.unit(), List.of(id)));
    return new Selection(alone, engine.snapshot().configuration().groups())
        .find(selector)
        .filter(found -> found.contains(id))
        .isPresent();
  }
}
