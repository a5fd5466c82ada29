package dev.tend.daemon.provisr;

import dev.tend.linux.ProcessVitals;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a process used at one moment.
///
/// @param cpuPercent of one CPU since the sample before; 0 in the first sample of a process, which
///   has nothing to be compared with
/// @param nanos when, on the monotonic clock
record Sample(ProcessVitals vitals, double cpuPercent, Instant at, long nanos) {

  private static final double MIB = 1024 * 1024;

  /// Whether these are of the same process.
  boolean isOf(ProcessVitals other) {
    return vitals.pid() == other.pid() && vitals.startTicks() == other.startTicks();
  }

  double megabytes() {
    return vitals.residentBytes() / MIB;
  }

  /// As provisr writes it.
  Map<String, Object> form(String name) {
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("pid", vitals.pid());
    form.put("name", name);
    form.put("cpu_percent", cpuPercent);
    form.put("memory_mb", megabytes());
    form.put("memory_rss", vitals.residentBytes());
    form.put("memory_vms", vitals.virtualBytes());
    if (vitals.swappedBytes() > 0) {
      form.put("memory_swap", vitals.swappedBytes());
    }
    form.put("timestamp", at.toString());
    form.put("num_threads", vitals.threads());
    vitals.openFiles().ifPresent(count -> form.put("num_fds", count));
    return form;
  }
}
