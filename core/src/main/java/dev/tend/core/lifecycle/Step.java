package dev.tend.core.lifecycle;

import java.util.List;

/// What became of an instance by one event.
public record Step(Instance instance, List<Effect> effects) {
  public Step {
    effects = List.copyOf(effects);
  }
}
