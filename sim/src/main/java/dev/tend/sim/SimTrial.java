package dev.tend.sim;

import dev.tend.core.spec.Configuration;
import dev.tend.core.world.Entry;
import dev.tend.core.world.Reply;
import java.util.Optional;

/// Which configuration is in force on the simulated machine, and which comes back if that does not
/// stand its trial.
final class SimTrial {
  private final Onlooker onlooker;
  private Configuration configuration;

  /// What comes back if what is in force does not stand its trial.
  private Optional<Configuration> before = Optional.empty();

  /// The same of a trial that was asked for just now.
  private Optional<Configuration> coming = Optional.empty();

  /// Whoever looks on while one configuration replaces another.
  interface Onlooker {

    /// Somebody asks for another one.
    ///
    /// @param watched whether it is on trial, and what it removes may come back
    void replaces(Configuration next, boolean watched);

    /// It is in force.
    void inForce(Configuration next);

    /// The one before is in force again, and what the trial removed is there as it stood.
    void comesBack(Configuration before);
  }

  SimTrial(Configuration first, Onlooker onlooker) {
    this.configuration = first;
    this.onlooker = onlooker;
  }

  Configuration configuration() {
    return configuration;
  }

  /// Somebody asks for another one.
  ///
  /// @param watched whether that is on trial
  void asking(Configuration next, boolean watched) {
    coming = watched ? Optional.of(configuration) : Optional.empty();
    onlooker.replaces(next, watched);
    onlooker.inForce(next);
    configuration = next;
  }

  /// The answer to that came.
  void answered(Reply reply) {
    if (coming.isPresent() && reply instanceof Reply.Reloaded) {
      before = coming;
    }
    coming = Optional.empty();
  }

  /// Called with what a turn tells of, before any of it is done.
  void told(Entry entry) {
    if (entry.type().equals("watched") || entry.type().equals("overtaken")) {
      before = Optional.empty();
    }
    if (entry.type().equals("went_back")) {
      if (coming.or(() -> before).isEmpty()) {
        throw new Violation("trial: a daemon goes back, and nothing is on trial");
      }
      goBack();
    }
  }

  /// What a daemon tried when it died did not stand its trial, whatever became of it.
  void goBack() {
    Optional<Configuration> back = coming.or(() -> before);
    coming = Optional.empty();
    before = Optional.empty();
    back.ifPresent(earlier -> {
      onlooker.comesBack(earlier);
      configuration = earlier;
    });
  }
}
