package dev.tend.sim;

import dev.tend.core.cron.CronRule;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.CronSpec;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Group;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// Makes up the configurations of [PlanTest]: services as in any scenario, and beside them jobs,
/// cron jobs and groups, all of which come to rest by themselves within a minute and a half.
final class PlanScenarist {

  private final SplittableRandom random;
  private final Scenarist services;
  private final PlanUnits made;

  PlanScenarist(long seed) {
    random = new SplittableRandom(seed * 59 + 5);
    services = new Scenarist(seed);
    made = new PlanUnits(random);
  }

  /// Another one each time, of the same names.
  Configuration configuration() {
    TreeMap<UnitName, UnitSpec> units = new TreeMap<>(services.configuration().units());
    units.replaceAll((_, spec) -> service((ServiceSpec) spec));
    for (UnitName job : PlanUnits.JOBS) {
      units.put(job, random.nextInt(12) == 0 ? made.service(job) : made.job(job));
    }
    units.put(PlanUnits.CRON, random.nextInt(12) == 0 ? made.job(PlanUnits.CRON) : made.cron());
    Configuration all = Configuration.EMPTY.withUnits(units);
    return new Configuration(
        all.units(),
        new TreeMap<>(),
        all.onExit(),
        all.logDirectory(),
        all.listen(),
        all.history(),
        random.nextInt(3) == 0 ? Configuration.PARALLEL_MAX : 1 + random.nextInt(3));
  }

  private ServiceSpec service(ServiceSpec spec) {
    return switch (random.nextInt(8)) {
      case 0 -> made.failing(spec);
      case 1, 2 -> made.followed(spec);
      default -> spec;
    };
  }

  /// What is in force next where `before` is: most of it as it is, the rest as in `other`, or gone.
  Configuration next(Configuration before, Configuration other) {
    TreeMap<UnitName, UnitSpec> units = new TreeMap<>();
    for (UnitName unit : other.units().keySet()) {
      UnitSpec known = before.units().get(unit);
      switch (random.nextInt(5)) {
        case 0 -> {}
        case 1 -> units.put(unit, other.units().get(unit));
        default -> units.put(unit, known == null ? other.units().get(unit) : known);
      }
    }
    units.replaceAll((_, unit) -> alike(unit));
    units.replaceAll((_, unit) -> within(unit, units));
    TreeMap<String, Group> groups = new TreeMap<>();
    if (random.nextInt(3) == 0) {
      groups.put("all", new Group("all", List.copyOf(units.keySet())));
    }
    return new Configuration(
        units,
        groups,
        before.onExit(),
        before.logDirectory(),
        before.listen(),
        before.history(),
        random.nextInt(6) == 0 ? other.parallel() : before.parallel());
  }

  /// Sometimes with one thing changed that a process need not end for.
  private UnitSpec alike(UnitSpec unit) {
    if (random.nextInt(12) != 0) {
      return unit;
    }
    return switch (unit) {
      case ServiceSpec service when service.follow().isPresent() && random.nextBoolean() ->
          made.followed(service);
      case ServiceSpec service -> service.withHooks(made.hooks());
      case JobSpec job ->
          switch (random.nextInt(4)) {
            case 0 -> job.withRule(job.rule().withSuspend(!job.rule().suspend()));
            case 1 -> job.withRule(job.rule().withRetries(made.retries(job.rule().mode())));
            case 2 ->
                job.withRule(
                    job.rule()
                        .withWorkers(
                            1 + random.nextInt(3), 1 + random.nextInt(4), job.rule().mode()));
            default -> job.withWorker(job.worker().withHooks(made.hooks()));
          };
      case CronSpec cron -> new CronSpec(cron.name(), made.rule(), cron.job());
    };
  }

  private static UnitSpec within(UnitSpec unit, Map<UnitName, UnitSpec> units) {
    List<Edge> edges =
        unit instanceof CronSpec(var _, var _, JobSpec job)
            ? job.worker().edges()
            : unit.each().edges();
    List<Edge> left = edges.stream().filter(edge -> units.containsKey(edge.unit())).toList();
    return switch (unit) {
      case ServiceSpec service -> service.withEdges(left);
      case JobSpec job -> job.withWorker(job.worker().withEdges(left));
      case CronSpec(UnitName name, CronRule rule, JobSpec job) ->
          new CronSpec(name, rule, job.withWorker(job.worker().withEdges(left)));
    };
  }
}
