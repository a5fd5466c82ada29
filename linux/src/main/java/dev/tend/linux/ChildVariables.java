package dev.tend.linux;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.Signs;
import dev.tend.core.spec.Follow;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.InstanceId;
import dev.tend.linux.SmallFiles.Content;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The environment of a child: what it inherits of the daemon's own below, the unit's above it, and
/// on top what names the run. The daemon's own is kept in native memory, ready to be pointed to.
final class ChildVariables implements AutoCloseable {

  /// What was meant for the daemon alone: its own service manager's sockets, its secret.
  private static final Set<String> DAEMONS_OWN =
      Set.of(
          "NOTIFY_SOCKET",
          "LISTEN_FDS",
          "LISTEN_PID",
          "LISTEN_FDNAMES",
          "WATCHDOG_USEC",
          "WATCHDOG_PID",
          "TEND_TOKEN",
          "TEND_LAUNCHER_SET");

  /// Names the variables that the launcher set for the daemon's JVM alone, parted by spaces.
  private static final String LAUNCHERS_OWN = "TEND_LAUNCHER_SET";

  /// What the launcher renamed so that the daemon's JVM would not obey it: `JAVA_TOOL_OPTIONS`,
  /// say, which is meant for the children.
  private static final String HIDDEN = "TEND_HIDDEN_";

  private static final long NANOS_A_MICRO = 1000;

  private static final String FROM_FILE = "@file://";

  private final SmallFiles files;
  private final String socket;
  private final NoticeAddress notices;
  private final GivenFiles given;
  private final Arena arena = Arena.ofShared();
  private final Map<String, MemorySegment> base = new LinkedHashMap<>();
  private final String basePath;

  /// Says where a process can be heard.
  @FunctionalInterface
  interface NoticeAddress {
    Sought<String> of(boolean otherUser);
  }

  ChildVariables(
      SmallFiles files,
      Map<String, String> environment,
      String socket,
      NoticeAddress notices,
      GivenFiles given) {
    this.files = files;
    this.socket = socket;
    this.notices = notices;
    this.given = given;
    this.basePath = environment.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin");
    Set<String> launchers = Set.of(environment.getOrDefault(LAUNCHERS_OWN, "").split(" "));
    environment.forEach((name, value) -> {
      if (!DAEMONS_OWN.contains(name) && !launchers.contains(name)) {
        String shown = name.startsWith(HIDDEN) ? name.substring(HIDDEN.length()) : name;
        base.put(shown, arena.allocateFrom(shown + "=" + value));
      }
    });
  }

  /// What a plan sets on top of the daemon's own environment.
  Sought<Map<String, String>> over(LaunchPlan plan, Account account) {
    Map<String, String> own = new LinkedHashMap<>();
    if (account instanceof Account.Other(String name, int _, int _, String home)) {
      own.put("HOME", home);
      own.put("USER", name);
      own.put("LOGNAME", name);
    }
    for (Map.Entry<String, String> variable : plan.launch().env().entrySet()) {
      switch (resolve(variable.getKey(), variable.getValue())) {
        case Sought.Found<String>(String value) -> own.put(variable.getKey(), value);
        case Sought.Missing<String>(var fault) -> {
          return new Sought.Missing<>(fault);
        }
      }
    }
    InstanceId instance = plan.instance();
    own.put("TEND_UNIT", instance.unit().text());
    own.put("TEND_INSTANCE", Integer.toString(instance.number()));
    own.put("TEND_RUN", plan.run().text());
    own.put("TEND_SOCKET", socket);
    return plan.signs()
        .follow()
        .map(follow -> given.prepare(follow, plan))
        .orElseGet(() -> new Sought.Found<>(""))
        .then(path -> told(plan, account, own, path));
  }

  private Sought<Map<String, String>> told(
      LaunchPlan plan, Account account, Map<String, String> own, String pidFile) {
    if (!pidFile.isEmpty()) {
      own.put(Follow.VARIABLE, pidFile);
    }
    return plan.signs().spoken()
        ? notices
            .of(account instanceof Account.Other)
            .then(address -> new Sought.Found<>(speaking(own, address, plan.signs())))
        : new Sought.Found<>(own);
  }

  /// `WATCHDOG_PID`, which belongs to it, nobody knows before the process is there ([Spawner]).
  private static Map<String, String> speaking(
      Map<String, String> own, String address, Signs signs) {
    own.put("NOTIFY_SOCKET", address);
    signs
        .watchdog()
        .ifPresent(
            every -> own.put("WATCHDOG_USEC", Long.toString(every.toNanos() / NANOS_A_MICRO)));
    return own;
  }

  /// The directories in which the child's programs are looked up.
  String path(Map<String, String> over) {
    return over.getOrDefault("PATH", basePath);
  }

  /// An `envp` for `execve(2)`.
  MemorySegment envp(Arena call, Inheritance inherit, Map<String, String> over) {
    MemorySegment envp = call.allocate((base.size() + over.size() + 1L) * Long.BYTES, Long.BYTES);
    long at = 0;
    for (Map.Entry<String, MemorySegment> variable : base.entrySet()) {
      if (inherit.takes(variable.getKey()) && !over.containsKey(variable.getKey())) {
        envp.set(ValueLayout.ADDRESS, at, variable.getValue());
        at += Long.BYTES;
      }
    }
    for (Map.Entry<String, String> variable : over.entrySet()) {
      envp.set(
          ValueLayout.ADDRESS,
          at,
          call.allocateFrom(variable.getKey() + "=" + variable.getValue()));
      at += Long.BYTES;
    }
    return envp;
  }

  private Sought<String> resolve(String name, String value) {
    if (!value.startsWith(FROM_FILE)) {
      return new Sought.Found<>(value);
    }
    String path = value.substring(FROM_FILE.length());
    return switch (files.read(path)) {
      case Content.Text content -> new Sought.Found<>(withoutLastNewline(content.utf8()));
      case Content.Unreadable(int errno) ->
          Sought.missing("open", errno, path, "the value of " + name + " should come from it");
    };
  }

  private static String withoutLastNewline(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public void close() {
    arena.close();
  }
}
