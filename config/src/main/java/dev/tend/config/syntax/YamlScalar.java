package dev.tend.config.syntax;

import dev.tend.config.problem.Place;
import java.math.BigInteger;
import java.util.Locale;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/// Tells what a scalar of YAML or JSON is: text, a number, a truth, or nothing.
///
/// @param strict whether text has to stand in double quotes, as in JSON
record YamlScalar(ScalarResolver resolver, boolean strict) {

  static YamlScalar of(Syntax syntax) {
    return switch (syntax) {
      case JSON -> new YamlScalar(new JsonSchema().getScalarResolver(), true);
      case YAML, TOML -> new YamlScalar(new CoreSchema().getScalarResolver(), false);
    };
  }

  Node node(Place place, ScalarEvent scalar) {
    String value = scalar.getValue();
    if (strict && scalar.isPlain() && value.isEmpty()) {
      throw new ParserException("expected a value", scalar.getStartMark());
    }
    Tag tag =
        scalar.getTag().map(Tag::new).orElseGet(() -> resolver.resolve(value, scalar.isPlain()));
    if (tag.equals(Tag.NULL)) {
      return new Node.Nothing(place);
    }
    if (tag.equals(Tag.BOOL)) {
      return new Node.Truth(place, value.toLowerCase(Locale.ROOT).equals("true"));
    }
    if (tag.equals(Tag.INT)) {
      return new Node.WholeNumber(place, wholeNumber(scalar), value);
    }
    if (tag.equals(Tag.FLOAT)) {
      return new Node.Fraction(place, fraction(scalar), value);
    }
    if (!tag.equals(Tag.STR)) {
      throw new ParserException("unknown tag " + tag, scalar.getStartMark());
    }
    if (strict && !scalar.isDQuoted()) {
      throw new ParserException("text stands in double quotes in JSON", scalar.getStartMark());
    }
    return new Node.Text(place, value);
  }

  private static long wholeNumber(ScalarEvent scalar) {
    String digits = scalar.getValue();
    try {
      BigInteger number =
          digits.startsWith("0x")
              ? new BigInteger(digits.substring(2), 16)
              : digits.startsWith("0o")
                  ? new BigInteger(digits.substring(2), 8)
                  : new BigInteger(digits);
      return number.longValueExact();
    } catch (NumberFormatException broken) {
      throw new ParserException("not a whole number", scalar.getStartMark());
    } catch (ArithmeticException tooLarge) {
      throw new ParserException("the number is too large", scalar.getStartMark());
    }
  }

  private static double fraction(ScalarEvent scalar) {
    String value = scalar.getValue();
    try {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case ".nan" -> Double.NaN;
        case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
        case "-.inf" -> Double.NEGATIVE_INFINITY;
        default -> Double.parseDouble(value);
      };
    } catch (NumberFormatException broken) {
      throw new ParserException("not a number", scalar.getStartMark());
    }
  }
}
