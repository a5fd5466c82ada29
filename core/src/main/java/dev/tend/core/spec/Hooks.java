package dev.tend.core.spec;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// The hooks of a service, each phase in the order in which they are run.
public record Hooks(
    List<Hook> preStart, List<Hook> postStart, List<Hook> preStop, List<Hook> postStop) {

  public static final Hooks NONE = new Hooks(List.of(), List.of(), List.of(), List.of());

  /// More than this is a script that was cut into pieces.
  public static final int PHASE_MAX = 50;

  /// In all phases together; more than this is a program of its own.
  public static final int ALL_MAX = 100;

  public Hooks {
    preStart = checked(preStart);
    postStart = checked(postStart);
    preStop = checked(preStop);
    postStop = checked(postStop);
    if (preStart.size() + postStart.size() + preStop.size() + postStop.size() > ALL_MAX) {
      throw new IllegalArgumentException("a unit has more than " + ALL_MAX + " hooks");
    }
  }

  private static List<Hook> checked(List<Hook> hooks) {
    Set<String> names = new HashSet<>();
    hooks.forEach(hook -> names.add(hook.name()));
    if (names.size() < hooks.size()) {
      throw new IllegalArgumentException("two hooks of a phase have one name");
    }
    if (hooks.size() > PHASE_MAX) {
      throw new IllegalArgumentException("a phase has more than " + PHASE_MAX + " hooks");
    }
    return List.copyOf(hooks);
  }

  public List<Hook> of(HookPhase phase) {
    return switch (phase) {
      case PRE_START -> preStart;
      case POST_START -> postStart;
      case PRE_STOP -> preStop;
      case POST_STOP -> postStop;
    };
  }

  /// The names of all, each once.
  public SortedSet<String> names() {
    SortedSet<String> names = new TreeSet<>();
    for (HookPhase phase : HookPhase.values()) {
      of(phase).forEach(hook -> names.add(hook.name()));
    }
    return names;
  }

  public Optional<Hook> find(HookPhase phase, String name) {
    return of(phase).stream().filter(hook -> hook.name().equals(name)).findFirst();
  }

  /// The same, with these in place of the phase's own.
  public Hooks with(HookPhase phase, List<Hook> hooks) {
    return new Hooks(
        phase == HookPhase.PRE_START ? hooks : preStart,
        phase == HookPhase.POST_START ? hooks : postStart,
        phase == HookPhase.PRE_STOP ? hooks : preStop,
        phase == HookPhase.POST_STOP ? hooks : postStop);
  }
}
