package dev.tend.linux;

import dev.tend.core.spec.Signal;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/// Hears of a signal to this very process, until it is closed.
///
/// One signal may stand for many, and comes on a thread of its own, late or early. The JDK has no
/// supported API for this. `sun.misc.Signal` (module `jdk.unsupported`) is reached by reflection,
/// because javac warns of its mere name in a way that nothing switches off, and here a warning
/// breaks the build.
///
/// A signal that is ignored is heard all the same: `nohup` and shells that start something in the
/// background hand on an ignored HUP or INT, and the JVM would leave it so.
public final class SignalWatch implements AutoCloseable {

  /// More than the kernel's `struct sigaction` takes on any machine.
  private static final int ACTION_BYTES = 64;

  /// The size of the kernel's signal set, which rt_sigaction(2) wants to be told.
  private static final int MASK_BYTES = 8;

  private final Object signal;
  private final Object before;

  public SignalWatch(Signal signal, Runnable heard) {
    stopIgnoring(signal);
    try {
      this.signal =
          Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(signal.name());
      this.before = handle(this.signal, handler(heard));
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("this Java has no jdk.unsupported module", missing);
    }
  }

  /// An action of zeros is the default one.
  private static void stopIgnoring(Signal signal) {
    Arena arena = Arena.ofConfined();
    try (Libc libc = new Libc(arena)) {
      MemorySegment byDefault = arena.allocate(ACTION_BYTES, Long.BYTES);
      long result =
          libc.call(Call.RT_SIGACTION, signal.number(), byDefault.address(), 0, MASK_BYTES);
      if (result < 0) {
        throw new IllegalStateException("rt_sigaction: " + Errno.name((int) -result));
      }
    }
  }

  private static Object handler(Runnable heard) throws ReflectiveOperationException {
    MethodHandle run =
        MethodHandles.publicLookup()
            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
            .bindTo(heard);
    return MethodHandleProxies.asInterfaceInstance(
        Class.forName("sun.misc.SignalHandler"),
        MethodHandles.dropArguments(run, 0, Class.forName("sun.misc.Signal")));
  }

  private static Object handle(Object signal, Object handler) throws ReflectiveOperationException {
    return signal
        .getClass()
        .getMethod("handle", signal.getClass(), Class.forName("sun.misc.SignalHandler"))
        .invoke(null, signal, handler);
  }

  /// Puts back what was there before.
  @Override
  public void close() {
    try {
      handle(signal, before);
    } catch (ReflectiveOperationException gone) {
      throw new IllegalStateException("the handler of " + signal + " stays", gone);
    }
  }
}
