package dev.tend.core.world;

import dev.tend.core.cause.Cause;
import dev.tend.core.lifecycle.Instance;
import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Numbers and collects what happened in a turn.
final class Chronicle {
  private List<Entry> entries = new ArrayList<>();
  private List<RunEnd> ends = new ArrayList<>();
  private long last;

  /// Goes on behind the numbers of earlier daemons.
  void resume(long position) {
    last = position;
  }

  /// The number of the newest entry.
  long position() {
    return last;
  }

  /// Notes a change of the state that operators see; a change underneath is none.
  void changed(InstanceId id, Instance before, Instance after, Instant at) {
    if (before.state().name() == after.state().name()) {
      return;
    }
    Optional<RunId> run = after.state().run().or(() -> before.state().run());
    add(
        new Entry(
            ++last,
            at,
            Optional.of(id),
            after.state().name().text(),
            Optional.of(before.state().name()),
            Optional.of(after.state().name()),
            after.cause(),
            run));
  }

  /// Notes something else about an instance.
  void note(InstanceId id, String type, Cause cause, Optional<RunId> run) {
    note(id, type, cause, run, Optional.empty());
  }

  /// The same about one of its hooks.
  void note(InstanceId id, String type, Cause cause, Optional<RunId> run, Optional<String> hook) {
    add(
        new Entry(
            ++last,
            cause.at(),
            Optional.of(id),
            type,
            Optional.empty(),
            Optional.empty(),
            cause,
            run,
            hook));
  }

  /// Notes the end of a run.
  void ended(RunEnd end) {
    Cause exited = new Cause.Exited(end.run(), end.exit(), end.at());
    note(end.instance(), "exited", exited, Optional.of(end.run()), end.hook());
    ends.add(end);
  }

  /// Notes something about the daemon itself.
  void note(String type, Cause cause) {
    add(
        new Entry(
            ++last,
            cause.at(),
            Optional.empty(),
            type,
            Optional.empty(),
            Optional.empty(),
            cause,
            Optional.empty()));
  }

  private void add(Entry entry) {
    entries.add(entry);
  }

  /// What was noted since the last call.
  List<Entry> take() {
    List<Entry> taken = entries;
    entries = new ArrayList<>();
    return taken;
  }

  /// The runs that ended since the last call.
  List<RunEnd> ends() {
    List<RunEnd> taken = ends;
    ends = new ArrayList<>();
    return taken;
  }
}
