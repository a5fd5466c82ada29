package dev.tend.sim;

import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.JobSpec;
import dev.tend.core.spec.ServiceSpec;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What the units of the simulated machine go by at present, and what they went by before that.
final class InForce {
  private final SimKernel kernel;
  private final JobsInForce jobs;
  private final DateWitness dates;
  private Configuration configuration = Configuration.EMPTY;
  private Configuration earlier = Configuration.EMPTY;
  private long sinceNanos;

  InForce(SimKernel kernel, JobsInForce jobs, DateWitness dates) {
    this.kernel = kernel;
    this.jobs = jobs;
    this.dates = dates;
  }

  /// Another configuration comes.
  void put(Configuration next) {
    earlier = configuration;
    configuration = next;
    sinceNanos = kernel.nanos();
  }

  /// A daemon begins with this one.
  void opening(Configuration first) {
    configuration = first;
  }

  /// When it came into force.
  long sinceNanos() {
    return sinceNanos;
  }

  Configuration configuration() {
    return configuration;
  }

  /// What was written of a unit that is a service.
  Optional<ServiceSpec> service(UnitName unit) {
    return configuration.units().get(unit) instanceof ServiceSpec spec
        ? Optional.of(spec)
        : Optional.empty();
  }

  /// What was written of a unit before.
  Optional<UnitSpec> earlier(UnitName unit) {
    return Optional.ofNullable(earlier.units().get(unit));
  }

  /// By what the instances of a unit go now, by their dates.
  Optional<ServiceSpec> spec(UnitName unit) {
    return written(unit).map(dates::inForce);
  }

  /// What was written of the instances of a unit, its later versions included.
  private Optional<ServiceSpec> written(UnitName unit) {
    return Optional.ofNullable(configuration.units().get(unit))
        .map(UnitSpec::each)
        .or(() -> jobs.spec(unit).map(JobSpec::worker));
  }

  /// Whether its job alone says what it does.
  boolean works(InstanceId id) {
    return jobs.spec(id.unit()).isPresent();
  }

  /// Whether any version of a unit requires or wants it.
  boolean isPulled(UnitName unit) {
    return configuration.units().values().stream()
        .map(UnitSpec::each)
        .flatMap(InForce::versions)
        .anyMatch(spec -> pulls(spec).anyMatch(edge -> edge.unit().equals(unit)));
  }

  /// The unit, and all that it pulls up with it.
  Set<UnitName> closure(UnitName unit) {
    Set<UnitName> units = new TreeSet<>();
    closure(unit, units);
    return units;
  }

  private void closure(UnitName unit, Set<UnitName> into) {
    if (into.add(unit)) {
      // Each version has edges of its own, and any may have come into force just now.
      written(unit).stream()
          .flatMap(InForce::versions)
          .flatMap(InForce::pulls)
          .forEach(edge -> closure(edge.unit(), into));
    }
  }

  private static Stream<ServiceSpec> versions(ServiceSpec spec) {
    return Stream.concat(Stream.of(spec), spec.timing().later().stream());
  }

  private static Stream<Edge> pulls(ServiceSpec spec) {
    return spec.edges().stream().filter(edge -> !(edge instanceof Edge.After));
  }
}
