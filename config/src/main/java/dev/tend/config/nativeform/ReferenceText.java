package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.ListForm;
import dev.tend.config.decode.NamedForm;
import dev.tend.config.decode.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Writes down what is declared: a section for each table, a row for each key.
public final class ReferenceText {

  private static final String HEAD =
      """
      # Configuration

      Generated from the declarations in the code: do not edit. A test compares it; `./check docs`
      writes it anew.

      A configuration is a file in TOML, YAML or JSON, recognised by its ending (`.toml`, `.yaml`,
      `.yml`, `.json`), else by its content; or a folder with a `tend.toml` (or another ending) and
      perhaps a folder `conf.d`, all files of which are read as well. All syntaxes have the same
      shape. Unknown keys are mistakes, and all mistakes of all files are reported at once.

      ## How values are written

      - **duration**: text, each part with its unit: `"500ms"`, `"1h30m"`, `"1.5s"`. Units: `ns`, `us`,
        `ms`, `s`, `m`, `h`, `d` (24 hours).
      - **size**: text. `"10k"`, `"10m"`, `"10g"`, `"10t"` and `"10KiB"` to `"10TiB"` count in powers of
        1024; `"10KB"` to `"10TB"` in powers of 1000; a bare `"1024"` is bytes. Case does not matter.
      - **path**: a relative one counts from the folder of the file that it stands in.
      - **command**: a list, the program first; or one string, split as a POSIX shell would. A string
        that needs a shell (pipes, patterns, variables, a builtin as its first word) is handed to
        `/bin/sh -c`; a `sh -c '…'` is never wrapped in another one.
      """;

  private static final String VERSIONS =
      "Beside `from`, any key of the service but `version`: it replaces the one above for this"
          + " version; tables are laid over those above key by key. Only `disabled` is not taken"
          + " over from above.";

  private final StringBuilder text = new StringBuilder();

  public String write() {
    text.append(HEAD);
    section(
        "Top level",
        "",
        RootKeys.SHAPE.keys().stream().filter(key -> !isTable(key.form())).toList(),
        List.of());
    for (Key<?> key : RootKeys.SHAPE.keys()) {
      switch (key.form()) {
        case Shape shape -> table("[" + key.name() + "]", key, shape);
        case NamedForm<?> named when named.each() instanceof Shape shape ->
            table("[" + key.name() + ".NAME]", key, shape);
        default -> {
          // It has its row in the top level.
        }
      }
    }
    if (!RootKeys.SHAPE.later().isEmpty()) {
      text.append("\nThis version of Tend does not know the tables ")
          .append(code(RootKeys.SHAPE.later()))
          .append(" yet.\n");
    }
    return text.toString();
  }

  private static boolean isTable(Form<?> form) {
    return form instanceof Shape || form instanceof NamedForm<?>;
  }

  private void table(String header, Key<?> key, Shape shape) {
    section("`" + header + "`", key.meaning(), shape.keys(), shape.later());
    for (Key<?> inner : shape.keys()) {
      if (inner.form() instanceof Shape table) {
        each(header, inner, table);
      }
      String one = "`[" + header.replace("]", "." + inner.name() + "]]") + "`";
      if (inner.form() instanceof ListForm<?>(Form<?> form, String _)
          && form instanceof Shape table) {
        section(one, "", table.keys(), List.of());
      }
      if (inner.form() instanceof VersionsForm) {
        section(one, VERSIONS, List.of(TimingKeys.FROM), List.of());
      }
    }
  }

  /// The keys of what stands in lists: once, where all lists of a table hold the same.
  private void each(String header, Key<?> key, Shape table) {
    Set<Shape> written = new HashSet<>();
    for (Key<?> list : table.keys()) {
      if (list.form() instanceof ListForm<?>(Form<?> form, String _)
          && form instanceof Shape shape
          && written.add(shape)) {
        String one = header.replace("]", "." + key.name() + "." + list.name() + "]]");
        section("`[" + one + "` and the like", "", shape.keys(), List.of());
      }
    }
  }

  private void section(String title, String intro, List<Key<?>> keys, List<String> later) {
    text.append("\n## ").append(title).append("\n\n");
    if (!intro.isEmpty()) {
      text.append(intro).append("\n\n");
    }
    text.append("| key | type | default | allowed | meaning |\n|---|---|---|---|---|\n");
    keys.forEach(key -> row("", key));
    if (!later.isEmpty()) {
      text.append("\nNot supported by this version of Tend yet: ")
          .append(code(later))
          .append(".\n");
    }
  }

  private <T> void row(String prefix, Key<T> key) {
    String name = prefix + key.name();
    cells("`" + name + "`", key.form().type(), absence(key), key.form().range(), key.meaning());
    if (key.form() instanceof Shape shape) {
      shape.keys().forEach(inner -> row(name + ".", inner));
    }
  }

  private void cells(String... cells) {
    for (String cell : cells) {
      // A bar would end the cell.
      text.append("| ").append(cell.replace("|", "\\|")).append(' ');
    }
    text.append("|\n");
  }

  private static <T> String absence(Key<T> key) {
    return switch (key.absence()) {
      case Key.Absence.Refused<T> _ -> "required";
      case Key.Absence.Otherwise<T>(String words) -> words;
      case Key.Absence.Standard<T>(T value) -> {
        String written = key.form().write(value);
        yield written.startsWith("`") ? written : "`" + written + "`";
      }
    };
  }

  private static String code(List<String> names) {
    return "`" + String.join("`, `", names) + "`";
  }
}
