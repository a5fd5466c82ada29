package dev.tend.daemon.history;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;

/// Which numbers of events may have been given out, on the disk: no number is used twice, whatever
/// becomes of the machine.
///
/// Numbers are reserved in blocks, ahead of their use, by the writer; the loop never waits for it.
/// After a loss of power the next daemon goes on behind the block, so up to [#BLOCK] numbers mean
/// nothing; after a clean end none.
final class EventNumbers {

  /// A crash loop of hundreds of events a second uses half of it in several seconds.
  static final int BLOCK = 4096;

  private static final Logger LOG = System.getLogger(EventNumbers.class.getName());

  private final Path file;
  private long reserved;
  private boolean failing;

  EventNumbers(Path file) {
    this.file = file;
  }

  /// The last number that may have been given out; empty if nobody noted any.
  OptionalLong read() {
    try {
      if (Files.exists(file)) {
        reserved = Long.parseLong(Files.readString(file).strip());
        return OptionalLong.of(reserved);
      }
    } catch (IOException | NumberFormatException unreadable) {
      LOG.log(Level.WARNING, "cannot read {0}: {1}", file, unreadable.toString());
    }
    return OptionalLong.empty();
  }

  /// Sees to it that numbers behind `last` are reserved.
  void reserve(long last) {
    if (last + BLOCK / 2 > reserved) {
      write(last + BLOCK);
    }
  }

  /// No number behind `last` was given out, nor will be.
  void settle(long last) {
    if (last != reserved) {
      write(last);
    }
  }

  private void write(long number) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        channel.write(ByteBuffer.wrap((number + "\n").getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
      reserved = number;
      failing = false;
    } catch (IOException failed) {
      if (!failing) {
        LOG.log(
            Level.ERROR,
            "cannot write {0}: {1}; after a loss of power numbers of events may be used again",
            file,
            failed.toString());
      }
      failing = true;
    }
  }
}
