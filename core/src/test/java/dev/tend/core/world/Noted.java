package dev.tend.core.world;

import dev.tend.core.cause.Reason;
import dev.tend.core.spec.UnitName;
import dev.tend.core.why.Records;
import dev.tend.core.why.Told;
import java.time.Instant;
import java.util.List;

/// The entries of a host as records.
record Noted(List<Entry> entries) implements Records {

  @Override
  public List<Told> upTo(UnitName unit, Instant moment) {
    return all(unit).stream().filter(each -> !each.at().isAfter(moment)).toList().reversed();
  }

  @Override
  public List<Told> after(UnitName unit, Instant moment) {
    return all(unit).stream().filter(each -> each.at().isAfter(moment)).toList();
  }

  private List<Told> all(UnitName unit) {
    return entries.stream()
        .filter(entry -> entry.instance().filter(id -> id.unit().equals(unit)).isPresent())
        .map(entry ->
            new Told(
                entry.id(),
                entry.at(),
                entry.instance().orElseThrow(),
                entry.type(),
                entry.to(),
                Reason.of(entry.cause())))
        .toList();
  }
}
