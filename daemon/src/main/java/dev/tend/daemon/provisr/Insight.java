package dev.tend.daemon.provisr;

import dev.tend.config.provisr.ProvisrSettings;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import dev.tend.core.world.InstanceView;
import dev.tend.daemon.provisr.ProvisrApi.Verb;
import dev.tend.daemon.routes.ConfigurationSource;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What clients look at beside statuses: specs, output, settings, and what there is not.
final class Insight {

  private static final int LOG_LINES = 200;

  private final ProvisrSettings settings;
  private final Lifts lifts;
  private final ConfigurationSource source;
  private final Processes processes;
  private final Registered registered;
  private final LogTails tails;

  Insight(
      ProvisrSettings settings,
      Lifts lifts,
      ConfigurationSource source,
      Processes processes,
      Registered registered,
      LogTails tails) {
    this.settings = settings;
    this.lifts = lifts;
    this.source = source;
    this.processes = processes;
    this.registered = registered;
    this.tails = tails;
  }

  List<Verb> verbs() {
    return List.of(
        new Verb("GET", "/debug/processes", processes::debug),
        new Verb("GET", "/processes/{name}/logs", this::logs),
        new Verb("GET", "/processes/{name}/spec", this::spec),
        new Verb("GET", "/settings/status", _ -> settings()),
        new Verb("GET", "/auth/status", _ -> Map.of("enabled", false, "needs_setup", false)),
        new Verb("POST", "/auth/login", _ -> none(501, "logins are not there yet")));
  }

  private static Object none(int status, String sentence) throws Refused {
    throw new Refused(status, sentence);
  }

  private Object logs(Ask ask) throws Refused {
    InstanceView view = Processes.one(processes.form().names(), ask.path("name"));
    return tails.read(view.id(), ask.whole("since", 0), ask.whole("limit", LOG_LINES));
  }

  /// As it stands in its file, where clients wrote it; otherwise as it was understood.
  private Object spec(Ask ask) throws Refused {
    String name = ask.path("name");
    Names names = processes.form().names();
    UnitName unit =
        names
            .find(name)
            .map(view -> view.id().unit())
            .or(() -> names.ofUnit(name).stream().findFirst().map(view -> view.id().unit()))
            .orElseThrow(() -> new Refused(404, "process " + name + " not found"));
    Path file = source.registered().get(unit);
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    Optional<Object> kept = Optional.ofNullable(file).flatMap(registered::spec);
    if (kept.isPresent() && kept.get() instanceof Map<?, ?> written) {
      written.forEach((key, value) -> spec.put(key.toString(), value));
    } else {
      spec.putAll(understood(unit));
    }
    spec.put("provisioned", file == null);
    return spec;
  }

  private Map<String, @Nullable Object> understood(UnitName unit) {
    UnitSpec spec = Objects.requireNonNull(lifts.snapshot().configuration().units().get(unit));
    return SpecForm.of(spec.each());
  }

  private Object settings() {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put("auth_enabled", false);
    status.put("metrics_enabled", settings.metrics().enabled());
    status.put("history_enabled", settings.history());
    status.put("cron_scheduler_enabled", true);
    status.put("program_persistence", true);
    status.put("configured_group_count", lifts.snapshot().configuration().groups().size());
    return status;
  }
}
