package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Sources;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.Edge;
import dev.tend.core.spec.Group;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/// Tend's own way to write a configuration.
///
/// Everything is looked at before anything is built: mistakes go to the problems, and the specs,
/// which refuse nonsense, are made only when there are none.
public final class NativeDialect {

  private final Sources sources;
  private final Map<String, String> environment;
  private final Problems problems;
  private final SortedMap<UnitName, Path> origins = new TreeMap<>();
  private Path home = Path.of("");
  private Optional<Path> added = Optional.empty();

  /// @param environment of the daemon
  public NativeDialect(Sources sources, Map<String, String> environment, Problems problems) {
    this.sources = sources;
    this.environment = environment;
    this.problems = problems;
  }

  /// The configuration that stands in `given`; empty when there are problems.
  ///
  /// @param registered a folder of further files, each of which holds units and nothing else
  public Optional<Configuration> read(Path given, Optional<Path> registered) {
    Loader loader = new Loader(sources, problems);
    List<Node.Table> trees = new ArrayList<>(loader.load(given));
    registered.ifPresent(folder -> trees.addAll(loader.registered(folder)));
    home = Files.isDirectory(given) ? given : given.resolveSibling("");
    added = registered;
    Node.Table union = new Union(problems).of(given, trees);
    Node.Table services = new DefaultsForm(ServiceKeys.DEFAULTS).spread(union, "service");
    Node.Table jobs = new DefaultsForm(JobKeys.DEFAULTS).spread(services, "job");
    Node.Table crons = new DefaultsForm(JobKeys.TEMPLATE).spreadWithin(jobs, "job", "cron");
    Node.Table root = VersionsForm.spread(crons);
    Fields fields = RootKeys.SHAPE.decode(root, problems).orElseThrow();
    SortedMap<UnitName, ServiceDraft> units = units(fields);
    units.forEach((name, draft) -> origins.put(name, draft.fields().place().file()));
    Map<String, Fields> groups =
        fields.find(RootKeys.GROUP).<Map<String, Fields>>map(TreeMap::new).orElse(Map.of());
    SortedMap<UnitName, List<List<Placed<Edge>>>> edges =
        new EdgeCheck(units, members(groups), problems).edges();
    check(units, groups);
    if (units.isEmpty()) {
      problems.warn(Place.whole(given), "there are no units in it", "");
    }
    return problems.none()
        ? Optional.of(configuration(fields, units, edges, groups))
        : Optional.empty();
  }

  private SortedMap<UnitName, ServiceDraft> units(Fields root) {
    SortedMap<String, String> common = root.find(RootKeys.ENV).orElseGet(TreeMap::new);
    SortedMap<UnitName, ServiceDraft> units = new TreeMap<>();
    root.find(RootKeys.SERVICE)
        .ifPresent(named ->
            named.forEach((text, fields) -> add(draft(text, fields, common, false), units)));
    root.find(RootKeys.JOB)
        .ifPresent(named ->
            named.forEach((text, fields) -> add(draft(text, fields, common, true), units)));
    root.find(RootKeys.CRON)
        .ifPresent(named ->
            named.forEach((text, fields) ->
                fields
                    .find(CronKeys.JOB)
                    .map(job -> draft(text, job, common, true).of(fields))
                    .ifPresent(draft -> add(draft, units))));
    new RunNameCheck(units, problems).check();
    return units;
  }

  private ServiceDraft draft(
      String name, Fields fields, SortedMap<String, String> common, boolean job) {
    List<ServiceDraft> versions =
        fields.find(TimingKeys.VERSION).orElse(List.of()).stream()
            .map(version -> draft(name, version, common, job))
            .toList();
    return new ServiceDraft(
        new UnitName(name),
        fields,
        env(common, fields),
        folder(fields),
        job,
        Optional.empty(),
        versions);
  }

  private void add(ServiceDraft unit, SortedMap<UnitName, ServiceDraft> units) {
    ServiceDraft other = units.putIfAbsent(unit.name(), unit);
    if (other != null) {
      problems.add(
          unit.fields().place(),
          "'" + unit.name() + "' is a " + other.kind() + " already: " + other.fields().place(),
          "Two units need two names.");
    }
  }

  /// The folder that a unit works in unless it names one: its file's, and for a registered one that
  /// of the file which the operator named, so that nothing is ever written among the registered.
  private Path folder(Fields unit) {
    Path own = unit.place().file().resolveSibling("");
    return added.filter(folder -> own.equals(folder.resolve(""))).isPresent() ? home : own;
  }

  /// The file that each unit stands in, once they are read.
  public SortedMap<UnitName, Path> origins() {
    return origins;
  }

  private SortedMap<String, String> env(SortedMap<String, String> common, Fields service) {
    SortedMap<String, String> env = new TreeMap<>(common);
    for (Placed<Path> file : service.find(ServiceKeys.ENV_FILES).orElse(List.of())) {
      if (sources.exists(file.value())) {
        sources
            .text(file.value())
            .ifPresent(text -> env.putAll(new EnvFile(file.value()).values(text, problems)));
      } else {
        problems.add(file.place(), "there is no file '" + file.value() + "'");
      }
    }
    env.putAll(service.find(ServiceKeys.ENV).orElseGet(TreeMap::new));
    return env;
  }

  private void check(SortedMap<UnitName, ServiceDraft> units, Map<String, Fields> groups) {
    List<ServiceDraft> drafts = units.values().stream().flatMap(ServiceDraft::all).toList();
    new LogFileCheck(problems).check(drafts);
    new PidFileCheck(problems).check(drafts);
    drafts.forEach(new ProgramCheck(environment, problems)::check);
    units.values().forEach(unit -> TimingKeys.check(unit, problems));
    groups.values().forEach(group -> checkMembers(group, units.keySet()));
  }

  private void checkMembers(Fields group, Set<UnitName> known) {
    Set<UnitName> members = new HashSet<>();
    for (Placed<UnitName> member : group.find(RootKeys.MEMBERS).orElse(List.of())) {
      if (!members.add(member.value())) {
        problems.add(member.place(), "'" + member.value() + "' is a member already");
      }
      EdgeCheck.checkKnown(known, member.place(), member.value(), problems);
    }
  }

  private static Map<String, List<UnitName>> members(Map<String, Fields> groups) {
    Map<String, List<UnitName>> members = new TreeMap<>();
    groups.forEach((name, fields) ->
        members.put(
            name,
            fields.find(RootKeys.MEMBERS).orElse(List.of()).stream().map(Placed::value).toList()));
    return members;
  }

  private static Configuration configuration(
      Fields root,
      SortedMap<UnitName, ServiceDraft> drafts,
      SortedMap<UnitName, List<List<Placed<Edge>>>> edges,
      Map<String, Fields> groups) {
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>();
    drafts.forEach(
        (name, draft) -> units.put(name, draft.unit(edges.getOrDefault(name, List.of(List.of())))));
    SortedMap<String, Group> named = new TreeMap<>();
    members(groups).forEach((name, members) -> named.put(name, new Group(name, members)));
    Optional<Fields> daemon = root.find(RootKeys.DAEMON);
    return new Configuration(
        units,
        named,
        daemon.map(table -> table.get(RootKeys.ON_EXIT)).orElse(Configuration.EMPTY.onExit()),
        daemon
            .flatMap(table -> table.find(RootKeys.LOG_DIR))
            .map(path -> path.toAbsolutePath().normalize().toString()),
        root.find(RootKeys.SERVER).flatMap(table -> table.find(RootKeys.LISTEN)),
        root.find(RootKeys.HISTORY).map(HistoryKeys::spec).orElse(Configuration.EMPTY.history()),
        daemon
            .flatMap(table -> table.find(RootKeys.PARALLEL))
            .orElseGet(() -> Runtime.getRuntime().availableProcessors()));
  }
}
