package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Endpoint;
import java.util.Optional;

/// Where something listens, in which `{unit}` and `{instance}` may stand.
record EndpointForm() implements Form<String> {

  @Override
  public String type() {
    return "port, host:port or unix:PATH";
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    Optional<String> written =
        node instanceof Node.WholeNumber number
            ? Optional.of(number.written())
            : TextForm.decode(node, "a port, host:port or unix:PATH", problems);
    return written.flatMap(text -> {
      InstancePathForm.checkPlaceholders(text, "an address", node.place(), problems);
      if (Endpoint.parse(Templates.example(text)).isPresent()) {
        return Optional.of(text);
      }
      problems.add(
          node.place(),
          "'" + text + "' is nothing that can be connected to",
          "Write 8080, \"db.local:5432\", \"[::1]:5432\" or \"unix:/run/db.sock\".");
      return Optional.empty();
    });
  }

  @Override
  public String write(String value) {
    return '"' + value + '"';
  }
}
