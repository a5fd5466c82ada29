package dev.tend.config.decode;

/// The declaration of one key: what reads it, checks it, suggests it and documents it.
///
/// @param name as it is written
/// @param meaning what it does, in sentences for the reference
public record Key<T>(String name, Form<T> form, Absence<T> absence, String meaning) {

  /// What holds where the key is not written.
  public sealed interface Absence<T> {

    /// It has to be written.
    record Refused<T>() implements Absence<T> {}

    /// This value.
    record Standard<T>(T value) implements Absence<T> {}

    /// Something that is no value of the key's own, in words: `the daemon's user`.
    record Otherwise<T>(String words) implements Absence<T> {}
  }

  public static <T> Key<T> required(String name, Form<T> form, String meaning) {
    return new Key<>(name, form, new Absence.Refused<>(), meaning);
  }

  public static <T> Key<T> standard(String name, Form<T> form, T value, String meaning) {
    return new Key<>(name, form, new Absence.Standard<>(value), meaning);
  }

  public static <T> Key<T> optional(String name, Form<T> form, String otherwise, String meaning) {
    return new Key<>(name, form, new Absence.Otherwise<>(otherwise), meaning);
  }

  boolean required() {
    return absence instanceof Absence.Refused<T>;
  }
}
