package dev.tend.linux;

import dev.tend.core.process.SpawnFault;
import java.util.function.Function;

/// Something that a spawn needs, or why there is none.
sealed interface Sought<T> {

  record Found<T>(T value) implements Sought<T> {}

  record Missing<T>(SpawnFault fault) implements Sought<T> {}

  static <T> Sought<T> missing(String call, int errno, String subject, String hint) {
    return new Missing<>(new SpawnFault(call, Errno.name(errno), subject, hint));
  }

  /// Goes on with what was found; what is missing stays missing.
  default <R> Sought<R> then(Function<T, Sought<R>> next) {
    return switch (this) {
      case Found<T>(T value) -> next.apply(value);
      case Missing<T>(SpawnFault fault) -> new Missing<>(fault);
    };
  }
}
