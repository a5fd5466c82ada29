package dev.tend.linux;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.zip.CRC32;

/// The first line of a record in [RecordPlaces], before its text:
///
/// ```
/// record 17 238 8e3f12ab instance/web.1
/// ```
///
/// @param number higher in the newer of two with one key
/// @param textAt where the text begins, from the start of the record
/// @param bytes of the whole record
/// @param fault why it is no record, if it is none; what else is said of it then is a guess
record RecordHead(
    long number, Optional<String> key, int textAt, int bytes, Optional<String> fault) {

  private static final String MARK = "record";

  /// Before the key, each with a space behind it.
  private static final int WORDS = 4;

  /// More than the longest name of a unit takes.
  private static final int LINE_BYTES_MAX = 1024;

  /// A record, whole, as bytes.
  static byte[] record(long number, String key, String text) {
    byte[] content = (key + "\n" + text).getBytes(UTF_8);
    byte[] head =
        String.join(
                " ",
                MARK,
                Long.toString(number),
                Integer.toString(content.length),
                sum(number, content, 0, content.length),
                "")
            .getBytes(US_ASCII);
    byte[] record = new byte[head.length + content.length];
    System.arraycopy(head, 0, record, 0, head.length);
    System.arraycopy(content, 0, record, head.length, content.length);
    return record;
  }

  /// Reads the head of what begins at `at`, and checks that the rest is what it was.
  static RecordHead parse(byte[] file, int at) {
    int keyAt = at;
    int spaces = 0;
    int end = at;
    int limit = Math.min(file.length, at + LINE_BYTES_MAX);
    while (end < limit && file[end] != '\n') {
      if (file[end] == ' ' && spaces < WORDS) {
        spaces++;
        keyAt = end + 1;
      }
      end++;
    }
    String[] words = new String(file, at, keyAt - at, US_ASCII).split(" ", -1);
    if (end == limit || spaces < WORDS || !words[0].equals(MARK)) {
      return broken(Optional.empty(), "it has no head");
    }
    Optional<String> key = Optional.of(new String(file, keyAt, end - keyAt, UTF_8));
    try {
      long number = Long.parseLong(words[1]);
      int length = Integer.parseInt(words[2]);
      if (length < 0 || keyAt + (long) length > file.length) {
        return broken(key, "its end is missing");
      }
      return sum(number, file, keyAt, length).equals(words[3])
          ? new RecordHead(number, key, end + 1 - at, keyAt + length - at, Optional.empty())
          : broken(key, "it is torn");
    } catch (NumberFormatException notANumber) {
      return broken(key, "its head is torn");
    }
  }

  private static RecordHead broken(Optional<String> key, String why) {
    return new RecordHead(0, key, 0, 0, Optional.of(why));
  }

  /// What follows the head of the record that begins at `at`.
  String text(byte[] file, int at) {
    return new String(file, at + textAt, bytes - textAt, UTF_8);
  }

  private static String sum(long number, byte[] content, int from, int length) {
    CRC32 sum = new CRC32();
    sum.update(content, from, length);
    return Long.toHexString(sum.getValue() ^ number);
  }
}
