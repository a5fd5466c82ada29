package dev.tend.core.spec;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A command like `podman run …` or `docker run …`, as it is run where its container is followed:
/// detached, its first process named in [Follow#VARIABLE], its id in a file beside that.
///
/// The engine does all of it by its own commands, so that nothing here depends on its kind or
/// version. A container that an earlier start left, whose end nobody could see, is removed before
/// another one is run: one start, one container.
///
/// @param engine the program and its options
/// @param run what follows `run`
public record ContainerCommand(List<String> engine, List<String> run) {

  /// The engines, by the names of their programs.
  public static final Set<String> ENGINES = Set.of("docker", "podman");

  /// The option of `run` that is ours.
  public static final String ID_OPTION = "--cidfile";

  /// How much sooner than we do the engine kills what it was asked to stop.
  private static final Duration MARGIN = Duration.ofSeconds(1);

  /// How often, each tenth of a second, it is seen whether the earlier one is gone, which engines
  /// that remove it by themselves (`--rm`) refuse to do at the same time, and keep its name.
  private static final int TRIES = 50;

  /// Whoever is asked to end before the container is named, ends what it began of one: the engine
  /// may be in the middle of a start, which nobody would hear of any more.
  private static final String START =
      """
      id="$TEND_PID_FILE.cid"
      if [ -s "$id" ]; then
        old=$(cat "$id")
        tries=TRIES
        until ENGINE rm -f "$old" || ! ENGINE inspect "$old" || [ "$tries" = 0 ]; do
          sleep 0.1
          tries=$((tries - 1))
        done >/dev/null 2>&1
      fi
      rm -f "$id"
      begun=
      undo() {
        trap '' HUP INT QUIT TERM USR1 USR2
        if [ -z "$begun" ]; then kill -s TERM "$!"; wait "$!"; fi 2>/dev/null
        if [ -s "$id" ]; then ENGINE kill "$(cat "$id")"; ENGINE rm -f "$(cat "$id")"; fi \
          >/dev/null 2>&1
        exit 143
      }
      trap undo HUP INT QUIT TERM USR1 USR2
      ENGINE run --detach --cidfile "$id" "$@" >/dev/null &
      wait "$!" || exit
      begun=yes
      of=$(cat "$id")
      if ! state=$(ENGINE inspect --format '{{.State.Pid}} {{.State.ExitCode}}' "$of"); then
        echo "the container ended at once and was removed (--rm), with its log and exit code" >&2
        exit 1
      fi
      pid=${state% *}
      if [ "$pid" = 0 ]; then
        ENGINE logs "$of"
        exit "${state#* }"
      fi
      if [ ! -d "/proc/$pid" ]; then
        ENGINE kill "$of" >/dev/null 2>&1
        echo "the container's pid $pid is not here: it has ended, or its engine runs elsewhere" >&2
        exit 1
      fi
      echo "$pid" >"$TEND_PID_FILE"
      """;

  /// Until the container is named, whoever starts it is to end, and undoes that.
  private static final String STOP =
      """
      if [ ! -s "$TEND_PID_FILE" ]; then kill -s TERM "$TEND_PID"; exit; fi
      exec ENGINE stop -t SECONDS "$(cat "$TEND_PID_FILE.cid")" >/dev/null
      """;

  public ContainerCommand {
    engine = List.copyOf(engine);
    run = List.copyOf(run);
  }

  /// Empty for what runs no container of an engine that is known.
  public static Optional<ContainerCommand> of(Command written) {
    List<String> argv = written.argv();
    String program = written.program().substring(written.program().lastIndexOf('/') + 1);
    int at = argv.indexOf("run");
    if (!ENGINES.contains(program) || at < 1) {
      return Optional.empty();
    }
    // `podman container run` is the same.
    int end = argv.get(at - 1).equals("container") ? at - 1 : at;
    return Optional.of(
        new ContainerCommand(argv.subList(0, end), argv.subList(at + 1, argv.size())));
  }

  /// Whether it says itself where the container's id goes.
  public boolean namesItsId() {
    return run.stream()
        .anyMatch(word -> word.equals(ID_OPTION) || word.startsWith(ID_OPTION + "="));
  }

  Command start() {
    List<String> argv = new ArrayList<>(shell(START.replace("TRIES", Integer.toString(TRIES))));
    argv.addAll(run);
    return new Command(argv);
  }

  Command stop(Duration within) {
    Duration patience = within.minus(MARGIN);
    long seconds = patience.isNegative() ? 0 : patience.toSeconds();
    return new Command(shell(STOP.replace("SECONDS", Long.toString(seconds))));
  }

  private List<String> shell(String script) {
    String quoted =
        engine.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    return List.of("/bin/sh", "-c", script.replace("ENGINE", quoted), "sh");
  }
}
