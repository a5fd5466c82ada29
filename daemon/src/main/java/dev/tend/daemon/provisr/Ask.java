package dev.tend.daemon.provisr;

import dev.tend.core.cause.Actor;
import dev.tend.core.text.DurationText;
import dev.tend.core.world.InstanceView;
import dev.tend.daemon.http.Call;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One call, with what stands for the variables of its path.
record Ask(Call call, Map<String, String> fromPath) {

  private static final String NAME_RULE =
      "invalid name: allowed [A-Za-z0-9._-] and no '..' or path separators";

  /// Which processes are meant.
  sealed interface Choice {
    record Named(String text) implements Choice {}

    record OfUnit(String text) implements Choice {}

    record Matching(String text) implements Choice {}

    /// A name may be that of an instance, or of a unit with all of its instances.
    default List<InstanceView> among(Names names) {
      return switch (this) {
        case Named(String name) ->
            names.find(name).map(List::of).orElseGet(() -> names.ofUnit(name));
        case OfUnit(String unit) -> names.ofUnit(unit);
        case Matching(String pattern) -> List.copyOf(names.matching(pattern).values());
      };
    }
  }

  Actor actor() {
    return call.peer().actor();
  }

  /// A parameter of the query; one that is empty was not given.
  Optional<String> query(String name) {
    return call.query().getOrDefault(name, List.of()).stream()
        .filter(value -> !value.isEmpty())
        .findFirst();
  }

  String path(String name) throws Refused {
    return checked(fromPath.getOrDefault(name, ""));
  }

  /// What `name`, `base` or `wildcard` says; empty if none of them is there.
  Optional<Choice> choice(String tooMany) throws Refused {
    Optional<String> name = query("name");
    Optional<String> base = query("base");
    Optional<String> wildcard = query("wildcard");
    long given = List.of(name, base, wildcard).stream().filter(Optional::isPresent).count();
    if (given > 1) {
      throw new Refused(400, tooMany);
    }
    if (name.isPresent()) {
      return Optional.of(new Choice.Named(checked(name.get())));
    }
    return base.isPresent()
        ? Optional.of(new Choice.OfUnit(checked(base.get())))
        : wildcard.map(Choice.Matching::new);
  }

  /// The same, where one has to be there.
  Choice choice() throws Refused {
    return choice("exactly one of name, base, or wildcard must be provided")
        .orElseThrow(() -> new Refused(400, "one of name, base, wildcard query param required"));
  }

  static String checked(String name) throws Refused {
    if (!name.matches("[A-Za-z0-9._-]+") || name.contains("..")) {
      throw new Refused(400, NAME_RULE);
    }
    return name;
  }

  /// `wait`: how long something may take, as `3s`, `500ms` or `0`.
  Duration patience(Duration standard) throws Refused {
    Optional<String> text = query("wait");
    if (text.isEmpty()) {
      return standard;
    }
    if (text.get().equals("0")) {
      return Duration.ZERO;
    }
    return DurationText.parse(text.get())
        .map(DurationText::duration)
        .orElseThrow(() ->
            new Refused(
                400, "invalid wait: '" + text.get() + "' is not a duration", "Write 500ms or 3s."));
  }

  /// A whole number within reason; `standard` where it is not given.
  int whole(String name, int standard) throws Refused {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return standard;
    }
    if (!text.get().matches("-?[0-9]{1,9}")) {
      throw new Refused(400, "invalid " + name + ": '" + text.get() + "' is not a whole number");
    }
    return Integer.parseInt(text.get());
  }
}
