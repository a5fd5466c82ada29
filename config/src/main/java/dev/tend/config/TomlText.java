package dev.tend.config;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keys and values as TOML has them.
final class TomlText {

  private TomlText() {}

  static String below(String key, String name) {
    return key.isEmpty() ? name : key + "." + name;
  }

  static String snake(String camel) {
    return camel.replaceAll("(?<=[a-z0-9])([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  static String listed(Stream<String> all) {
    return all.collect(Collectors.joining(", ", "[", "]"));
  }

  static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
