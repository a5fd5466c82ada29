package dev.tend.config.nativeform;

import dev.tend.config.decode.ChoiceForm;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Requirement;
import dev.tend.core.spec.UnitName;
import java.util.Optional;

/// An edge to another unit: its name, or a table that also says how far it must have come.
record RequirementForm() implements Form<Requirement> {

  private static final UnitNameForm NAME = new UnitNameForm();

  private static final ChoiceForm<Requirement.Until> UNTILS =
      ChoiceForm.underscored(Requirement.Until.class);

  private static final Key<UnitName> UNIT =
      Key.required("unit", NAME, "The unit that has to come first.");

  private static final Key<Requirement.Until> UNTIL =
      Key.standard("until", UNTILS, Requirement.Until.READY, "How far it has to have come.");

  private static final Shape TABLE = Shape.of(UNIT, UNTIL);

  @Override
  public String type() {
    return "unit or { unit, until }";
  }

  @Override
  public String range() {
    return "until: " + UNTILS.range();
  }

  @Override
  public Optional<Requirement> decode(Node node, Problems problems) {
    if (node instanceof Node.Table) {
      return TABLE.decode(node, problems).flatMap(RequirementForm::requirement);
    }
    return NAME.decode(node, problems).map(Requirement::ready);
  }

  private static Optional<Requirement> requirement(Fields fields) {
    return fields.find(UNIT).map(unit -> new Requirement(unit, fields.get(UNTIL)));
  }

  @Override
  public String write(Requirement value) {
    return value.until() == Requirement.Until.READY
        ? NAME.write(value.unit())
        : "{ unit = "
            + NAME.write(value.unit())
            + ", until = "
            + UNTILS.write(value.until())
            + " }";
  }
}
