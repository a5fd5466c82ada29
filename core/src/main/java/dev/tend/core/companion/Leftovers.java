package dev.tend.core.companion;

import dev.tend.core.lifecycle.Effect;
import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Terms;
import java.util.ArrayList;
import java.util.List;

/// What is left of a companion whose duty is over: commands that were killed and are not gone yet.
public record Leftovers(Duty duty, List<Errand> errands) implements Companion {

  public Leftovers {
    errands = List.copyOf(errands);
  }

  /// Ends what a companion has under way.
  public static Act of(Companion dismissed, Terms terms) {
    Doing doing = new Doing(terms);
    if (dismissed instanceof Probing probing) {
      probing.open().ifPresent(ask -> doing.effect(new Effect.Unask(ask)));
    }
    List<Errand> dying = dismissed.errands().stream().map(errand -> errand.cut(doing)).toList();
    return doing.done(new Leftovers(dismissed.duty(), dying));
  }

  @Override
  public String prospect(Errand errand) {
    return "what is left of a command beside it is killed once more";
  }

  @Override
  public Act takes(Event.OfRun event, Terms terms) {
    Doing doing = new Doing(terms);
    List<Errand> next = new ArrayList<>();
    for (Errand errand : errands) {
      if (!errand.run().equals(event.run())) {
        next.add(errand);
      } else if (errand.takes(event, doing) instanceof Errand.Progress.Going(Errand going)) {
        next.add(going);
      }
    }
    return doing.done(new Leftovers(duty, next));
  }

  @Override
  public Act rings(Terms terms) {
    Doing doing = new Doing(terms);
    List<Errand> next =
        errands.stream().map(errand -> errand.due(doing) ? errand.rings(doing) : errand).toList();
    return doing.done(new Leftovers(duty, next));
  }
}
