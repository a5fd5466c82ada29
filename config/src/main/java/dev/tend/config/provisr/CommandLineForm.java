package dev.tend.config.provisr;

import dev.tend.config.decode.Form;
import dev.tend.config.nativeform.CommandForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Command;
import java.util.Optional;

/// A command as one string; a list of arguments has a key of its own, `args`.
record CommandLineForm() implements Form<Command> {
  private static final CommandForm EITHER = new CommandForm();

  @Override
  public String type() {
    return "text";
  }

  @Override
  public Optional<Command> decode(Node node, Problems problems) {
    if (node instanceof Node.Text) {
      return EITHER.decode(node, problems);
    }
    String hint = node instanceof Node.Items ? "A list of arguments belongs to 'args'." : "";
    problems.addMismatch(node, "text", hint);
    return Optional.empty();
  }

  @Override
  public String write(Command value) {
    return EITHER.write(value);
  }
}
