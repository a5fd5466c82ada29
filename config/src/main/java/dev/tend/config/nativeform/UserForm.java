package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;
import java.util.regex.Pattern;

/// A user by name or number, with a group behind a colon or without. Whether the host knows them
/// shows at the start: accounts may come later than the configuration.
record UserForm() implements Form<String> {

  private static final Pattern USER =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.@-]*\\$?(:[A-Za-z0-9_][A-Za-z0-9_.@-]*)?");

  @Override
  public String type() {
    return "user";
  }

  @Override
  public String range() {
    return "`www-data`, `33`, `www-data:adm`";
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    Optional<String> text =
        node instanceof Node.WholeNumber number
            ? Optional.of(number.written())
            : TextForm.decode(node, "a user", problems);
    text.filter(user -> !USER.matcher(user).matches())
        .ifPresent(user ->
            problems.add(node.place(), "'" + user + "' is not a user", "Write \"www-data:adm\"."));
    return text;
  }

  @Override
  public String write(String value) {
    return '"' + value + '"';
  }
}
