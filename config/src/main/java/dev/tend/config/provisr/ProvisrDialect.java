package dev.tend.config.provisr;

import dev.tend.config.LeftOut;
import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Placed;
import dev.tend.config.problem.Place;
import dev.tend.config.syntax.Node;
import dev.tend.config.syntax.Problems;
import dev.tend.config.syntax.Sources;
import dev.tend.core.spec.Configuration;
import dev.tend.core.spec.HistoryRule;
import dev.tend.core.spec.Inheritance;
import dev.tend.core.spec.OnExit;
import dev.tend.core.spec.UnitName;
import dev.tend.core.spec.UnitSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Reads a configuration as provisr has it, into the same specs as a native one.
///
/// It accepts the union of what provisr's texts promised and what its versions did, so that an old
/// file comes up as it is; what Tend does not have yet is said with its place, never passed over.
public final class ProvisrDialect {
  private static final String USUAL_PROGRAMS = "programs";

  private final Sources sources;
  private final Map<String, String> daemon;
  private final Problems problems;

  /// @param daemon its environment
  public ProvisrDialect(Sources sources, Map<String, String> daemon, Problems problems) {
    this.sources = sources;
    this.daemon = daemon;
    this.problems = problems;
  }

  /// What came of it.
  ///
  /// @param origins the file that each unit stands in
  /// @param leftOut what of it is not in the configuration, and why
  public record Read(
      Configuration configuration,
      ProvisrSettings settings,
      SortedMap<UnitName, Path> origins,
      List<LeftOut> leftOut) {
    public Read {
      origins = Collections.unmodifiableSortedMap(new TreeMap<>(origins));
      leftOut = List.copyOf(leftOut);
    }
  }

  /// The configuration of a main file, or of one program's file; empty when there are problems.
  public Optional<Read> read(Path given, Node.Table written) {
    Node.Table tree = Sparse.of(written);
    return isProgram(tree)
        ? read(given, new Node.Table(tree.place(), new LinkedHashMap<>()), Optional.of(tree))
        : read(given, tree, Optional.empty());
  }

  private static boolean isProgram(Node.Table tree) {
    return tree.find("spec").isPresent() || tree.find("type").isPresent();
  }

  private Optional<Read> read(Path given, Node.Table main, Optional<Node.Table> program) {
    Fields root = MainKeys.SHAPE.decode(main, problems).orElseThrow();
    ProvisrSpecs specs = specs(root);
    Intake intake = new Intake(specs, problems);
    program.flatMap(tree -> new EntryForm().decode(tree, problems)).ifPresent(intake::inline);
    root.find(MainKeys.PROCESSES).orElse(List.of()).forEach(intake::inline);
    Path programs = programs(given, root);
    if (program.isEmpty()) {
      new ProgramsFolder(programs, sources).read(intake);
    }
    new Claims(intake).check();
    SortedMap<UnitName, List<UnitName>> edges = new Dependencies(intake).resolve();
    var groups = new Groups(intake, problems).read(root.find(MainKeys.GROUPS).orElse(List.of()));
    if (!problems.none()) {
      return Optional.empty();
    }
    if (intake.sound().isEmpty()) {
      problems.warn(Place.whole(given), "there are no processes in it", "");
    }
    SettingsDraft draft = new SettingsDraft(root);
    ProvisrSettings settings = draft.settings(specs, programs);
    List<LeftOut> leftOut = new ArrayList<>(intake.leftOut());
    leftOut.addAll(draft.refusals());
    SortedMap<UnitName, UnitSpec> units = new TreeMap<>();
    SortedMap<UnitName, Path> origins = new TreeMap<>();
    intake
        .sound()
        .forEach((name, process) -> {
          units.put(name, process.requiring(edges.getOrDefault(name, List.of())));
          origins.put(name, process.place().file());
        });
    Configuration configuration =
        new Configuration(
            units,
            groups,
            OnExit.STOP,
            Optional.empty(),
            settings.listen(),
            HistoryRule.DEFAULT,
            Configuration.PARALLEL_MAX);
    return Optional.of(new Read(configuration, settings, origins, leftOut));
  }

  private ProvisrSpecs specs(Fields root) {
    boolean all = root.find(MainKeys.USE_OS_ENV).orElse(false);
    Inheritance inherit = all ? new Inheritance.All() : Inheritance.BASIC;
    List<Variable> env = new ArrayList<>();
    for (Placed<Path> file : root.find(MainKeys.ENV_FILES).orElse(List.of())) {
      if (sources.exists(file.value())) {
        sources
            .text(file.value())
            .ifPresent(
                text -> env.addAll(new EnvironmentFile(file.value()).variables(text, problems)));
      } else {
        problems.add(file.place(), "there is no file '" + file.value() + "'");
      }
    }
    env.addAll(root.find(MainKeys.ENV).orElse(List.of()));
    checkCircles(env, inherit);
    return new ProvisrSpecs(
        daemon, inherit, env, new LogPlan(root.find(MainKeys.LOG)), root.find(MainKeys.PID_DIR));
  }

  /// Mistakes in what all share are those of the main file. What is unknown here may be known to a
  /// process.
  private void checkCircles(List<Variable> env, Inheritance inherit) {
    Problems own = new Problems();
    var _ = new Expansion(daemon, inherit, own).of(env);
    own.found()
        .forEach(problem -> problems.add(problem.place(), problem.sentence(), problem.hint()));
  }

  private Path programs(Path given, Fields root) {
    Optional<Placed<Path>> named = root.find(MainKeys.PROGRAMS_DIRECTORY);
    named
        .filter(folder -> !Files.isDirectory(folder.value()))
        .ifPresent(absent ->
            problems.warn(absent.place(), "there is no folder '" + absent.value() + "'", ""));
    return named.map(Placed::value).orElseGet(() -> given.resolveSibling(USUAL_PROGRAMS));
  }
}
