package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Form;
import dev.tend.config.decode.ListForm;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The later versions of a service, each laid over what the service says of itself, as they are
/// written, before anything is decoded.
record VersionsForm() implements Form<List<Fields>> {

  @Override
  public String type() {
    return "list of table";
  }

  @Override
  public String range() {
    return "any key of the service beside `from`";
  }

  @Override
  public Optional<List<Fields>> decode(Node node, Problems problems) {
    return new ListForm<>(ServiceKeys.VERSION_SHAPE).decode(node, problems);
  }

  @Override
  public String write(List<Fields> value) {
    return "[{ … }]";
  }

  /// The root with each version laid over its service.
  static Node.Table spread(Node.Table root) {
    if (!(root.find(RootKeys.SERVICE.name()).orElse(root) instanceof Node.Table services)) {
      return root;
    }
    SequencedMap<String, Node.Entry> spread = new LinkedHashMap<>(services.entries());
    spread.replaceAll((_, unit) ->
        unit.value() instanceof Node.Table table ? new Node.Entry(unit.place(), own(table)) : unit);
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>(root.entries());
    entries.computeIfPresent(
        RootKeys.SERVICE.name(),
        (_, entry) -> new Node.Entry(entry.place(), new Node.Table(services.place(), spread)));
    return new Node.Table(root.place(), entries);
  }

  private static Node.Table own(Node.Table service) {
    SequencedMap<String, Node.Entry> entries = new LinkedHashMap<>(service.entries());
    SequencedMap<String, Node.Entry> lower = new LinkedHashMap<>(service.entries());
    lower.remove(TimingKeys.VERSION.name());
    lower.remove(TimingKeys.DISABLED.name());
    lower.keySet().retainAll(ServiceKeys.VERSION_SHAPE.names());
    Node.Table below = new Node.Table(service.place(), lower);
    entries.computeIfPresent(
        TimingKeys.VERSION.name(),
        (_, entry) ->
            entry.value() instanceof Node.Items(var place, var versions)
                ? new Node.Entry(
                    entry.place(),
                    new Node.Items(
                        place, versions.stream().map(each -> over(each, below)).toList()))
                : entry);
    return new Node.Table(service.place(), entries);
  }

  private static Node over(Node version, Node.Table below) {
    return DefaultsForm.lay(new Node.Entry(version.place(), version), below).value();
  }
}
