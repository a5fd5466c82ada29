package dev.tend.config.provisr;

import dev.tend.config.decode.Form;
import dev.tend.config.nativeform.ListenForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.Optional;

/// `host:port`, or `:port`, which in Go means every address of the machine, and here this machine
/// alone: nothing listens beyond it without access control.
record ListenAnywhereForm() implements Form<String> {
  private static final ListenForm NATIVE = new ListenForm();
  private static final String HERE = "127.0.0.1";

  @Override
  public String type() {
    return NATIVE.type();
  }

  @Override
  public String range() {
    return NATIVE.range();
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    if (!(node instanceof Node.Text(var place, var text)) || !text.startsWith(":")) {
      return NATIVE.decode(node, problems);
    }
    Optional<String> address = NATIVE.decode(new Node.Text(place, HERE + text), problems);
    address.ifPresent(here ->
        problems.warn(
            place,
            "'"
                + text
                + "' would be every address of this machine; as there is no access control yet,"
                + " it is "
                + here,
            "Write listen = \"" + here + "\"."));
    return address;
  }

  @Override
  public String write(String value) {
    return NATIVE.write(value);
  }
}
