package dev.tend.daemon.provisr;

import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.world.InstanceView;
import dev.tend.core.world.JobView;
import dev.tend.core.world.Request;
import dev.tend.daemon.provisr.ProvisrApi.Verb;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/jobs`: jobs as provisr's clients make, change, ask and delete them.
///
/// @param files of jobs
record Jobs(Lifts lifts, ProgramFiles files) {

  private static final Duration STOP_WAIT = Duration.ofSeconds(3);

  List<Verb> verbs() {
    return List.of(
        new Verb("GET", "/jobs", _ -> list()),
        new Verb("POST", "/jobs", this::create),
        new Verb("GET", "/jobs/{name}", ask -> form(found(ask))),
        new Verb("POST", "/jobs/{name}", this::update),
        new Verb("DELETE", "/jobs/{name}", this::delete));
  }

  /// Runs of cron jobs can be asked for by their names, and stand in no list but theirs.
  private List<Object> list() {
    List<Object> all = new ArrayList<>();
    for (JobView view : lifts.snapshot().jobs()) {
      if (lifts.snapshot().configuration().units().get(view.name()) instanceof JobSpec) {
        all.add(form(view));
      }
    }
    return all;
  }

  private JobView found(Ask ask) throws Refused {
    String name = ask.path("name");
    Optional<JobView> view =
        UnitName.objection(name).isPresent()
            ? Optional.empty()
            : lifts.snapshot().job(new UnitName(name));
    return view.orElseThrow(() -> files.notFound(name));
  }

  /// Its spec, as it stands in the file where clients wrote it or else as it was understood, and
  /// how it is.
  private Map<String, @Nullable Object> form(JobView view) {
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    files
        .written(view.name())
        .ifPresentOrElse(
            written -> written.forEach((key, value) -> form.put(key.toString(), value)),
            () -> form.putAll(JobForm.spec(view.spec())));
    form.put("status", JobForm.status(view.state()));
    form.put("provisioned", files.provisioned(view.name()));
    return form;
  }

  private Object create(Ask ask) throws Refused {
    files.create(ask);
    return Processes.OK;
  }

  /// What was updated begins anew, as it does where it is deleted and made again.
  private Object update(Ask ask) throws Refused {
    JobView before = found(ask);
    files.update(before.name(), ask);
    boolean begun =
        lifts.snapshot().job(before.name()).stream()
            .anyMatch(now -> now.state().round() > before.state().round());
    if (!begun) {
      lifts.submit(new Request.OfJob(before.name(), Request.OfJob.Verb.RESTART, ask.actor()));
    }
    return Processes.OK;
  }

  /// Answers when nothing of it is left.
  private Object delete(Ask ask) throws Refused {
    UnitName name = found(ask).name();
    Duration wait = ask.patience(STOP_WAIT);
    List<InstanceId> workers =
        lifts.snapshot().instances().stream()
            .map(InstanceView::id)
            .filter(id -> id.unit().equals(name))
            .toList();
    files.delete(name, Optional.of(wait), ask);
    lifts.awaitStop(workers, wait);
    return Processes.OK;
  }
}
