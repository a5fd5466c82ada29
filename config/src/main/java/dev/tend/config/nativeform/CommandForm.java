package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.CommandLine;
import java.util.List;
import java.util.Optional;

/// A program and its arguments: a list, or one string that is read as a shell would.
public record CommandForm() implements Form<Command> {

  private static final ListForm<String> ARGV = new ListForm<>(new TextForm());

  @Override
  public String type() {
    return "command";
  }

  @Override
  public Optional<Command> decode(Node node, Problems problems) {
    return switch (node) {
      case Node.Items items -> ofList(items, problems);
      case Node.Text text ->
          TextForm.decode(text, type(), problems).flatMap(line -> ofLine(line, text, problems));
      case Node.Table _,
          Node.WholeNumber _,
          Node.Fraction _,
          Node.Truth _,
          Node.Time _,
          Node.Nothing _ -> {
        problems.addMismatch(node, "a command", "Write [\"program\", \"argument\"].");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Command> ofList(Node.Items items, Problems problems) {
    Optional<List<String>> argv = ARGV.decode(items, problems);
    boolean complete = argv.isPresent() && argv.get().size() == items.nodes().size();
    if (!complete) {
      return Optional.empty();
    }
    return argv.filter(words -> !words.isEmpty() && !words.getFirst().isEmpty())
        .map(Command::new)
        .or(() -> noProgram(items, problems));
  }

  private static Optional<Command> ofLine(String line, Node.Text node, Problems problems) {
    return switch (CommandLine.read(line)) {
      case CommandLine.Split(Command command) -> Optional.of(command);
      case CommandLine.Empty _ -> noProgram(node, problems);
      case CommandLine.Unfinished(char opening, int at) -> {
        problems.add(
            node.place(),
            opening == '\\'
                ? "the command ends in a backslash"
                : "the "
                    + opening
                    + " at character "
                    + (at + 1)
                    + " of the command is never closed");
        yield Optional.empty();
      }
    };
  }

  private static Optional<Command> noProgram(Node node, Problems problems) {
    problems.add(node.place(), "the command names no program");
    return Optional.empty();
  }

  @Override
  public String write(Command value) {
    return ARGV.write(value.argv());
  }
}
