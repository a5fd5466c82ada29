package dev.tend.core.spec;

import java.time.Duration;
import java.util.Optional;

/// Which process a service is, where that is not the one that its command begins as: the one that a
/// pid file names, which the command, or what it leaves behind, writes at each start.
///
/// As text it is what a configuration says.
public sealed interface Follow {

  /// The variable in which the command finds the path of that file.
  String VARIABLE = "TEND_PID_FILE";

  /// Where the file is; empty for one of Tend's own, of which each instance has one.
  Optional<InstancePath> file();

  /// What is executed for the command that was written.
  default Command started(Command written) {
    return written;
  }

  /// What ends the service where nobody says how; empty means a signal.
  ///
  /// @param within after that long it is killed
  default Optional<Command> stop(Command written, Duration within) {
    return Optional.empty();
  }

  /// One that the program writes to a place of its own choice. What lies there from before says
  /// nothing.
  record PidFile(InstancePath path) implements Follow {
    @Override
    public Optional<InstancePath> file() {
      return Optional.of(path);
    }

    @Override
    public String toString() {
      return "{ pid_file = \"" + path.template() + "\" }";
    }
  }

  /// One of Tend's own, where nobody else writes; it is not there when the command starts.
  record GivenFile() implements Follow {
    @Override
    public Optional<InstancePath> file() {
      return Optional.empty();
    }

    @Override
    public String toString() {
      return "\"pid_file\"";
    }
  }

  /// The first process of the container that a command like `podman run …` starts. Its pid goes
  /// into a file of Tend's own.
  ///
  /// @param signalled whether it is sent a signal to end it, and its engine is not asked
  record Container(boolean signalled) implements Follow {
    @Override
    public Optional<InstancePath> file() {
      return Optional.empty();
    }

    @Override
    public Command started(Command written) {
      return ContainerCommand.of(written).map(ContainerCommand::start).orElse(written);
    }

    @Override
    public Optional<Command> stop(Command written, Duration within) {
      return signalled
          ? Optional.empty()
          : ContainerCommand.of(written).map(command -> command.stop(within));
    }

    @Override
    public String toString() {
      return "\"container\"";
    }
  }
}
