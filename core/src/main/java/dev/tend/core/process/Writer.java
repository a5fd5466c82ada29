package dev.tend.core.process;

import dev.tend.core.spec.InstanceId;
import java.util.Comparator;
import java.util.Optional;

/// Who of an instance writes something: its process, or one of its hooks, by name.
///
/// Hooks of several phases that share a name are one writer.
public record Writer(InstanceId instance, Optional<String> hook) implements Comparable<Writer> {

  /// No unit's name has it, so that no other writer's text is the same.
  private static final char HOOK_MARK = '~';

  /// The process of an instance before its hooks.
  private static final Comparator<Writer> ORDER =
      Comparator.comparing(Writer::instance).thenComparing(writer -> writer.hook().orElse(""));

  /// The process of an instance.
  public static Writer of(InstanceId instance) {
    return new Writer(instance, Optional.empty());
  }

  /// One of its hooks.
  public static Writer hook(InstanceId instance, String hook) {
    return new Writer(instance, Optional.of(hook));
  }

  @Override
  public int compareTo(Writer other) {
    return ORDER.compare(this, other);
  }

  /// `web.2`, or `web.2~migrate`; the name of its files.
  @Override
  public String toString() {
    return instance + hook.map(name -> HOOK_MARK + name).orElse("");
  }
}
