package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Shape;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.InstancePath;
import java.util.Optional;

/// How it is known that a service is up already: a table of one key.
record DetectorForm() implements Form<Detector> {

  private static final Key<InstancePath> PID_FILE =
      Key.optional("pid_file", new InstancePathForm(), "none", "Its first line is the pid.");

  private static final Key<Command> COMMAND =
      Key.optional("command", new CommandForm(), "none", "It is up if this succeeds.");

  private static final Shape TABLE = Shape.of(PID_FILE, COMMAND);

  @Override
  public String type() {
    return "{ pid_file } or { command }";
  }

  @Override
  public Optional<Detector> decode(Node node, Problems problems) {
    int before = problems.found().size();
    return TABLE
        .decode(node, problems)
        .filter(_ -> problems.found().size() == before)
        .flatMap(fields -> detector(fields, node, problems));
  }

  private static Optional<Detector> detector(Fields fields, Node node, Problems problems) {
    Optional<InstancePath> file = fields.find(PID_FILE);
    Optional<Command> command = fields.find(COMMAND);
    if (file.isPresent() == command.isPresent()) {
      problems.add(
          node.place(),
          "a detector has either 'pid_file' or 'command'",
          "Write { pid_file = \"/run/web.pid\" }, and another entry for each further one.");
      return Optional.empty();
    }
    return file.<Detector>map(Detector.PidFile::new)
        .or(() -> command.map(Detector.CommandSucceeds::new));
  }

  @Override
  public String write(Detector value) {
    return switch (value) {
      case Detector.PidFile(InstancePath path) -> "{ pid_file = \"" + path.template() + "\" }";
      case Detector.CommandSucceeds(Command command) ->
          "{ command = " + new CommandForm().write(command) + " }";
      case Detector.Pid(int number) -> "{ pid = " + number + " }";
    };
  }
}
