package dev.tend.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What Tend wants to know of a file; from `struct statx`, which is laid out alike on every
/// machine.
///
/// @param identity the inode and its time of birth: a file system hands out the number of a deleted
///   inode again at once, the nanosecond never
/// @param allocated how many bytes it has on the disk
record LogStat(Kind kind, String identity, long size, long allocated) {

  /// sizeof(struct statx).
  static final int BYTES = 256;

  /// STATX_BASIC_STATS | STATX_BTIME.
  static final int MASK = 0xfff;

  private static final int BIRTH_KNOWN = 0x800;
  private static final int MODE_AT = 28;
  private static final int INODE_AT = 32;
  private static final int SIZE_AT = 40;
  private static final int BLOCKS_AT = 48;
  private static final int BIRTH_SECONDS_AT = 80;
  private static final int BIRTH_NANOS_AT = 88;

  /// In which statx(2) counts, whatever the file system has.
  private static final int BLOCK_BYTES = 512;

  enum Kind {
    REGULAR,
    FIFO,
    OTHER
  }

  static LogStat read(MemorySegment statx) {
    boolean knowsBirth = (statx.get(ValueLayout.JAVA_INT, 0) & BIRTH_KNOWN) != 0;
    long birth =
        knowsBirth
            ? statx.get(ValueLayout.JAVA_LONG, BIRTH_SECONDS_AT) * 1_000_000_000L
                + statx.get(ValueLayout.JAVA_INT, BIRTH_NANOS_AT)
            : 0;
    long inode = statx.get(ValueLayout.JAVA_LONG, INODE_AT);
    Kind kind =
        switch (statx.get(ValueLayout.JAVA_SHORT, MODE_AT) & 0170000) {
          case 0100000 -> Kind.REGULAR;
          case 0010000 -> Kind.FIFO;
          default -> Kind.OTHER;
        };
    return new LogStat(
        kind,
        Long.toHexString(inode) + "-" + Long.toHexString(birth),
        statx.get(ValueLayout.JAVA_LONG, SIZE_AT),
        statx.get(ValueLayout.JAVA_LONG, BLOCKS_AT) * BLOCK_BYTES);
  }

  /// The time of birth in an identity, in nanoseconds; 0 where the file system knows none.
  static long birth(String identity) {
    int dash = identity.indexOf('-');
    return dash < 0 ? 0 : Long.parseUnsignedLong(identity.substring(dash + 1), 16);
  }
}
