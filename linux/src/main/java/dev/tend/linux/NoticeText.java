package dev.tend.linux;

import dev.tend.core.process.Notice;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What one datagram says, as sd_notify(3) has it: `NAME=value` lines, in which everything that is
/// not known is passed over.
///
/// @param notices in the order in which they take effect: who is ready has a status, and whoever
///   reloads is not ready yet
/// @param mainPid which process is the main one from now on
/// @param stores whether it hands over descriptors to be kept, which Tend does not
record NoticeText(List<Notice> notices, OptionalInt mainPid, boolean stores) {

  private static final long MICROS_MAX = Notice.MoreTime.MAX.toNanos() / 1000;

  NoticeText {
    notices = List.copyOf(notices);
  }

  /// @param sender whose datagram it is
  static NoticeText parse(String text, int sender) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String line : text.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        said.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    List<Notice> notices = new ArrayList<>();
    Optional.ofNullable(said.get("STATUS"))
        .ifPresent(status -> notices.add(new Notice.Status(shown(status))));
    number(said.get("ERRNO"))
        .ifPresent(errno -> notices.add(new Notice.Failing((int) Math.min(errno, 4095))));
    micros(said.get("WATCHDOG_USEC"))
        .ifPresent(every -> notices.add(new Notice.WatchdogEvery(every)));
    micros(said.get("EXTEND_TIMEOUT_USEC")).ifPresent(by -> notices.add(new Notice.MoreTime(by)));
    if ("1".equals(said.get("RELOADING"))) {
      notices.add(new Notice.Reloading());
    }
    if ("1".equals(said.get("READY"))) {
      notices.add(new Notice.Ready(sender));
    }
    if ("1".equals(said.get("STOPPING"))) {
      notices.add(new Notice.Stopping());
    }
    if ("1".equals(said.get("WATCHDOG"))) {
      notices.add(new Notice.Ticked());
    }
    if ("trigger".equals(said.get("WATCHDOG"))) {
      notices.add(new Notice.Hung());
    }
    return new NoticeText(notices, pid(said.get("MAINPID")), "1".equals(said.get("FDSTORE")));
  }

  /// As it may stand in a table or in a terminal.
  private static String shown(String status) {
    String plain = status.replaceAll("\\p{Cntrl}", " ").strip();
    int end = Math.min(plain.length(), Notice.Status.CHARS_MAX);
    boolean splits = end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1));
    return plain.substring(0, splits ? end - 1 : end);
  }

  private static Optional<Duration> micros(@Nullable String text) {
    return number(text).map(micros -> Duration.ofNanos(Math.min(micros, MICROS_MAX) * 1000));
  }

  private static OptionalInt pid(@Nullable String text) {
    return number(text)
        .filter(pid -> pid > 0 && pid <= Integer.MAX_VALUE)
        .map(pid -> OptionalInt.of((int) (long) pid))
        .orElseGet(OptionalInt::empty);
  }

  /// Digits; more of them than any number here has, mean the largest.
  private static Optional<Long> number(@Nullable String text) {
    if (text == null || !text.matches("[0-9]+")) {
      return Optional.empty();
    }
    return Optional.of(text.length() > 18 ? Long.MAX_VALUE : Long.valueOf(text));
  }
}
