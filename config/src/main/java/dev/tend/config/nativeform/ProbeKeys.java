package dev.tend.config.nativeform;

import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Check;
import dev.tend.core.spec.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The keys of the probes: `startup`, `liveness`, and the active ways of `readiness`.
final class ProbeKeys {

  private static final WholeNumberForm IN_A_ROW = new WholeNumberForm(1, Probe.IN_A_ROW_MAX);

  static final Key<Duration> DELAY =
      Key.optional(
          "delay",
          new DurationForm(Duration.ZERO),
          "0s; with `folder`, `inactive`",
          "How long after its beginning it is first asked.");

  private static final Key<Duration> TIMEOUT =
      Key.standard(
          "timeout",
          new DurationForm(Probe.TIMEOUT_MIN),
          Probe.TIMEOUT_USUAL,
          "What has not answered by then has failed.");

  private static final Key<Integer> FAILURES =
      Key.standard(
          "failures", IN_A_ROW, Probe.FAILURES_USUAL, "How many have to fail in a row to count.");

  private static final Key<Integer> SUCCESSES =
      Key.standard("successes", IN_A_ROW, 1, "How many have to succeed in a row to count.");

  /// Of a service that starts everybody waits for the next answer.
  private static final Key<Duration> EVERY_STARTUP =
      every(Duration.ofSeconds(1), "How often it is asked.");

  private static final Key<Duration> EVERY_READINESS =
      every(
          Duration.ofSeconds(10),
          "How often it is asked; as long as the service is starting, at least each second.");

  private static final Key<Duration> EVERY_LIVENESS =
      every(
          Duration.ofSeconds(10),
          "How often it is asked. The first time comes up to as much sooner, so that not all"
              + " services are asked at one moment.");

  static final Shape STARTUP =
      shape(CheckKeys.WAYS, List.of(), DELAY, EVERY_STARTUP, TIMEOUT, SUCCESSES);

  static final Shape LIVENESS =
      shape(
          Stream.concat(CheckKeys.WAYS.stream(), Stream.of(CheckKeys.FOLDER)).toList(),
          CheckKeys.OF_FOLDER,
          DELAY,
          EVERY_LIVENESS,
          TIMEOUT,
          FAILURES);

  static final Shape READINESS =
      shape(
              Stream.concat(CheckKeys.WAYS.stream(), ReadinessKeys.WAYS.stream()).toList(),
              List.of(),
              DELAY,
              EVERY_READINESS,
              TIMEOUT,
              FAILURES,
              SUCCESSES)
          .rule((fields, problems) ->
              ReadinessKeys.check(
                  fields, List.of(DELAY, EVERY_READINESS, TIMEOUT, FAILURES, SUCCESSES), problems));

  private ProbeKeys() {}

  private static Key<Duration> every(Duration usual, String meaning) {
    return Key.standard("every", new DurationForm(Probe.EVERY_MIN), usual, meaning);
  }

  private static Shape shape(List<Key<?>> ways, List<Key<?>> more, Key<?>... pace) {
    List<Key<?>> keys = new ArrayList<>(ways);
    keys.addAll(CheckKeys.OF_HTTP);
    keys.addAll(more);
    keys.addAll(List.of(pace));
    Key<?>[] all = keys.toArray(Key<?>[]::new);
    return Shape.of(all).rule((fields, problems) -> check(fields, ways, problems), all);
  }

  private static void check(Fields fields, List<Key<?>> ways, Problems problems) {
    long given = ways.stream().filter(way -> fields.find(way).isPresent()).count();
    if (given != 1) {
      problems.add(
          fields.place(),
          "a probe asks in one way, and this names " + (given == 0 ? "none" : "more than one"),
          "The ways are " + String.join(", ", ways.stream().map(Key::name).toList()) + ".");
    }
    CheckKeys.check(fields, problems);
  }

  /// To be asked once no mistake was found.
  static Optional<Probe> startup(Fields fields) {
    return CheckKeys.find(fields)
        .map(check ->
            new Probe(
                check,
                delay(fields, check),
                fields.get(EVERY_STARTUP),
                fields.get(TIMEOUT),
                Probe.FAILURES_USUAL,
                fields.get(SUCCESSES)));
  }

  /// To be asked once no mistake was found; empty where readiness is known in another way.
  static Optional<Probe> readiness(Fields fields) {
    return CheckKeys.find(fields)
        .map(check ->
            new Probe(
                check,
                delay(fields, check),
                fields.get(EVERY_READINESS),
                fields.get(TIMEOUT),
                fields.get(FAILURES),
                fields.get(SUCCESSES)));
  }

  /// To be asked once no mistake was found.
  static Optional<Probe> liveness(Fields fields) {
    return CheckKeys.find(fields)
        .map(check ->
            new Probe(
                check,
                delay(fields, check),
                fields.get(EVERY_LIVENESS),
                fields.get(TIMEOUT),
                fields.get(FAILURES),
                1));
  }

  /// A service that has just started cannot have changed anything yet.
  private static Duration delay(Fields fields, Check check) {
    Duration usual =
        check instanceof Check.FolderActivity(String _, Duration inactive, boolean _)
            ? inactive
            : Duration.ZERO;
    return fields.find(DELAY).orElse(usual);
  }
}
