package dev.tend.daemon.http;

import io.netty.util.internal.logging.InternalLogLevel;
import io.netty.util.internal.logging.InternalLogger;
import io.netty.util.internal.logging.InternalLoggerFactory;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Sends Netty's warnings to the daemon's log and drops what is below, so that no logging framework
/// is looked for, loaded or configured.
///
/// A proxy, because the interface has thirty methods that say one thing.
final class NettyLog extends InternalLoggerFactory {

  private static final Logger LOG = System.getLogger("io.netty");

  @Override
  protected InternalLogger newInstance(String name) {
    return (InternalLogger)
        Proxy.newProxyInstance(
            NettyLog.class.getClassLoader(),
            new Class<?>[] {InternalLogger.class},
            (_, method, arguments) -> answer(name, method, arguments));
  }

  private static @Nullable Object answer(
      String name, Method method, Object @Nullable [] arguments) {
    if (method.getName().equals("name")) {
      return name;
    }
    boolean serious = !isOfTheNetwork(name) && isSerious(method.getName(), arguments);
    if (method.getReturnType() == boolean.class) {
      return serious;
    }
    if (serious) {
      LOG.log(Level.WARNING, name + ": " + Arrays.deepToString(arguments));
    }
    return null;
  }

  /// Netty looks for network cards, for names that only its other protocols use: a host or a
  /// container without any is not in trouble.
  private static boolean isOfTheNetwork(String name) {
    return name.startsWith("io.netty.util.Net") || name.endsWith(".MacAddressUtil");
  }

  /// `warn(…)`, `isErrorEnabled()`, and `log(level, …)` and `isEnabled(level)` from `WARN` on.
  private static boolean isSerious(String method, Object @Nullable [] arguments) {
    return switch (method) {
      case "warn", "error", "isWarnEnabled", "isErrorEnabled" -> true;
      default ->
          arguments != null
              && arguments[0] instanceof InternalLogLevel level
              && level.compareTo(InternalLogLevel.WARN) >= 0;
    };
  }
}
