package dev.tend.cli;

import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/// Writes the reference of the command (`docs/cli.md`) out of its grammar; a test compares the two.
public final class CliReference {

  private CliReference() {}

  /// The whole page, as Markdown.
  public static String markdown() {
    StringBuilder page = new StringBuilder(HEAD);
    page.append(
        table(
            "Option",
            GlobalOptions.specs().stream().map(CliReference::row).collect(Collectors.joining())));
    for (Verbs.Section section : Verbs.SECTIONS) {
      page.append("\n## ").append(section.title()).append('\n');
      section.verbs().forEach(name -> append(page, Verbs.require(name)));
    }
    return page.toString();
  }

  private static void append(StringBuilder page, Verb verb) {
    page.append("\n### `tend ").append(verb.name()).append("`\n\n");
    page.append(verb.summary()).append(".\n\n");
    page.append("```\n").append(HelpText.usage(verb)).append("\n```\n");
    verb.details().forEach(paragraph -> page.append('\n').append(paragraph).append('\n'));
    String rows =
        verb.parameters().stream()
                .map(it -> row(it.paramLabel(), it.description()[0]))
                .collect(Collectors.joining())
            + verb.options().stream().map(CliReference::row).collect(Collectors.joining());
    if (!rows.isEmpty()) {
      page.append('\n').append(table("Argument", rows));
    }
    page.append('\n');
    for (Verb.Example example : verb.examples()) {
      page.append("- `").append(example.line()).append("`: ").append(example.meaning());
      page.append('\n');
    }
  }

  private static String table(String heading, String rows) {
    return "| " + heading + " | Meaning |\n|---|---|\n" + rows;
  }

  private static String row(OptionSpec option) {
    return row(HelpText.synopsis(option), option.description()[0]);
  }

  private static String row(String what, String meaning) {
    return "| `" + what.replace("|", "\\|") + "` | " + meaning + " |\n";
  }

  private static final String HEAD =
      """
      # The command

      <!-- Generated from the grammar by dev.tend.cli.CliReference; a test compares. -->

      `tend [GLOBAL OPTIONS] VERB [ARGUMENTS]`. Global options may stand before or behind the verb.

      A `UNIT` is a name (`web`), an instance (`web.2`), a pattern (`'web*'`) or a group (`@backend`).

      | Exit code | Meaning |
      |---|---|
      | 0 | done |
      | 1 | refused or failed |
      | 2 | wrong usage |
      | 3 | `status`: something is not as it should be |
      | 4 | no daemon there |

      ## Global options

      """;
}
