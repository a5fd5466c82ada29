package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Headers of an HTTP request by name.
record HeadersForm() implements Form<SortedMap<String, String>> {

  /// RFC 9110, 5.6.2.
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\uffff]*");

  @Override
  public String type() {
    return "table of text";
  }

  @Override
  public Optional<SortedMap<String, String>> decode(Node node, Problems problems) {
    if (!(node instanceof Node.Table table)) {
      problems.addMismatch(node, "a table", "Write { Authorization = \"Bearer …\" }.");
      return Optional.empty();
    }
    SortedMap<String, String> headers = new TreeMap<>();
    table
        .entries()
        .forEach((name, entry) -> {
          checkName(name, entry.place(), problems);
          TextForm.decode(entry.value(), "text", problems)
              .ifPresent(value -> {
                if (!VALUE.matcher(value).matches()) {
                  problems.add(entry.value().place(), "a header's value has no line breaks in it");
                }
                headers.put(name, value);
              });
        });
    return Optional.of(headers);
  }

  static void checkName(String name, Place place, Problems problems) {
    if (!NAME.matcher(name).matches()) {
      problems.add(place, "'" + name + "' cannot name a header of HTTP");
    }
  }

  @Override
  public String write(SortedMap<String, String> value) {
    return value.isEmpty() ? "{}" : "{ … }";
  }
}
