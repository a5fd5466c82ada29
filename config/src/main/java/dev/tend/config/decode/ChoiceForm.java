package dev.tend.config.decode;

import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One of a few words, each standing for a constant.
public record ChoiceForm<E extends Enum<E>>(List<E> constants, char separator) implements Form<E> {

  /// Nothing between the parts of a word, each of which begins with a capital.
  private static final char CAPITALS = 0;

  /// Words like `on-failure`.
  public static <E extends Enum<E>> ChoiceForm<E> hyphenated(Class<E> type) {
    return new ChoiceForm<>(Arrays.asList(type.getEnumConstants()), '-');
  }

  /// Words like `completed_successfully`.
  public static <E extends Enum<E>> ChoiceForm<E> underscored(Class<E> type) {
    return new ChoiceForm<>(Arrays.asList(type.getEnumConstants()), '_');
  }

  /// Words like `NonIndexed`.
  public static <E extends Enum<E>> ChoiceForm<E> capitalised(List<E> constants) {
    return new ChoiceForm<>(constants, CAPITALS);
  }

  @Override
  public String type() {
    return "word";
  }

  @Override
  public String range() {
    return String.join(", ", constants.stream().map(this::write).toList());
  }

  @Override
  public Optional<E> decode(Node node, Problems problems) {
    return TextForm.decode(node, "one of " + range(), problems)
        .flatMap(text -> choose(text, node, problems));
  }

  private Optional<E> choose(String text, Node node, Problems problems) {
    Optional<E> chosen =
        constants.stream().filter(constant -> word(constant).equals(text)).findFirst();
    if (chosen.isEmpty()) {
      problems.add(
          node.place(),
          "'" + text + "' is none of " + String.join(", ", words()),
          Nearest.hint(text, words()));
    }
    return chosen;
  }

  private List<String> words() {
    return constants.stream().map(this::word).toList();
  }

  private String word(E constant) {
    String name = constant.name();
    if (separator != CAPITALS) {
      return name.toLowerCase(Locale.ROOT).replace('_', separator);
    }
    return Arrays.stream(name.split("_", -1))
        .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  @Override
  public String write(E value) {
    return '"' + word(value) + '"';
  }
}
