package dev.tend.scenarios.harness;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// A log with all that was rotated out of it.
public record LogFiles(Path current) {

  /// What is written, compressed or not, as a number that only matters when it changes.
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : all()) {
      bytes += size(file);
    }
    return bytes;
  }

  /// Whether nothing is left to compress, so that all can be read in order while nobody writes.
  public boolean areCompressed() throws IOException {
    return all().stream().allMatch(file -> file.equals(current) || file.toString().endsWith(".gz"));
  }

  /// Every line, the oldest first. A file that is there both plain and compressed, or a half one,
  /// is read as it stands: nothing may be there twice.
  public List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : all()) {
      try (InputStream content = open(file)) {
        lines.addAll(new String(content.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
      }
    }
    return lines;
  }

  public List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(current.resolveSibling("."))) {
      String name = current.getFileName().toString();
      return files
          .map(Path::normalize)
          .filter(file -> file.getFileName().toString().startsWith(name))
          .sorted(Comparator.comparingInt(this::number).reversed())
          .toList();
    }
  }

  /// A file that was renamed or compressed since the folder was read counts nothing.
  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException renamed) {
      return 0;
    }
  }

  private int number(Path file) {
    String rest =
        file.getFileName().toString().substring(current.getFileName().toString().length());
    String digits = rest.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static InputStream open(Path file) throws IOException {
    InputStream raw = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw;
  }
}
