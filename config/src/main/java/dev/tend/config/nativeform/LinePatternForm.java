package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Readiness;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/// A regular expression that is looked for in a line.
record LinePatternForm() implements Form<Readiness.Line> {

  @Override
  public String type() {
    return "regular expression";
  }

  @Override
  public Optional<Readiness.Line> decode(Node node, Problems problems) {
    Optional<String> text = TextForm.decode(node, "a regular expression", problems);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String pattern = text.get();
    if (pattern.isEmpty() || pattern.length() > Readiness.Line.PATTERN_CHARS_MAX) {
      problems.add(
          node.place(),
          "a pattern has 1 to " + Readiness.Line.PATTERN_CHARS_MAX + " characters",
          "A part of the line is enough.");
      return Optional.empty();
    }
    try {
      return Optional.of(new Readiness.Line(pattern));
    } catch (PatternSyntaxException wrong) {
      String where = wrong.getIndex() < 0 ? "" : " at character " + (wrong.getIndex() + 1);
      problems.add(
          node.place(),
          "'" + pattern + "' is no regular expression: " + wrong.getDescription() + where,
          "Put a backslash before what is meant as it stands.");
      return Optional.empty();
    }
  }

  @Override
  public String write(Readiness.Line value) {
    return '"' + value.pattern() + '"';
  }
}
