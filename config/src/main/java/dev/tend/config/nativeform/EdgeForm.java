package dev.tend.config.nativeform;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.decode.TruthForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Until;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An edge to another unit: its name, or a table that says more.
///
/// @param table the keys that it may have
record EdgeForm(Shape table) implements Form<EdgeDraft> {

  private static final WhomForm NAME = new WhomForm();

  private static final ChoiceForm<Until> UNTILS = ChoiceForm.underscored(Until.class);

  private static final Key<String> UNIT =
      Key.required("unit", NAME, "The other unit, or `@` and the name of a group.");

  private static final Key<Until> UNTIL =
      Key.standard("until", UNTILS, Until.READY, "How far it has to have come.");

  private static final Key<Boolean> RESTART =
      Key.standard("restart", new TruthForm(), true, "Whether it is restarted with that unit.");

  static final EdgeForm REQUIRES = new EdgeForm(Shape.of(UNIT, UNTIL, RESTART));

  static final EdgeForm AFTER = new EdgeForm(Shape.of(UNIT, UNTIL));

  static final EdgeForm WANTS =
      new EdgeForm(
          Shape.of(UNIT)
              .refusing("belongs to 'after': what is only wanted is not waited for", "until"));

  @Override
  public String type() {
    if (!has(UNTIL)) {
      return "unit or `@group`";
    }
    return "unit, `@group`, or { unit, until" + (has(RESTART) ? ", restart }" : " }");
  }

  private boolean has(Key<?> key) {
    return table.keys().contains(key);
  }

  @Override
  public String range() {
    return has(UNTIL) ? "until: " + UNTILS.range() : "";
  }

  @Override
  public Optional<EdgeDraft> decode(Node node, Problems problems) {
    if (node instanceof Node.Table) {
      return table.decode(node, problems).flatMap(this::draft);
    }
    return NAME.decode(node, problems).map(EdgeDraft::new);
  }

  private Optional<EdgeDraft> draft(Fields fields) {
    return fields
        .find(UNIT)
        .map(whom ->
            new EdgeDraft(
                whom,
                has(UNTIL) ? fields.get(UNTIL) : Until.READY,
                !has(RESTART) || fields.get(RESTART)));
  }

  @Override
  public String write(EdgeDraft value) {
    List<String> more = new ArrayList<>();
    if (value.until() != Until.READY) {
      more.add("until = " + UNTILS.write(value.until()));
    }
    if (!value.restart()) {
      more.add("restart = false");
    }
    String name = NAME.write(value.whom());
    return more.isEmpty() ? name : "{ unit = " + name + ", " + String.join(", ", more) + " }";
  }
}
