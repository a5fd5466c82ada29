package dev.tend.config.nativeform;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.Readiness.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The keys of `readiness`: one of several ways to know that a service does its work.
final class ReadinessKeys {

  private static final Key<Boolean> NOTIFY =
      Key.standard(
          "notify",
          new TruthForm(),
          false,
          "Ready when it, or another process of its tree, says `READY=1` to the socket in"
              + " `NOTIFY_SOCKET`, as sd_notify(3) has it.");

  static final Key<String> LINE =
      Key.optional(
          "line",
          new PatternForm(),
          "no line is looked for",
          "Ready when this is found in a line of its output, from its start on. Of a longer line the"
              + " first 4096 characters are looked at, without colours.");

  static final Key<Streams> STREAM =
      Key.standard(
          "stream",
          ChoiceForm.hyphenated(Streams.class),
          Streams.BOTH,
          "In which output `line` is looked for.");

  private static final Key<Integer> FD =
      Key.optional(
          "fd",
          new WholeNumberForm(Readiness.Descriptor.MIN, Readiness.Descriptor.MAX),
          "none is given to it",
          "Ready when it writes a newline to this descriptor, which it inherits, as with s6. If it"
              + " closes it without one, the start has failed.");

  /// What only one of can be meant.
  private static final List<Key<?>> WAYS = List.of(NOTIFY);

  static final Shape SHAPE =
      Shape.of(NOTIFY)
          .later("line", "stream", "fd")
          .rule(ReadinessKeys::checkWay, NOTIFY, LINE, FD)
          .rule(ReadinessKeys::checkStream, LINE, STREAM);

  /// What may be written for `stream`.
  enum Streams {
    STDOUT,
    STDERR,
    BOTH;

    boolean include(OutputStream stream) {
      return this == BOTH || name().equals(stream.name());
    }

    private Set<OutputStream> all() {
      return Arrays.stream(OutputStream.values()).filter(this::include).collect(Collectors.toSet());
    }
  }

  private ReadinessKeys() {}

  private static void checkWay(Fields fields, Problems problems) {
    long given = WAYS.stream().filter(way -> isGiven(fields, way)).count();
    if (given != 1) {
      String names = String.join("', '", WAYS.stream().map(Key::name).toList());
      problems.add(
          fields.place(),
          "readiness names " + (given == 0 ? "none" : "more than one") + " of '" + names + "'",
          given == 0
              ? "Write readiness = { notify = true }, or leave it out: up for stable_after is"
                  + " ready then."
              : "Leave one, the one that says most.");
    }
  }

  private static boolean isGiven(Fields fields, Key<?> way) {
    return way.equals(NOTIFY) ? fields.get(NOTIFY) : fields.find(way).isPresent();
  }

  private static void checkStream(Fields fields, Problems problems) {
    if (fields.find(STREAM).isPresent() && fields.find(LINE).isEmpty()) {
      problems.add(fields.place(STREAM), "'stream' is said of 'line', which is not there");
    }
  }

  /// To be asked once no mistake was found.
  static Readiness spec(Fields fields) {
    if (fields.get(NOTIFY)) {
      return new Readiness.Notify();
    }
    return fields
        .find(LINE)
        .<Readiness>map(line -> new Readiness.Line(line, fields.get(STREAM).all()))
        .or(() -> fields.find(FD).map(Readiness.Descriptor::new))
        .orElse(Readiness.UPTIME);
  }
}
