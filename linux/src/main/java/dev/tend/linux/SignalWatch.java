package dev.tend.linux;

import dev.tend.core.spec.Signal;
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
public final class SignalWatch implements AutoCloseable {

  private final Object signal;
  private final Object before;

  public SignalWatch(Signal signal, Runnable heard) {
    try {
      this.signal =
          Class.forName("sun.misc.Signal").getConstructor(String.class).newInstance(signal.name());
      this.before = handle(this.signal, handler(heard));
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException("this Java has no jdk.unsupported module", missing);
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
