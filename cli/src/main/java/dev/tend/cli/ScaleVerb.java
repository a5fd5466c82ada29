package dev.tend.cli;

import dev.tend.api.CommandResult;
import dev.tend.api.Failure;
import dev.tend.api.Outcome;
import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `tend scale`: changes how many instances a unit has.
final class ScaleVerb implements Verb {

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String summary() {
    return "Change how many instances a unit has";
  }

  @Override
  public List<String> details() {
    return List.of("It holds until a reload changes the unit.");
  }

  @Override
  public List<PositionalParamSpec> parameters() {
    return List.of(Grammar.one("UNIT=N", "The unit and its new number of instances"));
  }

  @Override
  public List<Example> examples() {
    return List.of(new Example("tend scale web=3", "three instances of web"));
  }

  @Override
  public Completes completes() {
    return Completes.UNITS;
  }

  @Override
  public int run(Invocation invocation) {
    Session session = invocation.session();
    String text = invocation.parameters().getFirst();
    int equals = text.lastIndexOf('=');
    String number = text.substring(equals + 1);
    if (equals < 1 || !number.matches("[0-9]{1,9}")) {
      throw new WrongUsage("'" + text + "' is not of the form UNIT=N", "Write web=3.");
    }
    String unit = text.substring(0, equals);
    return switch (session.client().scale(unit, Integer.parseInt(number))) {
      case Outcome.Failed<CommandResult>(Failure failure) -> session.fail(failure);
      case Outcome.Done<CommandResult>(CommandResult result) -> {
        if (session.json()) {
          session.printJson(CommandResult.class, result);
        } else if (result.units().isEmpty()) {
          session.out().println("nothing to do: " + unit + " has " + number + " already");
        } else {
          session.out().println("scaling " + unit + " to " + number);
        }
        yield ExitCode.DONE;
      }
    };
  }
}
