package dev.tend.config.decode;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as operators write it: `64MiB`, `10m`, `1GB`, `1024`.
///
/// One letter, or a letter and `iB`, counts in powers of 1024, as `dd`, `git` and `systemd` do; a
/// letter and `B` counts in powers of 1000, as disks are sold. Case does not matter.
public record SizeText(long bytes) {

  private static final Pattern PATTERN = Pattern.compile("(\\d{1,18})\\s*([kmgt]?)(ib|b|)");
  private static final List<String> LETTERS = List.of("", "k", "m", "g", "t");

  public static Optional<SizeText> parse(String text) {
    Matcher matcher = PATTERN.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String letter = matcher.group(2);
    if (letter.isEmpty() && matcher.group(3).equals("ib")) {
      return Optional.empty();
    }
    try {
      long bytes = Long.parseLong(matcher.group(1));
      long base = matcher.group(3).equals("b") ? 1000 : 1024;
      for (int power = LETTERS.indexOf(letter); power > 0; power--) {
        bytes = Math.multiplyExact(bytes, base);
      }
      return Optional.of(new SizeText(bytes));
    } catch (ArithmeticException tooLarge) {
      return Optional.empty();
    }
  }

  /// `10MiB`, in the largest unit that leaves no rest.
  @Override
  public String toString() {
    int power = 0;
    long count = bytes;
    while (count != 0 && count % 1024 == 0 && power < LETTERS.size() - 1) {
      count /= 1024;
      power++;
    }
    return count + (power == 0 ? "" : LETTERS.get(power).toUpperCase(Locale.ROOT) + "iB");
  }
}
