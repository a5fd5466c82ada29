package dev.tend.daemon.routes;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.CronView;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Selection;
import dev.tend.core.world.Selector;
import dev.tend.core.world.Snapshot;
import dev.tend.daemon.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What can be selected in one snapshot, and the answer where a selector means nothing.
final class Names {

  private final Snapshot snapshot;
  private final Selection selection;

  Names(Snapshot snapshot) {
    this.snapshot = snapshot;
    SortedMap<UnitName, List<InstanceId>> units = new TreeMap<>();
    snapshot.configuration().units().keySet().forEach(unit -> units.put(unit, new ArrayList<>()));
    snapshot
        .instances()
        .forEach(
            view -> units.computeIfAbsent(view.id().unit(), _ -> new ArrayList<>()).add(view.id()));
    this.selection = new Selection(units, snapshot.configuration().groups());
  }

  /// The instances that are meant; empty if nothing goes by that name.
  Optional<List<InstanceView>> find(Selector selector) {
    return selection
        .find(selector)
        .map(ids -> ids.stream().flatMap(id -> snapshot.find(id).stream()).toList());
  }

  /// The cron jobs that are meant, if any.
  List<CronView> crons(Selector selector) {
    SortedMap<UnitName, List<InstanceId>> units = new TreeMap<>();
    snapshot.crons().keySet().forEach(name -> units.put(name, List.of(new InstanceId(name, 1))));
    return new Selection(units, snapshot.configuration().groups())
        .find(selector).orElse(List.of()).stream()
            .flatMap(id -> Optional.ofNullable(snapshot.crons().get(id.unit())).stream())
            .toList();
  }

  Response missing(Selector selector) {
    Selection.Missing missing = selection.missing(selector);
    return Response.failure(404, missing.sentence(), missing.hint());
  }
}
