package dev.tend.core.companion;

import dev.tend.core.lifecycle.Alive;
import dev.tend.core.lifecycle.Leaving;
import dev.tend.core.lifecycle.Sought;
import dev.tend.core.lifecycle.State;
import dev.tend.core.process.RunId;
import java.util.List;

/// What is to be done beside the process of an instance for as long as its state lasts.
///
/// It is the name of a companion too: two duties that are equal are one, so that a state that goes
/// on keeps its companion, and another run, or another wording of the same duty, gets a new one.
public sealed interface Duty {

  /// The run that it is done for.
  RunId own();

  /// Ask the detectors that are commands, before a start.
  record Detect(RunId own) implements Duty {}

  /// What a state asks for. Whatever a companion does, it does only while its duty is among these.
  static List<Duty> of(State state) {
    return switch (state) {
      case Sought.Asking(RunId own) -> List.of(new Detect(own));
      case Sought.Looking _,
          Sought.Awaiting _,
          State.Stopped _,
          State.Waiting _,
          State.Elsewhere _,
          State.Launching _,
          Alive _,
          Leaving _,
          State.Backoff _,
          State.Completed _,
          State.Failed _ ->
          List.of();
    };
  }
}
