package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.HttpUrl;
import java.util.Optional;

/// An address in HTTP, in which `{unit}` and `{instance}` may stand.
record HttpUrlForm() implements Form<String> {

  @Override
  public String type() {
    return "http or https URL";
  }

  @Override
  public Optional<String> decode(Node node, Problems problems) {
    return TextForm.decode(node, "an http or https URL", problems)
        .flatMap(text -> {
          InstancePathForm.checkPlaceholders(text, "a URL", node.place(), problems);
          if (HttpUrl.parse(Templates.example(text)).isPresent()) {
            return Optional.of(text);
          }
          problems.add(
              node.place(),
              "'" + text + "' is not an http or https URL that can be asked",
              "Write \"http://127.0.0.1:8080/health\".");
          return Optional.empty();
        });
  }

  @Override
  public String write(String value) {
    return '"' + value + '"';
  }
}
