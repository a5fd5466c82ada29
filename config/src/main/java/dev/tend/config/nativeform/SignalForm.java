package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Signal;
import dev.tend.core.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A signal, by its name with or without `SIG`, or by its number.
record SignalForm() implements Form<Signal> {

  @Override
  public String type() {
    return "signal";
  }

  @Override
  public String range() {
    return "a name (`TERM`, `SIGTERM`) or a number from 1 to 31";
  }

  @Override
  public Optional<Signal> decode(Node node, Problems problems) {
    Optional<String> text =
        node instanceof Node.WholeNumber number
            ? Optional.of(number.written())
            : TextForm.decode(node, "a signal", problems);
    Optional<Signal> signal = text.flatMap(Signal::parse);
    if (text.isPresent() && signal.isEmpty()) {
      String bare = text.get().toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
      problems.add(
          node.place(), "'" + text.get() + "' is not a signal", Nearest.hint(bare, names()));
    }
    return signal;
  }

  private static List<String> names() {
    return Arrays.stream(Signal.values()).map(Signal::name).toList();
  }

  @Override
  public String write(Signal value) {
    return "\"" + value.name() + '"';
  }
}
