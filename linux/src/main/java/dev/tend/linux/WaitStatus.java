package dev.tend.linux;

import dev.tend.core.process.Exit;

/// How a process ended, in the one number in which the kernel keeps it (waitpid(2)).
record WaitStatus(int bits) {

  private static final int SIGNAL = 0x7f;
  private static final int CORE_DUMPED = 0x80;

  Exit exit() {
    int signal = bits & SIGNAL;
    return signal == 0
        ? new Exit.Code(bits >> 8 & 0xff)
        : new Exit.Signalled(signal, (bits & CORE_DUMPED) != 0);
  }
}
