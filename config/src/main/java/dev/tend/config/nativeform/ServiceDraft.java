package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Placed;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Probes;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.StopRule;
import dev.tend.core.spec.Timing;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A service or a job that was read, and not yet found free of mistakes: what looks across units
/// walks these, since they know the places.
///
/// @param env all its variables: of `[env]`, of its files, and its own
/// @param home the working directory of one that names none
/// @param job whether it is a job
/// @param cron the keys of the cron job whose template it is
/// @param versions its later versions
record ServiceDraft(
    UnitName name,
    Fields fields,
    SortedMap<String, String> env,
    Path home,
    boolean job,
    Optional<Fields> cron,
    List<ServiceDraft> versions) {

  /// It and its later versions.
  Stream<ServiceDraft> all() {
    return Stream.concat(Stream.of(this), versions.stream());
  }

  /// Whether both are versions of one service, and so never there at the same time.
  boolean isAnotherVersionOf(ServiceDraft other) {
    return name.equals(other.name) && fields != other.fields;
  }

  /// What it is, in a word or two.
  String kind() {
    return cron.isPresent() ? "cron job" : job ? "job" : "service";
  }

  int instances() {
    return job ? JobKeys.slots(fields) : fields.find(ServiceKeys.INSTANCES).orElse(1);
  }

  /// The same as the template of a cron job.
  ServiceDraft of(Fields cronJob) {
    return new ServiceDraft(name, fields, env, home, job, Optional.of(cronJob), versions);
  }

  /// The working directory. Unless given it is the folder of the file that the service stands in,
  /// and not the daemon's own: what a configuration means should not depend on where somebody
  /// happened to start the daemon.
  Path directory() {
    return fields.find(ServiceKeys.DIRECTORY).orElse(home).toAbsolutePath().normalize();
  }

  /// To be asked once no mistake was found.
  ///
  /// @param edges of it and its later versions, in their order
  UnitSpec unit(List<List<Placed<Edge>>> edges) {
    List<ServiceSpec> later = new ArrayList<>();
    for (int i = 0; i < versions.size(); i++) {
      later.add(versions.get(i).spec(edges.get(i + 1), List.of(), true));
    }
    ServiceSpec each = spec(edges.getFirst(), later, !later.isEmpty());
    if (!job) {
      return each;
    }
    JobSpec template = new JobSpec(each, JobKeys.rule(fields));
    return cron.<UnitSpec>map(keys -> CronKeys.spec(keys, template)).orElse(template);
  }

  private ServiceSpec spec(List<Placed<Edge>> edges, List<ServiceSpec> later, boolean versioned) {
    Probes probes =
        new Probes(
            fields.find(HealthKeys.STARTUP).flatMap(ProbeKeys::startup),
            fields.find(HealthKeys.READINESS).flatMap(ProbeKeys::readiness),
            fields.find(HealthKeys.LIVENESS).flatMap(ProbeKeys::liveness));
    return new ServiceSpec(
        name,
        new Launch(
            fields.get(ServiceKeys.COMMAND),
            Optional.of(directory().toString()),
            fields.find(ServiceKeys.USER),
            env,
            fields.get(ServiceKeys.INHERIT_ENV)),
        instances(),
        fields.get(ServiceKeys.PRIORITY),
        fields.get(ServiceKeys.AUTOSTART),
        edges.stream().map(Placed::value).toList(),
        fields.get(ServiceKeys.RESTART),
        new StartRule(
            fields.get(ServiceKeys.START_WITHIN),
            fields.get(ServiceKeys.STABLE_AFTER),
            probes.gate()
                ? Readiness.PROBED
                : fields
                    .find(HealthKeys.READINESS)
                    .flatMap(ReadinessKeys::said)
                    .orElse(Readiness.UPTIME)),
        fields.find(ServiceKeys.BACKOFF).map(BackoffKeys.SERVICE::spec).orElse(Backoff.DEFAULT),
        fields.find(ServiceKeys.GIVE_UP_AFTER).map(GiveUpKeys::spec),
        fields.find(ServiceKeys.RESTART_DELAY),
        fields.find(ServiceKeys.START_RETRIES).map(StartRetryKeys::spec),
        fields.find(ServiceKeys.STOP).map(StopKeys::spec).orElse(StopRule.DEFAULT),
        fields.find(ServiceKeys.LOG).map(LogKeys::spec).orElse(LogRule.DEFAULT),
        fields.find(ServiceKeys.DETECT).orElse(List.of()).stream().map(Placed::value).toList(),
        fields.find(ServiceKeys.PID_FILE).map(Placed::value),
        job ? Optional.empty() : FollowForm.spec(fields),
        fields.find(HealthKeys.WATCHDOG),
        probes,
        fields.find(ServiceKeys.HOOK).map(HookKeys::spec).orElse(Hooks.NONE),
        successes(),
        fields.get(UpdateForm.KEY),
        timing(later, versioned));
  }

  private Timing timing(List<ServiceSpec> later, boolean versioned) {
    if (cron.isPresent()) {
      return Timing.ALWAYS;
    }
    return job ? JobKeys.timing(fields) : TimingKeys.timing(fields, later, versioned);
  }

  private SortedSet<Integer> successes() {
    SortedSet<Integer> codes = new TreeSet<>(ServiceSpec.SUCCESS);
    codes.addAll(ServiceKeys.codes(fields, ServiceKeys.SUCCESS_EXIT_CODES));
    return codes;
  }
}
