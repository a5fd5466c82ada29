package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.config.decode.Placed;
import dev.tend.config.nativeform.ProgramCheck;
import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Syntax;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Overlap;
import dev.tend.core.spec.Backoff;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Detector;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.InstancePath;
import dev.tend.core.spec.JobRule;
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
import java.util.TreeMap;

/// Makes services of provisr's specs, with what the main file says for all of them.
public final class ProvisrSpecs {

  /// What `provisr stop` waits before it kills, unless told otherwise.
  private static final Duration STOP_WAIT = Duration.ofSeconds(3);

  /// With no main file: nothing is shared.
  public static ProvisrSpecs alone(Map<String, String> daemon) {
    return new ProvisrSpecs(
        daemon, Inheritance.BASIC, List.of(), new LogPlan(Optional.empty()), Optional.empty());
  }

  /// What came of a request's body.
  public sealed interface Read {

    /// @param dependsOn names of units that the service requires; it requires none yet
    /// @param warnings what is doubtful, or not done yet
    record Sound(ServiceSpec service, List<String> dependsOn, List<Problem> warnings)
        implements Read {
      public Sound {
        dependsOn = List.copyOf(dependsOn);
        warnings = List.copyOf(warnings);
      }
    }

    /// @param problems at least one
    record Mistaken(List<Problem> problems) implements Read {
      public Mistaken {
        problems = List.copyOf(problems);
      }
    }
  }

  private final Map<String, String> daemon;
  private final Inheritance inherit;
  private final List<Variable> env;
  private final LogPlan logs;
  private final Optional<Path> pidDirectory;

  ProvisrSpecs(
      Map<String, String> daemon,
      Inheritance inherit,
      List<Variable> env,
      LogPlan logs,
      Optional<Path> pidDirectory) {
    this.daemon = new TreeMap<>(daemon);
    this.inherit = inherit;
    this.env = List.copyOf(env);
    this.logs = logs;
    this.pidDirectory = pidDirectory;
  }

  /// Reads a spec as requests have it: flat JSON, durations in nanoseconds, absolute paths only.
  ///
  /// @param named what problems call the text: `body`
  public Read read(String json, Path named) {
    Problems problems = new Problems();
    Optional<Node.Table> root = Syntax.JSON.parse(named, json, problems);
    Optional<ProcessDraft> draft =
        root.map(RequestSpec::of)
            .flatMap(spec -> {
              RequestSpec.checkPaths(spec, problems);
              return read(spec, problems);
            });
    return draft.isPresent() && problems.none()
        ? new Read.Sound(
            draft.get().service(),
            draft.get().dependsOn().stream().map(Placed::value).toList(),
            problems.warnings())
        : new Read.Mistaken(problems.found());
  }

  /// The process; empty where there are problems.
  Optional<ProcessDraft> read(Node.Table spec, Problems problems) {
    Fields fields = SpecKeys.SHAPE.decode(Sparse.of(spec), problems).orElseThrow();
    return read(fields, fields.find(SpecKeys.NAME), problems);
  }

  /// The cron job; empty where there are problems.
  Optional<ProcessDraft> readCronJob(Node.Table spec, Problems problems) {
    Fields fields = CronKeys.SHAPE.decode(Sparse.of(spec), problems).orElseThrow();
    Optional<Placed<String>> name = fields.find(CronKeys.NAME);
    Hooks own = hooks(fields, CronKeys.LIFECYCLE, problems);
    name.flatMap(text -> CronSpec.objection(text.value()))
        .ifPresent(why ->
            problems.add(
                name.orElseThrow().place(),
                "'" + name.orElseThrow().value() + "' cannot name a cron job: " + why));
    return fields
        .find(CronKeys.JOB_TEMPLATE)
        .filter(_ -> problems.none())
        .flatMap(template ->
            read(template, name, problems)
                .filter(_ -> problems.none())
                .map(draft -> cronJob(draft, fields, template, own)));
  }

  private static ProcessDraft cronJob(
      ProcessDraft process, Fields fields, Fields template, Hooks own) {
    CronRule rule = CronKeys.rule(process.name().text(), fields);
    JobRule job = TemplateKeys.rule(template);
    RunLogs logs = new RunLogs(process.name().text(), rule.overlap() == Overlap.ALLOW, job.slots());
    ServiceSpec worker =
        process
            .service()
            .withPidFile(Optional.empty())
            .withLog(logs.rule(process.service().log()))
            .withHooks(CronKeys.merged(own, process.service().hooks()));
    return new ProcessDraft(
        process.place(), worker, List.of(), Optional.of(new ProcessDraft.Timed(rule, job)));
  }

  private static Hooks hooks(Fields fields, Key<Fields> key, Problems problems) {
    return fields.find(key).map(lifecycle -> HookKeys.spec(lifecycle, problems)).orElse(Hooks.NONE);
  }

  private Optional<ProcessDraft> read(
      Fields fields, Optional<Placed<String>> name, Problems problems) {
    name.ifPresent(text -> checkName(text, problems));
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
    ServiceSpec service =
        service(new UnitName(name.get().value()), command.get(), fields, values, problems);
    check(fields, service, problems);
    return problems.none()
        ? Optional.of(
            new ProcessDraft(
                name.get().place(),
                detected(service, detectors, fields).withHooks(hooks),
                fields.find(SpecKeys.DEPENDS_ON).orElse(List.of()),
                Optional.empty()))
        : Optional.empty();
  }

  private static void checkName(Placed<String> name, Problems problems) {
    UnitName.objection(name.value())
        .ifPresent(why ->
            problems.add(name.place(), "'" + name.value() + "' cannot name a process: " + why));
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

  private ServiceSpec service(
      UnitName name,
      Command command,
      Fields fields,
      SortedMap<String, String> env,
      Problems problems) {
    int instances = Math.max(1, fields.get(SpecKeys.INSTANCES));
    boolean again = fields.get(SpecKeys.AUTO_RESTART);
    Duration stable = fields.get(SpecKeys.START_DURATION);
    Duration usual = StartRule.DEFAULT.within();
    Launch launch =
        new Launch(
            command,
            fields.find(SpecKeys.WORK_DIR).map(DetectorKeys::absolute),
            Optional.empty(),
            env,
            inherit);
    return ServiceSpec.of(name.text(), command.program())
        .withLaunch(launch)
        .withInstances(instances)
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
        .withStop(new StopRule(Signal.TERM, Optional.empty(), STOP_WAIT))
        .withLog(logs.rule(name.text(), instances, fields, problems));
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
    Optional<InstancePath> own = fields.find(SpecKeys.PID_FILE).map(ProvisrSpecs::instancePath);
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
