package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.nativeform.ProgramCheck;
import dev.tend.config.syntax.Problems;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.RestartMode;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.Signal;
import dev.tend.core.spec.StartRetries;
import dev.tend.core.spec.StartRule;
import dev.tend.core.spec.StopRule;
import dev.tend.core.spec.UnitName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/// Makes services of the fields of specs, with what the main file says for all of them.
///
/// @param daemon its environment
/// @param inherit what of that a process sees
/// @param env of all processes
/// @param pidDirectory where each has its pid file that names none
record ServiceReader(
    Map<String, String> daemon,
    Inheritance inherit,
    List<Variable> env,
    LogPlan logs,
    Optional<Path> pidDirectory) {

  /// What `provisr stop` waits before it kills, unless told otherwise.
  private static final Duration STOP_WAIT = Duration.ofSeconds(3);

  ServiceReader {
    env = List.copyOf(env);
  }

  /// The service; empty where there are problems.
  ///
  /// @param name found fit to be one, or among the problems
  /// @param instances how many of it there may be at once
  Optional<ServiceSpec> read(
      Fields fields, Optional<Placed<String>> name, int instances, Problems problems) {
    Optional<Command> command = command(fields, problems);
    Hooks hooks = hooks(fields, SpecKeys.LIFECYCLE, problems);
    List<Detector> detectors = new ArrayList<>();
    for (Fields one : fields.find(SpecKeys.DETECTORS).orElse(List.of())) {
      DetectorKeys.detector(one, problems).ifPresent(detectors::add);
    }
    List<Variable> variables = new ArrayList<>(env);
    variables.addAll(fields.find(SpecKeys.ENV).orElse(List.of()));
    SortedMap<String, String> values = new Expansion(daemon, inherit, problems).of(variables);
    if (name.isEmpty() || command.isEmpty() || !problems.none()) {
      return Optional.empty();
    }
    Launch launch =
        new Launch(
            command.get(),
            fields.find(SpecKeys.WORK_DIR).map(DetectorKeys::absolute),
            Optional.empty(),
            values,
            inherit);
    ServiceSpec service =
        service(new UnitName(name.get().value()), launch, fields)
            .withInstances(instances)
            .withLog(logs.rule(name.get().value(), instances, fields, problems));
    check(fields, service, problems);
    return problems.none()
        ? Optional.of(detected(service, detectors, fields).withHooks(hooks))
        : Optional.empty();
  }

  static Hooks hooks(Fields fields, Key<Fields> key, Problems problems) {
    return fields.find(key).map(lifecycle -> HookKeys.spec(lifecycle, problems)).orElse(Hooks.NONE);
  }

  private static Optional<Command> command(Fields fields, Problems problems) {
    boolean line = !fields.place(SpecKeys.COMMAND).equals(fields.place());
    boolean list = !fields.place(SpecKeys.ARGS).equals(fields.place());
    if (line && list) {
      problems.add(
          fields.place(SpecKeys.ARGS), "'args' cannot stand beside 'command'", "Keep one of them.");
    } else if (!line && !list) {
      problems.addAbsence(fields.place(), "'command' is missing", "Or 'args', as a list.");
    }
    Optional<List<String>> args = fields.find(SpecKeys.ARGS);
    if (args.isPresent() && (args.get().isEmpty() || args.get().getFirst().isEmpty())) {
      problems.add(fields.place(SpecKeys.ARGS), "the command names no program");
      return Optional.empty();
    }
    return args.map(Command::new).or(() -> fields.find(SpecKeys.COMMAND));
  }

  private static ServiceSpec service(UnitName name, Launch launch, Fields fields) {
    boolean again = fields.get(SpecKeys.AUTO_RESTART);
    Duration stable = fields.get(SpecKeys.START_DURATION);
    Duration usual = StartRule.DEFAULT.within();
    return ServiceSpec.of(name.text(), launch.command().program())
        .withLaunch(launch)
        .withPriority(fields.get(SpecKeys.PRIORITY))
        .withRestart(again ? RestartMode.ALWAYS : RestartMode.NEVER)
        .withRestartDelay(
            again
                ? Optional.of(
                    pause(fields.get(SpecKeys.RESTART_INTERVAL), SpecKeys.USUAL_RESTART_INTERVAL))
                : Optional.empty())
        .withStartRetries(retries(fields))
        .withStart(
            new StartRule(usual.compareTo(stable) < 0 ? stable : usual, stable, Readiness.UPTIME))
        .withStop(new StopRule(Signal.TERM, Optional.empty(), STOP_WAIT));
  }

  private static Optional<StartRetries> retries(Fields fields) {
    int count = fields.get(SpecKeys.RETRY_COUNT);
    Duration pause = pause(fields.get(SpecKeys.RETRY_INTERVAL), SpecKeys.USUAL_RETRY_INTERVAL);
    return count == 0 ? Optional.empty() : Optional.of(new StartRetries(count, pause));
  }

  /// What Go writes for a duration that was not given is 0.
  private static Duration pause(Duration written, Duration usual) {
    if (written.isZero()) {
      return usual;
    }
    return written.compareTo(Backoff.FLOOR) < 0 ? Backoff.FLOOR : written;
  }

  /// A pid file that was asked for is looked at before a start, too. Those of `pid_dir` are only
  /// written: Tend knows its own processes better than by a number, which may have been reused.
  private ServiceSpec detected(ServiceSpec service, List<Detector> written, Fields fields) {
    String each = service.name() + (service.instances() == 1 ? "" : "-" + InstancePath.INSTANCE);
    Optional<InstancePath> own = fields.find(SpecKeys.PID_FILE).map(ServiceReader::instancePath);
    LinkedHashSet<Detector> all = new LinkedHashSet<>();
    own.ifPresent(path -> all.add(new Detector.PidFile(path)));
    all.addAll(written);
    Optional<InstancePath> file =
        own.or(() -> pidDirectory.map(folder -> instancePath(folder.resolve(each + ".pid"))));
    return service.withPidFile(file).withDetectors(List.copyOf(all));
  }

  private static InstancePath instancePath(Path path) {
    return new InstancePath(DetectorKeys.absolute(path));
  }

  private void check(Fields fields, ServiceSpec service, Problems problems) {
    Path directory = fields.find(SpecKeys.WORK_DIR).orElse(Path.of("")).toAbsolutePath();
    if (!Files.isDirectory(directory)) {
      problems.warn(fields.place(SpecKeys.WORK_DIR), "there is no folder '" + directory + "'", "");
    }
    boolean list = fields.find(SpecKeys.ARGS).isPresent();
    new ProgramCheck(daemon, problems)
        .check(
            service.launch().command(),
            fields.place(list ? SpecKeys.ARGS : SpecKeys.COMMAND),
            directory,
            service.launch().env());
  }
}
