package dev.tend.config.nativeform;

import dev.tend.config.decode.DurationForm;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.Watchdog;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.Optional;

/// How often a service has to say that it is alive: a duration, or a table.
record WatchdogForm() implements Form<Watchdog> {

  private static final DurationForm DURATION = new DurationForm(Watchdog.EVERY_MIN);

  private static final Key<Duration> EVERY = Key.required("every", DURATION, "How often.");

  private static final Key<Signal> SIGNAL =
      Key.standard("signal", new SignalForm(), Watchdog.SIGNAL_USUAL, "What it is sent if not.");

  private static final Shape TABLE = Shape.of(EVERY, SIGNAL);

  @Override
  public String type() {
    return "duration, or { every, signal }";
  }

  @Override
  public Optional<Watchdog> decode(Node node, Problems problems) {
    if (!(node instanceof Node.Table)) {
      return DURATION
          .decode(node, problems)
          .map(every -> new Watchdog(every, Watchdog.SIGNAL_USUAL));
    }
    int before = problems.found().size();
    return TABLE
        .decode(node, problems)
        .filter(_ -> problems.found().size() == before)
        .map(fields -> new Watchdog(fields.get(EVERY), fields.get(SIGNAL)));
  }

  @Override
  public String write(Watchdog value) {
    return "{ every = \""
        + DurationText.of(value.every())
        + "\", signal = \""
        + value.signal()
        + "\" }";
  }
}
