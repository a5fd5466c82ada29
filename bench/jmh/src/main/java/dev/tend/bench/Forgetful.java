package dev.tend.bench;

import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.RunKind;
import dev.tend.core.spec.InstanceId;
import dev.tend.core.spec.LogRule;
import dev.tend.core.world.Entry;
import dev.tend.engine.Journal;
import dev.tend.engine.Output;
import java.time.Instant;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Ports that keep nothing.
final class Forgetful implements Journal, Output {

  @Override
  public void launching(RunId run, RunKind kind, InstanceId instance, Instant at) {}

  @Override
  public void launched(RunId run, ProcessRef process, Standing standing) {}

  @Override
  public void standing(RunId run, Standing standing) {}

  @Override
  public void ended(RunId run) {}

  @Override
  public void heldDown(SortedSet<InstanceId> instances) {}

  @Override
  public void append(List<Entry> entries) {}

  @Override
  public Recovery recover() {
    return new Recovery(new TreeMap<>(), new TreeSet<>());
  }

  @Override
  public void open(InstanceId instance, LogRule rule) {}

  @Override
  public void retire(InstanceId instance) {}

  @Override
  public void close() {}
}
