package dev.tend.scenarios.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A daemon on the real kernel with folders of its own, driven through the command as an operator
/// would. Closing it ends the daemon and fails if a process of it is left.
public final class Tend implements AutoCloseable {

  /// Generous, because two cores may run several of these at once.
  public static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final Jsonb JSON = Jsonb.instance();

  private final Path folder;
  private final Marker marker;
  private final Path socket;
  private final List<String> daemonCommand;
  private Program daemon;

  private Tend(Path folder, List<String> before, List<String> verb) throws IOException {
    this.folder = folder;
    this.marker =
        new Marker("TEND_SCENARIO", UUID.randomUUID().toString(), folder.toAbsolutePath());
    this.socket = Files.createDirectories(folder.resolve("run")).resolve("tend.sock");
    this.daemonCommand = new ArrayList<>(before);
    this.daemonCommand.addAll(Programs.tend(verb));
    this.daemonCommand.add(configuration().toString());
    this.daemon = startDaemon();
  }

  /// Starts a daemon whose configuration is `toml`, and waits until it answers.
  ///
  /// @param folder an empty one, with a short path: a socket's has at most 107 bytes
  public static Tend serve(Path folder, String toml) throws IOException {
    return serve(folder, toml, List.of());
  }

  /// The same, with a program in front that runs the daemon: `unshare`, say.
  public static Tend serve(Path folder, String toml, List<String> before) throws IOException {
    return open(folder, toml, before, List.of("serve", "--config"));
  }

  /// Starts `tend up` with that configuration, and waits until it answers.
  public static Tend up(Path folder, String toml) throws IOException {
    return open(folder, toml, List.of(), List.of("up"));
  }

  private static Tend open(Path folder, String toml, List<String> before, List<String> verb)
      throws IOException {
    Files.writeString(folder.resolve("tend.toml"), toml);
    Tend tend = new Tend(folder, before, verb);
    try {
      tend.awaitAnswer();
      return tend;
    } catch (RuntimeException | AssertionError late) {
      tend.daemon.kill();
      tend.marker.killAll();
      throw late;
    }
  }

  /// Runs `tend VERB …` where no daemon is.
  public static Ran runAlone(Path folder, String... words) {
    return runAt(folder.resolve("no-daemon.sock"), folder, List.of(), words);
  }

  /// Runs `tend VERB …` for the daemon of that socket, be there one or not.
  ///
  /// @param before a program in front that runs it
  public static Ran runAt(Path socket, Path folder, List<String> before, String... words) {
    return run(socket, folder, before, Programs.tend(List.of(words)));
  }

  /// What the daemon's program does alone, without the cache of its classes, which keeps a JVM from
  /// telling which it loads.
  public static Ran runUncached(Path socket, Path folder, List<String> before, String... words) {
    List<String> command = new ArrayList<>(Programs.java());
    command.addAll(Programs.daemon(List.of(words)));
    return run(socket, folder, before, command);
  }

  private static Ran run(Path socket, Path folder, List<String> before, List<String> program) {
    List<String> command = new ArrayList<>(before);
    command.addAll(program);
    Map<String, String> environment = Map.of("TEND_SOCKET", socket.toString());
    try (Program running = Program.start(command, folder, environment)) {
      return running.awaitEnd(DEADLINE);
    }
  }

  /// Replaces the configuration file; `reload` makes the daemon read it.
  public void configure(String toml) throws IOException {
    Files.writeString(configuration(), toml);
  }

  public Path configuration() {
    return folder.resolve("tend.toml");
  }

  public Path socket() {
    return socket;
  }

  /// The file of one stream (`stdout`, `stderr`) of one instance.
  public Path log(String unit, int instance, String stream) {
    return socket.resolveSibling("log").resolve(unit + "." + instance + "." + stream + ".log");
  }

  public long daemonPid() {
    return daemon.pid();
  }

  public Proc daemon() {
    return new Proc(daemonPid());
  }

  /// The processes that keep FIFOs open for the next daemon.
  public List<Proc> holders() {
    return marker.processes().stream()
        .map(process -> new Proc(process.pid()))
        .filter(Tend::isHolder)
        .toList();
  }

  private static boolean isHolder(Proc process) {
    try {
      return process.variable("TEND_HOLDER").isPresent();
    } catch (UncheckedIOException gone) {
      return false;
    }
  }

  /// The daemon through its socket.
  public Lookout lookout() {
    return new Lookout(socket);
  }

  /// The daemon behind a socket, whoever started it.
  public static Lookout lookout(Path socket) {
    return new Lookout(socket);
  }

  /// What the daemon wrote to its standard output.
  public String daemonOut() {
    return daemon.out();
  }

  /// What the daemon itself wrote to its standard error.
  public String daemonLog() {
    return daemon.err();
  }

  /// Runs `tend VERB …` to its end.
  public Ran run(String... words) {
    try (Program program = start(words)) {
      return program.awaitEnd(DEADLINE);
    }
  }

  /// Starts `tend VERB …` and leaves it running: `logs -f`, say. To be closed.
  public Program start(String... words) {
    return Program.start(Programs.tend(List.of(words)), folder, environment());
  }

  /// Runs a line of `sh` in which `"$@"` stands for `tend VERB …`.
  public Ran shell(String line, String... words) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", line, "sh"));
    command.addAll(Programs.tend(List.of(words)));
    try (Program program = Program.start(command, folder, environment())) {
      return program.awaitEnd(DEADLINE);
    }
  }

  /// What `tend --json VERB …` prints: maps, lists, strings, numbers, booleans.
  public Object json(String... words) {
    List<String> all = new ArrayList<>(List.of("--json"));
    all.addAll(List.of(words));
    Ran ran = run(all.toArray(String[]::new));
    assertThat(ran.err()).as("standard error of %s", all).isEmpty();
    return JSON.type(Object.class).fromJson(ran.out());
  }

  /// The instances of `status --json`.
  @SuppressWarnings("unchecked") // that is what `status` prints, by contract
  public List<Map<String, Object>> status(String... units) {
    List<String> words = new ArrayList<>(List.of("status"));
    words.addAll(List.of(units));
    return (List<Map<String, Object>>) json(words.toArray(String[]::new));
  }

  /// The status of the first instance of a unit.
  public Map<String, Object> instance(String unit) {
    return status(unit).getFirst();
  }

  /// The pid of the first instance of a unit, which has to have one.
  public long pid(String unit) {
    if (instance(unit).get("pid") instanceof Number pid) {
      return pid.longValue();
    }
    throw new AssertionError(unit + " has no process");
  }

  /// Waits until the first instance of a unit is in that state, and returns its status.
  public Map<String, Object> awaitState(String unit, String state) {
    return await("state " + state + " of " + unit)
        .atMost(DEADLINE)
        .until(() -> instance(unit), status -> state.equals(status.get("state")));
  }

  /// Ends the daemon as a power cut would, leaving its children alone.
  public void killDaemon() {
    daemon.kill();
  }

  /// Starts a daemon in the same folders again, after [#killDaemon] or a clean end.
  public void serveAgain() {
    daemon.close();
    daemon = startDaemon();
    awaitAnswer();
  }

  /// Ends the daemon in order, and waits for it.
  public Ran end() {
    daemon.terminate();
    return awaitEnd();
  }

  /// Waits for the end of a daemon that was asked to end, or ends by itself.
  public Ran awaitEnd() {
    return daemon.awaitEnd(DEADLINE);
  }

  @Override
  public void close() {
    try {
      if (daemon.isAlive()) {
        end();
      }
      assertThat(marker.processes()).as("processes left by the daemon").isEmpty();
    } finally {
      daemon.close();
      marker.killAll();
    }
  }

  private Program startDaemon() {
    return Program.start(daemonCommand, folder, environment());
  }

  /// A named socket takes the daemon's other folders with it.
  private Map<String, String> environment() {
    return Map.of(marker.name(), marker.value(), "TEND_SOCKET", socket.toString());
  }

  private void awaitAnswer() {
    await("the daemon's socket")
        .atMost(DEADLINE)
        .failFast(() -> {
          assertThat(daemon.isAlive()).as("the daemon ended: %s", daemon.err()).isTrue();
        })
        .until(this::answers);
  }

  private boolean answers() {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }
}
