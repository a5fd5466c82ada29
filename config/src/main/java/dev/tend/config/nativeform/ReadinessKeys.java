package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Readiness;
import java.util.List;

/// The keys of `readiness`: one of several ways to know that a service does its work.
final class ReadinessKeys {

  private static final Key<Boolean> NOTIFY =
      Key.optional(
          "notify",
          new TruthForm(),
          "it need not say so",
          "Ready when it, or another process of its tree, says `READY=1` to the socket in"
              + " `NOTIFY_SOCKET`, as sd_notify(3) has it.");

  private static final Key<Integer> FD =
      Key.optional(
          "fd",
          new WholeNumberForm(Readiness.Descriptor.MIN, Readiness.Descriptor.MAX),
          "none is given to it",
          "Ready when it writes a newline to this descriptor, which it inherits, as with s6. If it"
              + " closes it without one, the start has failed.");

  /// What only one of can be meant.
  private static final List<Key<?>> WAYS = List.of(NOTIFY, FD);

  static final Shape SHAPE =
      Shape.of(NOTIFY, FD)
          .later("exec", "http", "tcp", "file", "line", "stream")
          .rule(ReadinessKeys::check, NOTIFY, FD);

  private ReadinessKeys() {}

  private static void check(Fields fields, Problems problems) {
    if (fields.find(NOTIFY).filter(value -> !value).isPresent()) {
      problems.add(fields.place(NOTIFY), "'notify' is true, or not there");
    }
    long given = WAYS.stream().filter(way -> fields.find(way).isPresent()).count();
    if (given != 1) {
      problems.add(
          fields.place(),
          "readiness is known in one way, and this names "
              + (given == 0 ? "none" : "more than one"),
          "The ways are " + String.join(", ", WAYS.stream().map(Key::name).toList()) + ".");
    }
  }

  /// To be asked once no mistake was found.
  static Readiness spec(Fields fields) {
    return fields
        .find(FD)
        .<Readiness>map(Readiness.Descriptor::new)
        .orElseGet(Readiness.Notify::new);
  }
}
