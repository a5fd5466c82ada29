package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.WholeNumberForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UpdateRule;
import java.util.Optional;

/// How a changed spec gets to running processes: a word, or a table with a number.
record UpdateForm() implements Form<UpdateRule> {

  static final Key<UpdateRule> KEY =
      Key.standard(
          "update",
          new UpdateForm(),
          UpdateRule.TOGETHER,
          "How a reload that changes what only new processes can take over gets to its instances."
              + " `\"together\"`: all are restarted at once. `\"rolling\"`: one after the other, or"
              + " `{ rolling = 2 }` at a time, as by `tend restart --rolling`: each once the new ones"
              + " before it are ready; the first that fails ends it, and the rest keeps its old"
              + " processes. A switch of version, and a daemon that starts with a changed"
              + " configuration, replace all at once.");

  private static final String TOGETHER = "together";
  private static final String ROLLING = "rolling";

  private static final Key<Integer> AT_ONCE =
      Key.required(
          ROLLING, new WholeNumberForm(1, ServiceSpec.INSTANCES_MAX), "How many at a time.");

  private static final Shape TABLE = Shape.of(AT_ONCE);

  @Override
  public String type() {
    return "`\"together\"`, `\"rolling\"`, or { rolling }";
  }

  @Override
  public Optional<UpdateRule> decode(Node node, Problems problems) {
    if (node instanceof Node.Text(var place, var word)) {
      Optional<UpdateRule> rule = ofWord(word);
      if (rule.isEmpty()) {
        problems.add(
            place,
            "'" + word + "' is none of together, rolling",
            "Or { rolling = 2 }, for two instances at a time.");
      }
      return rule;
    }
    if (!(node instanceof Node.Table)) {
      problems.addMismatch(node, "\"together\", \"rolling\" or a table", "");
      return Optional.empty();
    }
    int before = problems.found().size();
    return TABLE
        .decode(node, problems)
        .filter(_ -> problems.found().size() == before)
        .map(fields -> UpdateRule.rolling(fields.get(AT_ONCE)));
  }

  private static Optional<UpdateRule> ofWord(String word) {
    return switch (word) {
      case TOGETHER -> Optional.of(UpdateRule.TOGETHER);
      case ROLLING -> Optional.of(UpdateRule.rolling(1));
      default -> Optional.empty();
    };
  }

  @Override
  public String write(UpdateRule value) {
    return value.toString();
  }
}
