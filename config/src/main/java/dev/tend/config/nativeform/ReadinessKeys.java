package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Readiness;
import java.util.List;
import java.util.Optional;

/// The keys of `readiness` with which nobody asks: the process says so itself.
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

  static final Key<Readiness.Line> LINE =
      Key.optional(
          "line",
          new LinePatternForm(),
          "its output is not looked at",
          "Ready when this is found in a line that it writes to its standard output or error, from"
              + " its start on: `\"listening on .*\"`. Of a line the first 4096 characters are looked"
              + " at, once it has ended; a pattern that tries too many ways on one fails the start.");

  static final List<Key<?>> WAYS = List.of(NOTIFY, FD, LINE);

  private ReadinessKeys() {}

  /// @param pace keys that say how somebody asks
  static void check(Fields fields, List<Key<?>> pace, Problems problems) {
    if (fields.find(NOTIFY).filter(value -> !value).isPresent()) {
      problems.add(fields.place(NOTIFY), "'notify' is true, or not there");
    }
    if (WAYS.stream().noneMatch(way -> fields.find(way).isPresent())) {
      return;
    }
    for (Key<?> key : pace) {
      if (fields.find(key).isPresent()) {
        problems.add(
            fields.place(key),
            "'" + key.name() + "' is for a probe, and here nobody asks",
            "How long it may take is said by start_within.");
      }
    }
  }

  /// To be asked once no mistake was found; empty where somebody asks.
  static Optional<Readiness> said(Fields fields) {
    return fields
        .find(NOTIFY)
        .<Readiness>map(_ -> new Readiness.Notify())
        .or(() -> fields.find(FD).map(Readiness.Descriptor::new))
        .or(() -> fields.find(LINE));
  }
}
