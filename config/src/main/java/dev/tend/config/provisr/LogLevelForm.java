package dev.tend.config.provisr;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Locale;
import java.util.Optional;

/// The level of the daemon's log, in whatever case; empty text means the usual one.
record LogLevelForm() implements Form<LogLevel> {
  private static final ChoiceForm<LogLevel> WORDS = ChoiceForm.hyphenated(LogLevel.class);

  @Override
  public String type() {
    return WORDS.type();
  }

  @Override
  public String range() {
    return WORDS.range();
  }

  @Override
  public Optional<LogLevel> decode(Node node, Problems problems) {
    return TextForm.decode(node, "one of " + range(), problems)
        .flatMap(text ->
            switch (text.toLowerCase(Locale.ROOT)) {
              case "" -> Optional.of(LogLevel.INFO);
              case "warning" -> Optional.of(LogLevel.WARN);
              default ->
                  WORDS.decode(
                      new Node.Text(node.place(), text.toLowerCase(Locale.ROOT)), problems);
            });
  }

  @Override
  public String write(LogLevel value) {
    return WORDS.write(value);
  }
}
