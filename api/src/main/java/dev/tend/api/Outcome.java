package dev.tend.api;

import java.util.function.Function;

/// What a call came to.
public sealed interface Outcome<T> {

  /// It was done, and this is the answer.
  record Done<T>(T value) implements Outcome<T> {}

  /// It was not.
  record Failed<T>(Failure failure) implements Outcome<T> {}

  /// The same with another answer.
  default <R> Outcome<R> map(Function<T, R> change) {
    return switch (this) {
      case Done<T>(T value) -> new Done<>(change.apply(value));
      case Failed<T>(Failure failure) -> new Failed<>(failure);
    };
  }

  /// What a second call came to, which is made only where the first was done.
  default <R> Outcome<R> then(Function<T, Outcome<R>> call) {
    return switch (this) {
      case Done<T>(T value) -> call.apply(value);
      case Failed<T>(Failure failure) -> new Failed<>(failure);
    };
  }
}
