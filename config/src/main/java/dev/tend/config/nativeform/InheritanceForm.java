package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.text.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Which variables of the daemon a unit takes over: a word, or their names.
record InheritanceForm() implements Form<Inheritance> {
  private static final String ALL = "all";
  private static final String BASIC = "basic";
  private static final ListForm<String> NAMES = new ListForm<>(new TextForm());

  @Override
  public String type() {
    return "word or list of text";
  }

  @Override
  public String range() {
    return "`\"all\"`, `\"basic\"`, or names: `[\"PATH\", \"HOME\"]`, `[]` for none";
  }

  @Override
  public Optional<Inheritance> decode(Node node, Problems problems) {
    if (node instanceof Node.Items items) {
      items.nodes().stream()
          .filter(Node.Text.class::isInstance)
          .map(Node.Text.class::cast)
          .forEach(name -> EnvForm.checkName(name.value(), name.place(), problems));
      return NAMES.decode(node, problems).map(names -> new Inheritance.Only(new TreeSet<>(names)));
    }
    return TextForm.decode(node, "\"all\", \"basic\" or a list of names", problems)
        .flatMap(word -> ofWord(word, node, problems));
  }

  private static Optional<Inheritance> ofWord(String word, Node node, Problems problems) {
    return switch (word) {
      case ALL -> Optional.of(new Inheritance.All());
      case BASIC -> Optional.of(Inheritance.BASIC);
      default -> {
        List<String> words = List.of(ALL, BASIC);
        problems.add(
            node.place(),
            "'" + word + "' is none of " + String.join(", ", words),
            Nearest.hint(word, words));
        yield Optional.empty();
      }
    };
  }

  @Override
  public String write(Inheritance value) {
    return switch (value) {
      case Inheritance.All _ -> "\"" + ALL + '"';
      case Inheritance.Only only when only.equals(Inheritance.BASIC) -> "\"" + BASIC + '"';
      case Inheritance.Only(var names) -> NAMES.write(List.copyOf(names));
    };
  }
}
