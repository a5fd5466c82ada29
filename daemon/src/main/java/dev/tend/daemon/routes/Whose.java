package dev.tend.daemon.routes;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.world.Selector;
import dev.tend.daemon.http.Response;
import dev.tend.engine.Engine;
import java.util.Optional;
import java.util.function.Predicate;

/// Whose past is asked for: that of everybody, or what one selector means.
///
/// @param selector empty for everybody
record Whose(Optional<Selector> selector, Engine engine) {

  /// What a list has unless it is asked for more; who wants all pages back with `until`.
  static final int LIMIT = 1000;

  private static final int LIMIT_MAX = 10_000;

  static Whose of(Arguments call, Engine engine) {
    return new Whose(call.text("unit").map(Selector::parse), engine);
  }

  /// @param otherwise what holds where none is given, as the end of a sentence
  static Parameter unit(String otherwise) {
    return Parameter.optional(
        "unit",
        new Parameter.Kind.Text(),
        "A unit, an instance, a pattern or a group; " + otherwise);
  }

  /// @param besides what else holds, as the end of a sentence
  static Parameter limit(String besides) {
    return Parameter.optional(
        "limit",
        new Parameter.Kind.Whole(0, LIMIT_MAX),
        "The latest so many; " + LIMIT + " unless given" + besides);
  }

  Optional<Predicate<InstanceId>> filter() {
    return selector.map(some -> new InstanceFilter(some, engine));
  }

  /// Of a unit that is gone there may be a memory; of one that never was, there is none.
  boolean known() {
    return selector.isEmpty() || names().find(selector.get()).isPresent();
  }

  /// The answer where it is not known.
  Response missing() {
    return names().missing(selector.orElseThrow());
  }

  private Names names() {
    return new Names(engine.snapshot());
  }
}
