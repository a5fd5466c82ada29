package dev.tend.daemon.wire;

import dev.tend.api.EventRecord;
import dev.tend.api.GroupStatus;
import dev.tend.api.InstanceStatus;
import dev.tend.api.RollStatus;
import dev.tend.core.cause.Reason;
import dev.tend.core.lifecycle.Said;
import dev.tend.core.lifecycle.StateName;
import dev.tend.core.process.Exit;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Group;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.time.Moment;
import dev.tend.core.world.Entry;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.Rolling;
import dev.tend.core.world.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says in the words of the API what one snapshot says in those of the core, which do not know each
/// other.
///
/// @param now when it is said
public record Translation(Snapshot snapshot, Moment now) {

  public InstanceStatus status(InstanceView view) {
    return new InstanceStatus(
        view.id().unit().text(),
        view.id().number(),
        kind(view.id().unit()),
        view.state().text(),
        view.targetUp() ? "up" : "down",
        view.pid().isPresent() ? view.pid().getAsInt() : null,
        view.run().map(RunId::text).orElse(null),
        IsoTime.of(view.since()),
        view.ready(),
        view.restarts(),
        view.attempt(),
        view.lastExit().map(Translation::lastExit).orElse(null),
        view.nextStart(now).map(IsoTime::of).orElse(null),
        view.cause().story(),
        view.adopted(),
        version(view),
        Stream.concat(
                view.unmet().stream().map(InstanceView.Unmet::sentence),
                view.dates().outside().stream())
            .toList(),
        said(view.said()));
  }

  private static @Nullable String version(InstanceView view) {
    OptionalInt version = view.dates().version();
    return version.isPresent() ? Integer.toString(version.getAsInt()) : null;
  }

  private static InstanceStatus.@Nullable Said said(Said said) {
    boolean working = said.doing() == Said.Doing.WORKING;
    return said.isNothing()
        ? null
        : new InstanceStatus.Said(
            said.readyBy().orElse(null),
            said.status().orElse(null),
            working ? null : said.doing().name().toLowerCase(Locale.ROOT),
            said.errno().isPresent() ? said.errno().getAsInt() : null,
            said.ticked().map(IsoTime::of).orElse(null));
  }

  /// A unit that is on its way out has no spec any more, and a run of a cron job never had one of
  /// its own.
  private String kind(UnitName unit) {
    UnitSpec spec = snapshot.configuration().units().get(unit);
    return switch (spec) {
      case ServiceSpec _ -> "service";
      case JobSpec _ -> "job";
      case CronSpec _ -> "cron";
      case null -> snapshot.job(unit).isPresent() ? "job" : "service";
    };
  }

  private static InstanceStatus.LastExit lastExit(InstanceView.LastExit last) {
    String at = IsoTime.of(last.at());
    return switch (last.exit()) {
      case Exit.Code(int code) -> new InstanceStatus.LastExit(code, null, null, at);
      case Exit.Signalled(int signal, _) ->
          new InstanceStatus.LastExit(null, Signal.nameOf(signal), null, at);
      case Exit.Unknown(String reason) -> new InstanceStatus.LastExit(null, null, reason, at);
    };
  }

  public static RollStatus roll(Rolling rolling) {
    return new RollStatus(
        rolling.id(),
        rolling.phase().name().toLowerCase(Locale.ROOT),
        rolling.atOnce(),
        rolling.asked().sentence(),
        rolling.because(),
        names(rolling.renewed()),
        names(rolling.underWay()),
        names(rolling.old()));
  }

  public GroupStatus group(Group group) {
    return new GroupStatus(
        group.name(),
        group.members().stream().map(UnitName::text).toList(),
        snapshot.instances().stream()
            .filter(view -> group.members().contains(view.id().unit()))
            .map(this::status)
            .toList());
  }

  public static EventRecord event(Entry entry) {
    return new EventRecord(
        entry.id(),
        IsoTime.of(entry.at()),
        entry.instance().map(id -> id.unit().text()).orElse(null),
        entry.instance().map(InstanceId::number).orElse(null),
        entry.type(),
        entry.from().map(StateName::text).orElse(null),
        entry.to().map(StateName::text).orElse(null),
        entry.run().map(RunId::text).orElse(null),
        entry.hook().orElse(null),
        entry.cause().sentence(),
        Reason.of(entry.cause()).stream().map(Translation::link).toList());
  }

  private static EventRecord.Link link(Reason reason) {
    return new EventRecord.Link(
        IsoTime.of(reason.at()),
        reason.kind().text(),
        reason.unit().map(UnitName::text).orElse(null),
        reason.sentence());
  }

  /// Stands in a list of events for those before it that are known no more.
  public static EventRecord gap(long id, String at, long missed) {
    String cause = missed + (missed == 1 ? " event before is" : " events before are");
    return new EventRecord(
        id, at, null, null, "gap", null, null, null, null, cause + " known no more");
  }

  public static List<String> names(List<InstanceId> instances) {
    return instances.stream().map(InstanceId::toString).toList();
  }
}
