package dev.tend.linux;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.SpawnFault;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Readiness;
import dev.tend.linux.SmallFiles.Node;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts processes by `posix_spawn`, which is the only fork that a JVM with its many threads and
/// large mappings can afford: the parent's memory is shared until the exec, not copied.
///
/// What it cannot do in between, a chain of small programs does that each exec the next; today that
/// is `setpriv` for another user. When it fails, it does not say at which step: only then are the
/// directory, the streams and the program looked at, to tell the operator which it was.
final class Spawner implements AutoCloseable {

  private static final MemorySegment POSIX_SPAWN = Libc.symbol("posix_spawn");

  private final Libc libc;
  private final SmallFiles files;
  private final Streams streams;
  private final Pledges pledges;
  private final ReadyLines lines;
  private final LastWords words;
  private final ChildVariables variables;
  private final Accounts accounts;
  private final Programs programs;
  private final SpawnAttributes attributes;
  private final DescriptorLimit descriptors;
  private final String ownDirectory = System.getProperty("user.dir");

  Spawner(
      Libc libc,
      SmallFiles files,
      ChildVariables variables,
      Streams streams,
      LastWords words,
      Pledges pledges,
      ReadyLines lines) {
    this.words = words;
    this.pledges = pledges;
    this.lines = lines;
    this.libc = libc;
    this.files = files;
    this.streams = streams;
    this.variables = variables;
    this.accounts = new Accounts(libc, files);
    this.programs = new Programs(files);
    this.attributes = new SpawnAttributes(libc);
    this.descriptors = new DescriptorLimit(libc);
  }

  /// The pid of a new process, which leads its own session.
  Sought<Integer> spawn(LaunchPlan plan) {
    if (plan.launch().command().argv().stream().anyMatch(word -> word.indexOf('\0') >= 0)) {
      return Sought.missing(
          "execve", Errno.EINVAL, plan.launch().command().program(), "an argument holds a NUL");
    }
    return account(plan.launch())
        .then(account ->
            variables
                .over(plan, account)
                .then(over ->
                    executable(plan, account, over)
                        .then(chain -> start(plan, account, chain, over))));
  }

  /// What is executed, and with which arguments.
  private record Chain(String program, List<String> argv) {}

  private Sought<Account> account(Launch launch) {
    return launch.user().map(accounts::find).orElseGet(() -> new Sought.Found<>(new Account.Own()));
  }

  private Sought<Chain> executable(LaunchPlan plan, Account account, Map<String, String> over) {
    Launch launch = plan.launch();
    String directory = directory(launch);
    Sought<Chain> chain =
        programs
            .find(launch.command().program(), directory, variables.path(over))
            .then(path -> new Sought.Found<>(new Chain(path, launch.command().argv())));
    boolean watched = plan.signs().watchdog().isPresent();
    if (watched || account instanceof Account.Other) {
      chain = chain.then(this::withItsInterpreter);
    }
    if (watched) {
      chain = chain.then(own -> new Sought.Found<>(knowingItsPid(own)));
    }
    return switch (account) {
      case Account.Own() -> chain;
      case Account.Other other ->
          chain.then(own -> asUser(other, own.program(), own.argv(), directory));
    };
  }

  private Sought<Chain> withItsInterpreter(Chain chain) {
    return programs.withItsInterpreter(chain.program()).then(_ -> new Sought.Found<>(chain));
  }

  /// Whom the watchdog is meant for, only the process itself can tell before its program runs.
  private static Chain knowingItsPid(Chain chain) {
    List<String> wrapped =
        new ArrayList<>(List.of("sh", "-c", "export WATCHDOG_PID=$$; exec \"$@\"", "sh"));
    wrapped.add(chain.program());
    wrapped.addAll(chain.argv().subList(1, chain.argv().size()));
    return new Chain("/bin/sh", wrapped);
  }

  private Sought<Chain> asUser(
      Account.Other user, String program, List<String> argv, String directory) {
    List<String> wrapped =
        new ArrayList<>(
            List.of(
                "setpriv",
                "--reuid=" + user.uid(),
                "--regid=" + user.gid(),
                "--init-groups",
                "--",
                program));
    wrapped.addAll(argv.subList(1, argv.size()));
    return programs
        .find("setpriv", directory, variables.path(Map.of()))
        .then(setpriv -> new Sought.Found<>(new Chain(setpriv, wrapped)));
  }

  private Sought<Integer> start(
      LaunchPlan plan, Account account, Chain chain, Map<String, String> over) {
    if (account instanceof Account.Other(String _, int uid, int gid, String _) && !plan.heard()) {
      streams.giveTo(plan.writer(), uid, gid);
    }
    StreamPaths paths = plan.heard() ? words.paths() : streams.of(plan.writer());
    try (Arena arena = Arena.ofConfined();
        FileActions actions = new FileActions(libc, arena)) {
      actions.readNothing();
      actions.writeTo(paths);
      plan.launch().directory().ifPresent(actions::changeTo);
      actions.keepOnlyTheStreams();
      if (plan.signs().readiness() instanceof Readiness.Descriptor(int number)) {
        switch (pledges.begin(plan.run())) {
          case Sought.Found<String>(String path) -> actions.openAt(number, path);
          case Sought.Missing<String>(SpawnFault fault) -> {
            return new Sought.Missing<>(fault);
          }
        }
      }
      if (plan.signs().readiness() instanceof Readiness.Line line) {
        Optional<SpawnFault> unseen = lines.begin(plan, line);
        if (unseen.isPresent()) {
          return new Sought.Missing<>(unseen.get());
        }
      }
      MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
      int result =
          libc.invoke(
              POSIX_SPAWN,
              pid.address(),
              arena.allocateFrom(chain.program()).address(),
              actions.address(),
              attributes.address(),
              argv(arena, chain.argv()).address(),
              variables.envp(arena, plan.launch().inherit(), over).address());
      if (result < 0) {
        pledges.forget(plan.run());
        lines.forget(plan.run());
        return new Sought.Missing<>(diagnose(-result, plan.launch(), paths, chain.program()));
      }
      int started = pid.get(ValueLayout.JAVA_INT, 0);
      descriptors.restore(started);
      return new Sought.Found<>(started);
    }
  }

  private static MemorySegment argv(Arena arena, List<String> arguments) {
    MemorySegment argv = arena.allocate((arguments.size() + 1L) * Long.BYTES, Long.BYTES);
    for (int i = 0; i < arguments.size(); i++) {
      argv.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(arguments.get(i)));
    }
    return argv;
  }

  private SpawnFault diagnose(int errno, Launch launch, StreamPaths paths, String program) {
    String directory = directory(launch);
    int entering = files.enter(directory);
    if (entering < 0) {
      return new SpawnFault("chdir", Errno.name(-entering), directory, "the unit's directory");
    }
    for (String stream : List.of(paths.stdout(), paths.stderr())) {
      if (files.look(stream) instanceof Node.Absent(int absence)) {
        return new SpawnFault("open", Errno.name(absence), stream, "the unit's output goes there");
      }
    }
    return programs.refused(program, errno);
  }

  private String directory(Launch launch) {
    return launch.directory().orElse(ownDirectory);
  }

  @Override
  public void close() {
    attributes.close();
    descriptors.close();
    variables.close();
  }
}
