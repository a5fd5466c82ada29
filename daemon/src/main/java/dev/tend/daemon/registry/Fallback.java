package dev.tend.daemon.registry;

import dev.tend.api.Codec;
import dev.tend.api.MalformedException;
import dev.tend.core.spec.Fingerprint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The configuration before one that is on trial, or did not stand it, kept for the next daemon:
/// what its files held, whatever they hold by now.
///
/// It is there before anything of the new one is done. It goes when the trial went well, and when
/// somebody puts another configuration in force; it does not count once the files are others than
/// those that were tried.
public final class Fallback {

  private final UnitFile file;
  private final Codec codec = new Codec();

  /// @param state the folder of what outlives the daemon
  public Fallback(Path state) {
    this.file = new UnitFile(state.resolve("configuration-before"));
  }

  /// What is kept.
  ///
  /// @param config the configuration's file or folder, absolute
  /// @param why why it is kept, a sentence
  /// @param refused the texts that were tried, in one number
  /// @param texts what the files before held, by absolute path
  public record Kept(Path config, String why, String refused, SortedMap<Path, String> texts) {

    /// Whether it stands for files that hold this.
    public boolean standsFor(Path path, SortedMap<Path, String> now) {
      return config.equals(path) && refused.equals(number(now));
    }
  }

  /// All that files hold, in one number.
  static String number(SortedMap<Path, String> texts) {
    return Fingerprint.number(texts.toString());
  }

  void keep(Kept kept) throws IOException {
    SortedMap<String, Object> texts = new TreeMap<>();
    kept.texts().forEach((path, text) -> texts.put(path.toString(), text));
    Map<String, Object> document =
        new TreeMap<>(
            Map.of(
                "config", kept.config().toString(),
                "why", kept.why(),
                "refused", kept.refused(),
                "texts", texts));
    file.put(Optional.of(codec.writeAny(document)));
  }

  void drop() throws IOException {
    file.put(Optional.empty());
  }

  /// What an earlier daemon kept.
  ///
  /// @throws IOException if it cannot be read, or makes no sense
  public Optional<Kept> kept() throws IOException {
    Optional<String> text = file.text();
    return text.isPresent() ? Optional.of(read(text.get())) : Optional.empty();
  }

  private Kept read(String text) throws MalformedException {
    if (codec.readAny(text) instanceof Map<?, ?> document
        && document.get("config") instanceof String config
        && document.get("why") instanceof String why
        && document.get("refused") instanceof String refused
        && document.get("texts") instanceof Map<?, ?> texts) {
      SortedMap<Path, String> all = new TreeMap<>();
      texts.forEach((path, held) -> all.put(Path.of(path.toString()), held.toString()));
      return new Kept(Path.of(config), why, refused, all);
    }
    throw new MalformedException("it is not what a daemon keeps there");
  }
}
