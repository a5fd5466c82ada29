package dev.tend.core.world;

import dev.tend.core.job.JobState;
import dev.tend.core.spec.UnitName;
import dev.tend.core.time.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// How each job stands: by its name, by when it wants to be woken, for readers, and for what is to
/// be noted.
final class JobPosts {
  private final SortedMap<UnitName, JobView> posts = new TreeMap<>();
  private final TreeSet<JobWake> wakes = new TreeSet<>();
  private final SortedMap<UnitName, Note> notes = new TreeMap<>();
  private List<JobView> views = List.of();
  private boolean stale;

  /// Takes over how these stand, and nothing that is to be done about it.
  void copy(JobPosts others) {
    posts.putAll(others.posts);
    stale = true;
  }

  Optional<JobView> find(UnitName job) {
    return Optional.ofNullable(posts.get(job));
  }

  JobView get(UnitName job) {
    return Objects.requireNonNull(posts.get(job));
  }

  void put(JobView post) {
    forgetWake(posts.put(post.name(), post));
    if (post.wakeNanos() != Long.MAX_VALUE) {
      wakes.add(new JobWake(post.wakeNanos(), post.name()));
    }
    stale = true;
  }

  /// It is gone, which is noted.
  void remove(UnitName job) {
    forgetWake(posts.remove(job));
    notes.put(job, new Note.JobGone(job));
    stale = true;
  }

  /// It is gone, and may come back: where it stood is still to be noted.
  void keep(UnitName job, JobState state) {
    notes.put(job, new Note.JobStands(job, state));
  }

  private void forgetWake(@Nullable JobView before) {
    if (before != null) {
      wakes.remove(new JobWake(before.wakeNanos(), before.name()));
    }
  }

  /// Where it stands is to be noted.
  void note(UnitName job) {
    JobState state = get(job).state();
    notes.put(job, new Note.JobStands(job, state));
  }

  /// What is to be noted anew.
  List<Note> notes() {
    List<Note> taken = List.copyOf(notes.values());
    notes.clear();
    return taken;
  }

  /// Those whose time has come, once.
  List<UnitName> due(Moment now) {
    List<UnitName> due = new ArrayList<>();
    while (!wakes.isEmpty() && wakes.first().nanos() <= now.monotonicNanos()) {
      JobView post = get(wakes.first().job());
      put(new JobView(post.spec(), post.state(), Long.MAX_VALUE));
      due.add(post.name());
    }
    return due;
  }

  /// When the next one wants to be woken; `Long.MAX_VALUE` for never.
  long nextNanos() {
    return wakes.isEmpty() ? Long.MAX_VALUE : wakes.first().nanos();
  }

  /// All of them, in the order of their names; the same list as long as nothing changes.
  List<JobView> views() {
    if (stale) {
      views = List.copyOf(posts.values());
      stale = false;
    }
    return views;
  }
}
