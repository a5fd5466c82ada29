package dev.tend.daemon.history;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Where the database lies, and how one that cannot be used makes room for a new one.
///
/// @param path of the database; its log and its index stand beside it
record DatabaseFile(Path path) {

  /// Enough to look into what went wrong; more would fill the disk of a host that goes wrong daily.
  private static final int ASIDE_MAX = 3;

  private static final List<String> PARTS = List.of("", "-wal", "-shm");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  /// Renames it to `history.db.damaged-<time>`, or `locked`, and forgets the oldest of those that
  /// were set aside before.
  ///
  /// @return its new name
  Path setAside(Fault fault, Instant at) throws IOException {
    String suffix = "." + fault.name().toLowerCase(Locale.ROOT) + "-" + STAMP.format(at);
    for (String part : PARTS) {
      Path from = part(path, part);
      if (Files.exists(from)) {
        Files.move(from, part(Path.of(path + suffix), part));
      }
    }
    forgetOldest();
    return Path.of(path + suffix);
  }

  private void forgetOldest() throws IOException {
    List<Path> aside = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(
            path.resolveSibling(""), path.getFileName() + ".{damaged,locked}-*Z")) {
      found.forEach(aside::add);
    }
    aside.sort(java.util.Comparator.comparing(DatabaseFile::stamp));
    for (Path old : aside.subList(0, Math.max(0, aside.size() - ASIDE_MAX))) {
      for (String part : PARTS) {
        Files.deleteIfExists(part(old, part));
      }
    }
  }

  private static String stamp(Path aside) {
    String name = String.valueOf(aside.getFileName());
    return name.substring(name.lastIndexOf('-'));
  }

  private static Path part(Path path, String part) {
    return Path.of(path + part);
  }
}
