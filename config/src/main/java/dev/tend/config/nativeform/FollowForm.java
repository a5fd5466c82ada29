package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.decode.Shape;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.ContainerCommand;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.InstancePath;
import java.util.Optional;

/// Which process a service is, if not the one that its command begins as: a word, or a table with
/// the path of a pid file.
record FollowForm() implements Form<Follow> {

  private static final String PID_FILE = "pid_file";
  private static final String CONTAINER = "container";

  static final Key<Placed<Follow>> KEY =
      Key.optional(
          "follow",
          new Placed.In<>(new FollowForm()),
          "the process that was started is the service",
          "For a command that leaves its service in the background and names it in a pid file. That"
              + " process is the one that is watched and stopped, whose end counts, and that the"
              + " next daemon goes on with; until it is named, and for `start_within` at most, the"
              + " service is `starting`, and a stop ends whatever the command has begun by then. `\""
              + PID_FILE
              + "\"`: a file of Tend's own, whose path the command finds in `"
              + Follow.VARIABLE
              + "`. `{ pid_file = PATH }`: the program's own; `"
              + Follow.VARIABLE
              + "` says that path as well. `\""
              + CONTAINER
              + "\"`: the first process of the container that a `podman run` or `docker run` starts."
              + " See [following a process](following.md).");

  private static final Key<InstancePath> FILE =
      Key.required(PID_FILE, new InstancePathForm(), "Its first line is the pid.");

  private static final Shape TABLE = Shape.of(FILE);

  @Override
  public String type() {
    return "`\"" + PID_FILE + "\"`, `\"" + CONTAINER + "\"` or { pid_file }";
  }

  @Override
  public Optional<Follow> decode(Node node, Problems problems) {
    if (node instanceof Node.Text(var place, var word)) {
      Optional<Follow> follow = ofWord(word);
      if (follow.isEmpty()) {
        problems.add(
            place,
            "'" + word + "' is none of pid_file, container",
            "Or { pid_file = \"/run/web.pid\" }, for a file of the program's own.");
      }
      return follow;
    }
    if (!(node instanceof Node.Table)) {
      problems.addMismatch(node, "\"pid_file\", \"container\" or a table", "");
      return Optional.empty();
    }
    int before = problems.found().size();
    return TABLE
        .decode(node, problems)
        .filter(_ -> problems.found().size() == before)
        .map(fields -> new Follow.PidFile(fields.get(FILE)));
  }

  private static Optional<Follow> ofWord(String word) {
    return switch (word) {
      case PID_FILE -> Optional.of(new Follow.GivenFile());
      case CONTAINER -> Optional.of(new Follow.Container(false));
      default -> Optional.empty();
    };
  }

  /// To be asked once no mistake was found.
  static Optional<Follow> spec(Fields fields) {
    boolean signalled = fields.find(ServiceKeys.STOP).filter(StopKeys::namesASignal).isPresent();
    return fields
        .find(KEY)
        .map(Placed::value)
        .map(follow ->
            follow instanceof Follow.Container ? new Follow.Container(signalled) : follow);
  }

  /// Looks whether what is followed can be written, and told from what Tend writes itself.
  static void check(Fields fields, Problems problems) {
    Optional<Placed<Follow>> follow = fields.find(KEY);
    boolean given = follow.filter(each -> each.value().file().isEmpty()).isPresent();
    if (given && fields.find(ServiceKeys.USER).isPresent()) {
      problems.add(
          follow.get().place(),
          "its user cannot write to the folder of Tend's own pid files",
          "Write { pid_file = PATH }, with a path that this user may write to.");
    }
    if (follow.filter(each -> each.value() instanceof Follow.Container).isPresent()) {
      checkContainer(fields.get(ServiceKeys.COMMAND), fields, problems);
    }
  }

  private static void checkContainer(Command command, Fields fields, Problems problems) {
    Optional<ContainerCommand> container = ContainerCommand.of(command);
    if (container.isEmpty()) {
      problems.add(
          fields.place(ServiceKeys.COMMAND),
          "the command runs no container to follow",
          "Write \"podman run IMAGE\" or \"docker run IMAGE\", without a shell around it.");
    } else if (container.get().namesItsId()) {
      problems.add(
          fields.place(ServiceKeys.COMMAND),
          "its " + ContainerCommand.ID_OPTION + " is Tend's to set",
          "Leave it out.");
    }
  }

  @Override
  public String write(Follow value) {
    return value.toString();
  }
}
