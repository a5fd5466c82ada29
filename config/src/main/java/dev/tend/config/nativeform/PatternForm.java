package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A regular expression, as java.util.regex has it.
record PatternForm() implements Form<String> {

  @Override
  public String type() {
    return "regular expression";
  }

  @Override
  public String range() {
    return "text; `.` stands for any character, `\\\\.` for a dot";
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    return TextForm.decode(node, "a regular expression", problems)
        .filter(text -> isSound(text, node, problems));
  }

  private static boolean isSound(String text, Node node, Problems problems) {
    if (text.isEmpty()) {
      problems.add(node.place(), "an empty regular expression is found in every line");
      return false;
    }
    try {
      Pattern.compile(text);
      return true;
    } catch (PatternSyntaxException broken) {
      problems.add(
          node.place(),
          "'" + text + "' is no regular expression: " + broken.getDescription(),
          "Put a backslash before a character that is meant as it stands, as in '\\[ready\\]'.");
      return false;
    }
  }

  @Override
  public String write(String value) {
    return "'" + value + "'";
  }
}
