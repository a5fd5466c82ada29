package dev.tend.engine;

import dev.tend.core.probe.AskId;
import dev.tend.core.probe.Finding;
import dev.tend.core.process.Exit;
import dev.tend.core.process.Notice;
import dev.tend.core.process.ProcessRef;
import dev.tend.core.process.RunId;
import dev.tend.core.process.Usage;

/// What the kernel tells of by itself.
public sealed interface KernelEvent {

  /// One that concerns a run.
  sealed interface OfRun extends KernelEvent {
    RunId run();
  }

  /// The wall clock was set, forward or back, or the machine was suspended meanwhile: what was
  /// reckoned by the time of day is to be reckoned anew.
  record ClockSet() implements KernelEvent {}

  /// The main process of the run ended and was reaped. Others of its tree may live on.
  record Exited(RunId run, Exit exit, Usage usage) implements OfRun {}

  /// No process of the run is left. Comes exactly once a run, after its [Exited].
  record TreeEmpty(RunId run) implements OfRun {}

  /// The process said, or was seen, to do its work.
  record Ready(RunId run, String how) implements OfRun {}

  /// The process can no longer show that it does its work, as its plan says that it does.
  record NeverReady(RunId run, String how) implements OfRun {}

  /// A process of the run says something of it.
  record Told(RunId run, Notice notice) implements OfRun {}

  /// A process of the run said which one is the main one, and that is watched in its place from now
  /// on. Comes only while a main process lives; what was it before is one of the tree.
  record Moved(RunId run, ProcessRef main, String how) implements OfRun {}

  /// The last words of a run whose plan says that they are wanted. Comes once, before its [Exited],
  /// unless it wrote nothing.
  record Said(RunId run, String words) implements OfRun {}

  /// What a [Prober] was asked, it has found out.
  record Answered(AskId ask, Finding finding) implements OfRun {
    @Override
    public RunId run() {
      return ask.run();
    }
  }
}
