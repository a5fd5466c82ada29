package dev.tend.config.provisr;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Problem;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Syntax;
import dev.tend.core.cron.CronRule;
import dev.tend.core.cron.Overlap;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Hooks;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.JobRule;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/// Makes units of provisr's specs, with what the main file says for all of them.
public final class ProvisrSpecs {

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

  private final ServiceReader services;

  ProvisrSpecs(
      Map<String, String> daemon,
      Inheritance inherit,
      List<Variable> env,
      LogPlan logs,
      Optional<Path> pidDirectory) {
    services = new ServiceReader(new TreeMap<>(daemon), inherit, env, logs, pidDirectory);
  }

  /// Reads the spec of a process as requests have it: flat JSON, durations in nanoseconds, absolute
  /// paths only.
  ///
  /// @param named what problems call the text: `body`
  public Read read(String json, Path named) {
    Problems problems = new Problems();
    Optional<Node.Table> root = Syntax.JSON.parse(named, json, problems);
    Optional<UnitDraft> draft =
        root.map(RequestSpec::of)
            .flatMap(spec -> {
              RequestSpec.checkPaths(spec, problems);
              return readProcess(spec, problems);
            });
    return draft.isPresent() && problems.none()
        ? new Read.Sound(
            draft.get().service(),
            draft.get().dependsOn().stream().map(Placed::value).toList(),
            problems.warnings())
        : new Read.Mistaken(problems.found());
  }

  /// What is wrong with the paths of a job's or cron job's spec, as requests have it.
  ///
  /// @param named what problems call the text: `body`
  public static List<Problem> strayPaths(String json, Path named) {
    Problems problems = new Problems();
    Syntax.JSON
        .parse(named, json, problems)
        .ifPresent(spec -> {
          RequestSpec.checkPaths(spec, problems);
          spec.find(CronKeys.JOB_TEMPLATE.name())
              .filter(Node.Table.class::isInstance)
              .ifPresent(job -> RequestSpec.checkPaths((Node.Table) job, problems));
        });
    return problems.found();
  }

  /// The unit; empty where there are problems.
  Optional<UnitDraft> read(Entry entry, Problems problems) {
    return switch (entry.kind()) {
      case PROCESS -> readProcess(entry.spec(), problems);
      case JOB -> readJob(entry.spec(), problems);
      case CRON_JOB -> readCronJob(entry.spec(), problems);
    };
  }

  private Optional<UnitDraft> readProcess(Node.Table spec, Problems problems) {
    Fields fields = SpecKeys.SHAPE.decode(Sparse.of(spec), problems).orElseThrow();
    Optional<Placed<String>> name = fields.find(SpecKeys.NAME);
    name.ifPresent(text -> checkName(text, "a process", UnitName::objection, problems));
    return services
        .read(fields, name, Math.max(1, fields.get(SpecKeys.INSTANCES)), problems)
        .map(service ->
            new UnitDraft(
                name.orElseThrow().place(),
                service,
                fields.find(SpecKeys.DEPENDS_ON).orElse(List.of()),
                new UnitDraft.Kind.Service()));
  }

  private Optional<UnitDraft> readJob(Node.Table spec, Problems problems) {
    Fields fields = JobKeys.SHAPE.decode(Sparse.of(spec), problems).orElseThrow();
    Optional<Placed<String>> name = fields.find(JobKeys.NAME);
    name.ifPresent(text -> checkName(text, "a job", UnitName::objection, problems));
    JobRule rule = JobKeys.rule(fields);
    return services
        .read(fields, name, rule.slots(), problems)
        .map(worker ->
            new UnitDraft(
                name.orElseThrow().place(),
                worker.withPidFile(Optional.empty()),
                List.of(),
                new UnitDraft.Kind.Job(rule)));
  }

  private Optional<UnitDraft> readCronJob(Node.Table spec, Problems problems) {
    Fields fields = CronKeys.SHAPE.decode(Sparse.of(spec), problems).orElseThrow();
    Optional<Placed<String>> name = fields.find(CronKeys.NAME);
    Hooks own = ServiceReader.hooks(fields, CronKeys.LIFECYCLE, problems);
    name.ifPresent(text -> checkName(text, "a cron job", CronSpec::objection, problems));
    return fields
        .find(CronKeys.JOB_TEMPLATE)
        .filter(_ -> problems.none())
        .flatMap(template ->
            services
                .read(template, name, 1, problems)
                .map(worker ->
                    cronJob(name.orElseThrow(), worker, fields, JobKeys.rule(template), own)));
  }

  private static UnitDraft cronJob(
      Placed<String> name, ServiceSpec process, Fields fields, JobRule template, Hooks own) {
    CronRule rule = CronKeys.rule(name.value(), fields);
    RunLogs logs = new RunLogs(name.value(), rule.overlap() == Overlap.ALLOW, template.slots());
    ServiceSpec worker =
        process
            .withPidFile(Optional.empty())
            .withLog(logs.rule(process.log()))
            .withHooks(CronKeys.merged(own, process.hooks()));
    // How long a run is kept is for the history limits of the cron job to say.
    JobRule job = template.withTimes(template.activeDeadline(), Optional.empty());
    return new UnitDraft(name.place(), worker, List.of(), new UnitDraft.Kind.CronJob(rule, job));
  }

  private static void checkName(
      Placed<String> name,
      String what,
      Function<String, Optional<String>> objection,
      Problems problems) {
    objection
        .apply(name.value())
        .ifPresent(why ->
            problems.add(name.place(), "'" + name.value() + "' cannot name " + what + ": " + why));
  }
}
