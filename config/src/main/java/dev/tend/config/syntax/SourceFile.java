package dev.tend.config.syntax;

import dev.tend.config.problem.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// A file that should hold text, which an operator may have pointed at anything.
public record SourceFile(Path path) {

  /// Ten thousand services of 400 bytes; anything larger is not a configuration, and its tree would
  /// not fit into the daemon's small heap.
  public static final int BYTES_MAX = 4 * 1024 * 1024;

  /// The text, or empty and a problem.
  public Optional<String> read(Problems problems) {
    if (Files.isDirectory(path)) {
      return refuse(problems, "is a folder, not a file");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      // Reading from a pipe could take for ever.
      return refuse(problems, "is not a regular file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(BYTES_MAX + 1);
      return bytes.length > BYTES_MAX
          ? refuse(problems, "is larger than " + BYTES_MAX / (1024 * 1024) + " MiB")
          : decode(bytes, problems);
    } catch (NoSuchFileException absent) {
      return refuse(problems, "there is no such file");
    } catch (AccessDeniedException denied) {
      return refuse(problems, "may not be read: permission denied");
    } catch (IOException failed) {
      return refuse(problems, "cannot be read: " + failed.getMessage());
    }
  }

  private Optional<String> decode(byte[] bytes, Problems problems) {
    CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
    CoderResult result =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      return refuse(problems, placeBehind(text), "is not UTF-8 text from here on");
    }
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      return refuse(problems, placeBehind(text.substring(0, nul)), "is not text: a NUL byte");
    }
    return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  private Place placeBehind(String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    return new Place(path, line, text.length() - text.lastIndexOf('\n'));
  }

  private Optional<String> refuse(Problems problems, String sentence) {
    return refuse(problems, Place.whole(path), sentence);
  }

  private Optional<String> refuse(Problems problems, Place place, String sentence) {
    problems.add(place, sentence);
    problems.markPartial();
    return Optional.empty();
  }
}
