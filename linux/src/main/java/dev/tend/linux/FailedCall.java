package dev.tend.linux;

/// A system call failed that cannot fail on a host that works; its message names the call, the
/// error and what it was made for.
final class FailedCall extends IllegalStateException {

  private static final long serialVersionUID = 1;

  /// @param result what [Libc] returned: `-errno`
  FailedCall(Call call, long result, String subject) {
    super(call.text() + " " + subject + ": " + Errno.name((int) -result));
  }
}
