package dev.tend.linux;

/// Where the bytes of a FIFO end.
sealed interface PumpSink permits PumpSpliced, PumpStamped, PumpDropped {

  /// Takes bytes off the FIFO, whatever becomes of them: a process must never have to wait.
  ///
  /// @param bytesMax the share of this stream in a round
  /// @return how many; 0 if nothing was there
  long take(int fifo, long bytesMax);

  /// Lets go of the file, which the next byte opens again under its name.
  void reopen();

  void close();
}
