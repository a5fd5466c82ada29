package dev.tend.core.process;

/// The operating system's process, named so that a reused pid cannot be taken for it.
///
/// @param startTicks when it started, in clock ticks since boot: field 22 of `/proc/<pid>/stat`
///   (proc_pid_stat(5))
/// @param bootId the boot that `startTicks` counts from: `/proc/sys/kernel/random/boot_id`
public record ProcessRef(int pid, long startTicks, String bootId) {

  public ProcessRef {
    if (pid <= 0) {
      throw new IllegalArgumentException("not a pid: " + pid);
    }
  }
}
