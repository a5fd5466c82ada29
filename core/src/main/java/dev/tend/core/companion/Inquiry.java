package dev.tend.core.companion;

import dev.tend.core.lifecycle.Event;
import dev.tend.core.lifecycle.Terms;
import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Launch;
import dev.tend.core.text.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the detectors that are commands, one after the other, before a service is started.
///
/// Each is a run of its own: it is watched, ends with everything that it started, and holds nobody
/// up. One that succeeds keeps the service from being started; a process it does not give us.
///
/// @param place which of the unit's detectors is being asked
/// @param asked empty once there is nothing more to ask
/// @param notes a clause for each that could not answer
public record Inquiry(Duty.Detect duty, int place, Optional<Errand> asked, List<String> notes)
    implements Companion {

  /// A detector that answers later has hung itself up. Long enough for a `curl` to a busy service.
  static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  public Inquiry {
    notes = List.copyOf(notes);
  }

  static Act begin(Duty.Detect duty, Terms terms) {
    return ask(duty, 0, List.of(), new Doing(terms));
  }

  /// Asks the next one; if there is none, nothing says that it is up.
  private static Act ask(Duty.Detect duty, int from, List<String> notes, Doing doing) {
    List<Detector> detectors = doing.terms.spec().detectors();
    for (int place = from; place < detectors.size(); place++) {
      if (detectors.get(place) instanceof Detector.CommandSucceeds(Command command)) {
        Errand asked =
            Errand.begin(doing, plan(doing.terms, command), "detector", ANSWER_WITHIN, false);
        return doing.done(new Inquiry(duty, place, Optional.of(asked), notes));
      }
    }
    doing.tell(new Event.NotFound(duty.own(), notes));
    return doing.done(new Inquiry(duty, detectors.size(), Optional.empty(), notes));
  }

  private static LaunchPlan plan(Terms terms, Command command) {
    Launch own = terms.spec().launch();
    Launch launch = new Launch(command, own.directory(), own.user(), own.env(), own.inherit());
    return new LaunchPlan(terms.freshRun(), RunKind.PROBE, terms.id(), launch, terms.spec().log());
  }

  @Override
  public List<Errand> errands() {
    return asked.stream().toList();
  }

  @Override
  public String prospect(Errand errand) {
    return errand.result().isEmpty()
        ? "its detector is killed if it has not answered"
        : "what is left of its detector is killed once more";
  }

  @Override
  public Act takes(Event.OfRun event, Terms terms) {
    Doing doing = new Doing(terms);
    return switch (asked.orElseThrow().takes(event, doing)) {
      case Errand.Progress.Going(Errand going) -> doing.done(with(going));
      case Errand.Progress.Over(Errand.Result result) -> answered(result, doing);
    };
  }

  @Override
  public Act rings(Terms terms) {
    Doing doing = new Doing(terms);
    return doing.done(with(asked.orElseThrow().rings(doing)));
  }

  private Inquiry with(Errand going) {
    return new Inquiry(duty, place, Optional.of(going), notes);
  }

  private Act answered(Errand.Result result, Doing doing) {
    if (result.success()) {
      doing.tell(new Event.UpElsewhere(verdict(doing.terms.spec().detectors())));
      return doing.done(new Inquiry(duty, place, Optional.empty(), notes));
    }
    List<String> said = new ArrayList<>(notes);
    switch (result) {
      case Errand.Result.Refused(SpawnFault fault) ->
          said.add("its detector could not be asked: " + fault.sentence());
      case Errand.Result.TimedOut _ -> {
        String within = DurationText.of(ANSWER_WITHIN);
        said.add("its detector did not answer within " + within + " and was killed");
      }
      case Errand.Result.Ended _, Errand.Result.Cut _ -> {}
    }
    return ask(duty, place + 1, said, doing);
  }

  private String verdict(List<Detector> detectors) {
    String which =
        place < detectors.size()
                && detectors.get(place) instanceof Detector.CommandSucceeds(Command command)
            ? " '" + command + "'"
            : "";
    return "its detector"
        + which
        + " says that it is up; who started it is unknown, so it is neither"
        + " started again nor watched until somebody asks for a start";
  }
}
