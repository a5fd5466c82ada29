package dev.tend.linux;

import static org.awaitility.Awaitility.await;

import dev.tend.core.process.LaunchPlan;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.process.Signs;
import dev.tend.core.spec.Command;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.Launch;
import dev.tend.core.spec.LogRule;
import dev.tend.core.spec.Readiness;
import dev.tend.core.spec.UnitName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/// Plans for children that are real programs. A shell script says that it is under way by making
/// the file `$MARK`.
final class Plans {

  private final Path marks;

  Plans(Path marks) {
    this.marks = marks;
  }

  static LaunchPlan of(Launch launch) {
    return new LaunchPlan(
        new RunId("test-" + UUID.randomUUID()),
        RunKind.MAIN,
        new InstanceId(new UnitName("web"), 1),
        launch,
        LogRule.DEFAULT);
  }

  /// The same, with another way to show that it is ready.
  static LaunchPlan readyBy(Readiness readiness, LaunchPlan plan) {
    Signs signs = new Signs(readiness, Optional.empty());
    return new LaunchPlan(
        plan.run(), plan.kind(), plan.writer(), plan.launch(), plan.log(), signs, false);
  }

  /// The same, with these variables.
  static LaunchPlan with(LaunchPlan plan, SortedMap<String, String> env) {
    Launch launch = plan.launch();
    return of(
        new Launch(launch.command(), launch.directory(), launch.user(), env, launch.inherit()));
  }

  static LaunchPlan command(String... argv) {
    return of(Launch.of(new Command(List.of(argv))));
  }

  LaunchPlan script(String text) {
    return script(text, Optional.empty(), Optional.empty());
  }

  LaunchPlan script(String text, Optional<String> directory, Optional<String> user) {
    SortedMap<String, String> env = new TreeMap<>();
    env.put("MARK", marks.resolve(UUID.randomUUID().toString()).toString());
    return of(new Launch(new Command(List.of("/bin/sh", "-c", text)), directory, user, env));
  }

  static Path mark(LaunchPlan plan) {
    return Path.of(plan.launch().env().getOrDefault("MARK", "/"));
  }

  static void untilUnderWay(LaunchPlan plan) {
    await().until(() -> Files.exists(mark(plan)));
  }
}
