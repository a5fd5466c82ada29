package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Collection;
import java.util.List;

/// Starts holders: in a session of their own, so that neither a terminal's Ctrl-C nor a kill of the
/// daemon's process group reaches them; in `/`, so that they keep no disk busy; without a word to
/// say, and with nothing in the environment but what names them.
final class HolderSpawn implements AutoCloseable {

  /// What sleeps for ever and takes no more memory than a process must.
  static final List<String> PROGRAM = List.of("sleep", "infinity");

  /// The variable by which a holder is known, with the path of its record.
  static final String VARIABLE = "TEND_HOLDER";

  private static final MemorySegment POSIX_SPAWNP = Libc.symbol("posix_spawnp");

  private final Libc libc;
  private final List<String> argv;
  private final SpawnAttributes attributes;

  HolderSpawn(Libc libc, List<String> argv) {
    this.libc = libc;
    this.argv = argv;
    this.attributes = new SpawnAttributes(libc);
  }

  String program() {
    return String.join(" ", argv);
  }

  /// The pid of a new holder, or `-errno`.
  ///
  /// @param record the path that it carries
  int spawn(String record, Collection<Integer> fifos) {
    try (Arena arena = Arena.ofConfined();
        FileActions actions = new FileActions(libc, arena)) {
      actions.standAside();
      actions.keep(fifos);
      actions.changeTo("/");
      MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
      int result =
          libc.invoke(
              POSIX_SPAWNP,
              pid.address(),
              arena.allocateFrom(argv.getFirst()).address(),
              actions.address(),
              attributes.address(),
              texts(arena, argv).address(),
              texts(arena, List.of(VARIABLE + "=" + record)).address());
      return result < 0 ? result : pid.get(ValueLayout.JAVA_INT, 0);
    }
  }

  private static MemorySegment texts(Arena arena, List<String> texts) {
    MemorySegment pointers = arena.allocate((texts.size() + 1L) * Long.BYTES, Long.BYTES);
    for (int i = 0; i < texts.size(); i++) {
      pointers.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(texts.get(i)));
    }
    return pointers;
  }

  @Override
  public void close() {
    attributes.close();
  }
}
