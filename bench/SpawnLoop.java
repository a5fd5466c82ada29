import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// What the kernel allows a Java program: `posix_spawn` in a loop, and nothing around it.
///
/// Spawns as many copies of a program as the first argument says, with the remaining arguments as
/// its command line, prints the milliseconds that the loop took, and kills them all.
final class SpawnLoop {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final int SIGKILL = 9;

  public static void main(String[] args) throws Throwable {
    int count = Integer.parseInt(args[0]);
    MethodHandle spawn = function("posix_spawn", 6);
    MethodHandle kill =
        LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("kill"),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment path = arena.allocateFrom(args[1]);
      MemorySegment argv = arena.allocate(ValueLayout.ADDRESS, args.length);
      for (int i = 1; i < args.length; i++) {
        argv.setAtIndex(ValueLayout.ADDRESS, i - 1, arena.allocateFrom(args[i]));
      }
      MemorySegment environment = arena.allocate(ValueLayout.ADDRESS, 1);
      MemorySegment pid = arena.allocate(ValueLayout.JAVA_INT);
      int[] pids = new int[count];
      long began = System.nanoTime();
      for (int i = 0; i < count; i++) {
        int error =
            (int)
                spawn.invokeExact(
                    pid, path, MemorySegment.NULL, MemorySegment.NULL, argv, environment);
        if (error != 0) {
          throw new IllegalStateException("posix_spawn: errno " + error);
        }
        pids[i] = pid.get(ValueLayout.JAVA_INT, 0);
      }
      System.out.println((System.nanoTime() - began) / 1e6);
      for (int each : pids) {
        int _ = (int) kill.invokeExact(each, SIGKILL);
      }
    }
  }

  private static MethodHandle function(String name, int pointers) {
    MemoryLayout[] arguments = new MemoryLayout[pointers];
    java.util.Arrays.fill(arguments, ValueLayout.ADDRESS);
    return LINKER.downcallHandle(
        LINKER.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }
}
