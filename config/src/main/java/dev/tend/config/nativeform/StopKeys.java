package dev.tend.config.nativeform;

import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StopRule;
import java.time.Duration;

/// The keys of `stop`.
final class StopKeys {

  private static final Key<Signal> SIGNAL =
      Key.standard(
          "signal",
          new SignalForm(),
          StopRule.DEFAULT.signal(),
          "What the process group is sent first.");

  private static final Key<Command> COMMAND =
      Key.optional(
          "command",
          new CommandForm(),
          "the signal",
          "What is run instead of sending the signal, in the service's directory and environment;"
              + " if it cannot be run, the signal is sent after all.");

  private static final Key<Duration> TIMEOUT =
      Key.standard(
          "timeout",
          new DurationForm(Duration.ZERO),
          StopRule.DEFAULT.timeout(),
          "After this the whole tree of processes is killed. It begins when the process is asked to"
              + " end: `pre_stop` hooks come before, each with a `timeout` of its own.");

  static final Shape SHAPE = Shape.of(SIGNAL, COMMAND, TIMEOUT);

  private StopKeys() {}

  static boolean namesASignal(Fields fields) {
    return fields.find(SIGNAL).isPresent();
  }

  static StopRule spec(Fields fields) {
    return new StopRule(fields.get(SIGNAL), fields.find(COMMAND), fields.get(TIMEOUT));
  }
}
