package dev.tend.config.nativeform;

import dev.tend.config.decode.Form;
import dev.tend.config.decode.TextForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Check.Wanted;
import java.util.Optional;

/// A header that an answer has to have: `X-State`, or `X-State: warm`.
record WantedHeaderForm() implements Form<Wanted> {

  @Override
  public String type() {
    return "NAME, or NAME: VALUE";
  }

  @Override
  public Optional<Wanted> decode(Node node, Problems problems) {
    int before = problems.found().size();
    return TextForm.decode(node, "a header's name, or \"NAME: VALUE\"", problems)
        .map(text -> {
          int colon = text.indexOf(':');
          return colon < 0
              ? new Wanted(text.strip(), Optional.empty())
              : new Wanted(
                  text.substring(0, colon).strip(), Optional.of(text.substring(colon + 1).strip()));
        })
        .filter(wanted -> {
          HeadersForm.checkName(wanted.name(), node.place(), problems);
          return problems.found().size() == before;
        });
  }

  @Override
  public String write(Wanted value) {
    return '"' + value.name() + value.value().map(wanted -> ": " + wanted).orElse("") + '"';
  }
}
