package dev.tend.config.syntax;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How a file is written: the three ways to write one tree.
public enum Syntax {
  TOML,
  YAML,
  JSON;

  /// A table's header, or a key with its value: no YAML mapping begins with either.
  private static final Pattern TOML_LINE =
      Pattern.compile("^\\s*(\\[+[^\\[\\],:]+]+|[\\w.\"'-]+\\s*=.*)\\s*(#.*)?$", Pattern.MULTILINE);

  private static final Pattern YAML_LINE =
      Pattern.compile("^\\s*[\\w.\"'-]+\\s*:(\\s.*)?$", Pattern.MULTILINE);

  /// By the ending of the file's name, else by its content.
  public static Syntax of(Path file, String text) {
    return byEnding(file).orElseGet(() -> byContent(text));
  }

  private static Optional<Syntax> byEnding(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "toml" -> Optional.of(TOML);
      case "yaml", "yml" -> Optional.of(YAML);
      case "json" -> Optional.of(JSON);
      default -> Optional.empty();
    };
  }

  private static Syntax byContent(String text) {
    if (text.stripLeading().startsWith("{")) {
      return JSON;
    }
    var toml = TOML_LINE.matcher(text);
    if (!toml.find()) {
      return YAML;
    }
    var yaml = YAML_LINE.matcher(text);
    return yaml.find() && yaml.start() < toml.start() ? YAML : TOML;
  }

  /// Reads the tree, and reports what stands in the way of it. Empty where nothing of it is to be
  /// relied on; a tree may still be partial ([Problems#markPartial]).
  public Optional<Node.Table> parse(Path file, String text, Problems problems) {
    return switch (this) {
      case TOML -> new TomlTree(file, text, problems).read();
      case YAML, JSON -> new YamlTree(file, text, this, problems).read();
    };
  }
}
