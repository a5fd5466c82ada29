package dev.tend.core.spec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A signal by its number and its name without `SIG`, as signal(7) has them on x86 and Arm.
public enum Signal {
  HUP(1),
  INT(2),
  QUIT(3),
  ILL(4),
  TRAP(5),
  ABRT(6),
  BUS(7),
  FPE(8),
  KILL(9),
  USR1(10),
  SEGV(11),
  USR2(12),
  PIPE(13),
  ALRM(14),
  TERM(15),
  STKFLT(16),
  CHLD(17),
  CONT(18),
  STOP(19),
  TSTP(20),
  TTIN(21),
  TTOU(22),
  URG(23),
  XCPU(24),
  XFSZ(25),
  VTALRM(26),
  PROF(27),
  WINCH(28),
  IO(29),
  PWR(30),
  SYS(31);

  private final int number;

  Signal(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /// Reads `TERM`, `SIGTERM` (any case) or `15`.
  public static Optional<Signal> parse(String text) {
    String upper = text.strip().toUpperCase(Locale.ROOT);
    String bare = upper.startsWith("SIG") ? upper.substring(3) : upper;
    return Arrays.stream(values())
        .filter(
            signal -> signal.name().equals(bare) || Integer.toString(signal.number).equals(bare))
        .findFirst();
  }

  /// The name of any signal number: `SIGTERM`, or `signal 37` for a real-time one.
  public static String nameOf(int number) {
    return Arrays.stream(values())
        .filter(signal -> signal.number == number)
        .findFirst()
        .map(signal -> "SIG" + signal.name())
        .orElse("signal " + number);
  }
}
