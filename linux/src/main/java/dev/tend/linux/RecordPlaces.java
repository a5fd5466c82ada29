package dev.tend.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Records by key, all in one file that is a row of places of [#PLACE_BYTES]; a record takes as
/// many in a row as it needs, and what is free is zero.
///
/// A record is never overwritten. Its next text goes into free places, with a higher number, and
/// then the last one's places are cleared. So whenever its writer dies, a reader finds the old text
/// or the new, never a part: of two with one key the higher number counts, and one that was half
/// written does not have the checksum that its head says.
///
/// A file for each record would be as safe, and cost a name and an inode for each change. This is
/// two system calls, in a file that grows with what there is to say and not with how often.
final class RecordPlaces implements AutoCloseable {

  /// Most records fit into one, and a page is a whole number of them.
  static final int PLACE_BYTES = 512;

  private static final int AT_FDCWD = -100;
  private static final int O_RDWR_CREAT_CLOEXEC = 02 | 0100 | 02000000;
  private static final int MODE = 0640;

  private final Libc libc;
  private final Path file;
  private final long fd;
  private final Map<String, Extent> extents = new HashMap<>();
  private final BitSet taken = new BitSet();
  private Arena arena = Arena.ofShared();
  private MemorySegment block = arena.allocate(PLACE_BYTES);
  private long lastNumber;

  /// Places in a row.
  record Extent(int first, int count) {}

  /// A record that could be read, or why it could not, and its key where that much is left of it.
  sealed interface Found {
    record Whole(String key, String text) implements Found {}

    record Broken(Optional<String> key, String why, Extent extent) implements Found {}
  }

  /// @throws IOException if the file cannot be opened or made
  RecordPlaces(Libc libc, Path file) throws IOException {
    this.libc = libc;
    this.file = file;
    try (Arena call = Arena.ofConfined()) {
      long path = call.allocateFrom(file.toString()).address();
      fd = libc.call(Call.OPENAT, AT_FDCWD, path, O_RDWR_CREAT_CLOEXEC, MODE);
    }
    if (fd < 0) {
      throw new IOException("cannot open " + file + ": " + Errno.name((int) -fd));
    }
  }

  Path file() {
    return file;
  }

  /// Puts a record there, in place of the last one with this key: 0, or `-errno`, and then that one
  /// is still there.
  int put(String key, String text) {
    List<Extent> last = new ArrayList<>();
    int written = add(key, text, last);
    return written < 0 ? written : clear(last);
  }

  /// The same with several that are to outlive a power failure: the last ones are cleared once
  /// these are on the disk.
  int putDurably(SortedMap<String, String> texts) {
    List<Extent> last = new ArrayList<>();
    for (Map.Entry<String, String> record : texts.entrySet()) {
      int written = add(record.getKey(), record.getValue(), last);
      if (written < 0) {
        return written;
      }
    }
    int synced = (int) libc.call(Call.FSYNC, fd);
    return synced < 0 ? synced : clear(last);
  }

  private int clear(List<Extent> extents) {
    int result = 0;
    for (Extent extent : extents) {
      result = Math.min(result, clear(extent));
    }
    return result;
  }

  /// Puts a record there beside the last one with this key, whose places are added to `last`.
  private int add(String key, String text, List<Extent> last) {
    byte[] bytes = RecordHead.record(++lastNumber, key, text);
    int count = places(bytes.length);
    Extent extent = occupied(new Extent(free(count), count));
    MemorySegment.copy(bytes, 0, room(bytes.length), ValueLayout.JAVA_BYTE, 0, bytes.length);
    int written = write(extent, bytes.length);
    if (written < 0) {
      clear(extent);
      return written;
    }
    taken.set(extent.first(), extent.first() + count);
    Extent before = extents.put(key, extent);
    if (before != null) {
      last.add(before);
    }
    return 0;
  }

  /// Whether there was one or not: 0, or `-errno`.
  int remove(String key) {
    Extent extent = extents.remove(key);
    return extent == null ? 0 : clear(extent);
  }

  /// What is there, by key and then what is broken; called once, before anything is put.
  List<Found> read() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<Found> broken = new ArrayList<>();
    SortedMap<String, Newest> whole = new TreeMap<>();
    int place = 0;
    while (place * PLACE_BYTES < bytes.length) {
      int at = place * PLACE_BYTES;
      int count = 1;
      if (bytes[at] != 0) {
        RecordHead head = RecordHead.parse(bytes, at);
        if (head.fault().isEmpty()) {
          count = places(head.bytes());
          take(head, new Extent(place, count), head.text(bytes, at), whole);
        } else {
          count = untilFree(bytes, place);
          String why = head.fault().get() + " (at byte " + at + ")";
          broken.add(new Found.Broken(head.key(), why, occupied(new Extent(place, count))));
        }
      }
      place += count;
    }
    List<Found> found = new ArrayList<>();
    whole.forEach((key, newest) -> found.add(new Found.Whole(key, newest.text())));
    found.addAll(broken);
    return found;
  }

  private record Newest(long number, String text) {}

  /// Of two with one key, the newer; the writer of both died before it cleared the other.
  private void take(RecordHead head, Extent extent, String text, SortedMap<String, Newest> whole) {
    String key = head.key().orElseThrow();
    Newest other = whole.get(key);
    if (other != null && other.number() > head.number()) {
      clear(extent);
      return;
    }
    Extent older = extents.put(key, occupied(extent));
    if (older != null) {
      clear(older);
    }
    whole.put(key, new Newest(head.number(), text));
    lastNumber = Math.max(lastNumber, head.number());
  }

  /// How many places from this one on hold neither nothing nor a record.
  private static int untilFree(byte[] bytes, int first) {
    int place = first + 1;
    while (place * PLACE_BYTES < bytes.length
        && bytes[place * PLACE_BYTES] != 0
        && RecordHead.parse(bytes, place * PLACE_BYTES).fault().isPresent()) {
      place++;
    }
    return place - first;
  }

  /// Frees the places of what is no record.
  int discard(Found.Broken broken) {
    return clear(broken.extent());
  }

  private Extent occupied(Extent extent) {
    taken.set(extent.first(), extent.first() + extent.count());
    return extent;
  }

  private static int places(int bytes) {
    return (bytes + PLACE_BYTES - 1) / PLACE_BYTES;
  }

  /// The first of so many free places in a row.
  private int free(int count) {
    int first = taken.nextClearBit(0);
    int end = taken.nextSetBit(first);
    while (end >= 0 && end - first < count) {
      first = taken.nextClearBit(end);
      end = taken.nextSetBit(first);
    }
    return first;
  }

  private int clear(Extent extent) {
    int length = extent.count() * PLACE_BYTES;
    room(length).asSlice(0, length).fill((byte) 0);
    int result = write(extent, length);
    if (result == 0) {
      taken.clear(extent.first(), extent.first() + extent.count());
    }
    return result;
  }

  /// Writes what is in the block to the start of these places.
  private int write(Extent extent, int length) {
    long at = (long) extent.first() * PLACE_BYTES;
    int done = 0;
    while (done < length) {
      long result = libc.call(Call.PWRITE64, fd, block.address() + done, length - done, at + done);
      if (result < 0 && result != -Errno.EINTR) {
        return (int) result;
      }
      done += (int) Math.max(0, result);
    }
    return 0;
  }

  private MemorySegment room(int bytes) {
    if (bytes > block.byteSize()) {
      arena.close();
      arena = Arena.ofShared();
      block = arena.allocate(2L * bytes);
    }
    return block;
  }

  @Override
  public void close() {
    libc.call(Call.CLOSE, fd);
    arena.close();
  }
}
