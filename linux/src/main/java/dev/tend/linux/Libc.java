package dev.tend.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The C library through one single call shape: seven longs in, one long out, errno captured.
///
/// Memory and start-up grow with the number of distinct shapes, not of functions. On the machines
/// that Tend runs on, the first seven integer or pointer arguments travel in registers or in whole
/// stack slots, so that a function of fewer ignores the rest, and an `int` is the low half of its
/// register. `syscall(2)` serves for everything that is a system call.
///
/// Results follow the kernel's convention: 0 or more, or `-errno`.
///
/// Not safe for use by two threads: each thread that calls owns one.
final class Libc implements AutoCloseable {

  private static final Linker LINKER = Linker.nativeLinker();
  private static final SymbolLookup SYMBOLS = LINKER.defaultLookup();
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = CAPTURED.varHandle(PathElement.groupElement("errno"));
  private static final FunctionDescriptor SEVEN_LONGS =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG);
  private static final MethodHandle INVOKE =
      LINKER.downcallHandle(SEVEN_LONGS, Linker.Option.captureCallState("errno"));
  private static final MemorySegment SYSCALL = symbol("syscall");

  private final Arena arena;
  private final MemorySegment captured;

  Libc() {
    this(Arena.ofShared());
  }

  /// @param arena closed with this; ending a shared one stops every thread of the JVM for a moment,
  ///   so who comes and goes often brings a confined one
  Libc(Arena arena) {
    this.arena = arena;
    this.captured = arena.allocate(CAPTURED);
  }

  /// The address of a function of the C library, for [#invoke].
  static MemorySegment symbol(String name) {
    return SYMBOLS
        .find(name)
        .orElseThrow(() -> new IllegalStateException("the C library has no " + name));
  }

  long call(Call call, long a) {
    return call(call, a, 0, 0, 0, 0, 0);
  }

  long call(Call call, long a, long b) {
    return call(call, a, b, 0, 0, 0, 0);
  }

  long call(Call call, long a, long b, long c) {
    return call(call, a, b, c, 0, 0, 0);
  }

  long call(Call call, long a, long b, long c, long d) {
    return call(call, a, b, c, d, 0, 0);
  }

  /// Makes a system call: its result, or `-errno`.
  long call(Call call, long a, long b, long c, long d, long e, long f) {
    long result = raw(SYSCALL, call.number(), a, b, c, d, e, f);
    return result == -1 ? -(int) ERRNO.get(captured, 0L) : result;
  }

  /// Calls a function that returns an error number itself, as the `posix_spawn` family does: 0, or
  /// `-errno`.
  int invoke(MemorySegment function, long a, long b, long c, long d, long e, long f) {
    return -(int) raw(function, a, b, c, d, e, f, 0);
  }

  private long raw(MemorySegment function, long a, long b, long c, long d, long e, long f, long g) {
    try {
      return (long) INVOKE.invokeExact(function, captured, a, b, c, d, e, f, g);
    } catch (RuntimeException | Error broken) {
      throw broken;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    arena.close();
  }
}
