package dev.tend.sim;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.Request;
import dev.tend.core.world.Selector;
import java.time.Duration;
import java.util.Optional;

/// One thing that a scenario does to the daemon or to its machine.
sealed interface Act {

  record Pass(Duration time) implements Act {}

  record Start(Selector what) implements Act {}

  /// A start that holds until the next edge of a window.
  record Force(Selector what) implements Act {}

  record Stop(Selector what) implements Act {}

  record Restart(Selector what) implements Act {}

  record Roll(Selector what, int atOnce) implements Act {}

  record Scale(UnitName unit, int instances) implements Act {}

  /// @param watch for how long what it touches has to do its work, or it is taken back
  record Reload(Configuration configuration, Optional<Duration> watch) implements Act {
    Reload(Configuration configuration) {
      this(configuration, Optional.empty());
    }
  }

  record Hasten() implements Act {}

  record Job(UnitName job, Request.OfJob.Verb verb) implements Act {}

  record Cron(UnitName cron, Request.Cron.Order order) implements Act {}

  /// Somebody kills the main process of the instance, if it has one.
  record Strike(InstanceId instance) implements Act {}

  /// Somebody else starts the service of the instance, or leaves a pid file that names nobody.
  record Meddle(InstanceId instance, Meddling how) implements Act {}

  enum Meddling {
    LIVING,
    DEAD,
    GARBAGE
  }

  record Jump(Duration by) implements Act {}

  /// The daemon dies at its `calls`-th port call from now, and a new one starts.
  record Death(int calls) implements Act {}

  /// The machine loses its power, and boots.
  record Boot() implements Act {}

  /// The daemon ends in order, and a new one starts.
  record Shutdown(boolean keep) implements Act {}
}
