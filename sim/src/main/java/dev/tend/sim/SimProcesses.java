package dev.tend.sim;

import dev.tend.core.process.RunId;
import dev.tend.core.spec.InstanceId;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The processes of the simulated machine by run and by instance, dead ones too, in the order of
/// their spawns. Witnesses look at those of each instance after every turn.
final class SimProcesses {
  private final Map<RunId, SimProcess> byRun = new LinkedHashMap<>();
  private final Map<InstanceId, Set<SimProcess>> byInstance = new LinkedHashMap<>();
  private final Set<SimProcess> living = new LinkedHashSet<>();
  private final Set<RunId> refused = new HashSet<>();

  void add(SimProcess process) {
    byRun.put(process.plan.run(), process);
    byInstance.computeIfAbsent(process.plan.instance(), _ -> new LinkedHashSet<>()).add(process);
    living.add(process);
  }

  void remove(SimProcess process) {
    byRun.remove(process.plan.run());
    of(process.plan.instance()).remove(process);
    living.remove(process);
  }

  @Nullable SimProcess get(RunId run) {
    return byRun.get(run);
  }

  Collection<SimProcess> all() {
    return Collections.unmodifiableCollection(byRun.values());
  }

  /// Those of which something is alive; who is dead stays so.
  Collection<SimProcess> living() {
    // Who is apart from its parent may still be followed.
    living.removeIf(process -> !process.alive && !process.childAlive);
    return Collections.unmodifiableCollection(living);
  }

  Set<SimProcess> of(InstanceId instance) {
    return byInstance.getOrDefault(instance, Collections.emptySet());
  }

  /// Whether one of them has this pid.
  boolean lives(int pid) {
    return living().stream().anyMatch(each -> each.has(pid));
  }

  /// A spawn for the run came to nothing.
  void refuse(RunId run) {
    refused.add(run);
  }

  /// Whether a spawn was asked for the run: a look for a living process is no attempt.
  boolean tried(RunId run) {
    SimProcess process = get(run);
    return refused.contains(run) || (process != null && !process.stray);
  }
}
