package dev.tend.sim;

import dev.tend.core.process.LaunchPlan;

/// The children that the claims about a kernel need, each with a run and an instance of its own.
public interface KernelPlans {

  /// Ends by itself, with this code.
  LaunchPlan exits(int code);

  /// Ends when it gets a signal.
  LaunchPlan sleepsForever();

  /// Lets TERM pass.
  LaunchPlan ignoresTerm();

  /// Lives, with a child in its process group; both end when they get a signal.
  LaunchPlan hasAChildInItsGroup();

  /// Lives, with a child in a session of its own; both end when they get a signal.
  LaunchPlan hasAChildInItsOwnSession();

  /// Lives, is to be ready by a line that it writes, and writes it.
  LaunchPlan writesThatItIsReady();

  /// Exits with code 0 and leaves a child in a session of its own, which ends when it gets a
  /// signal.
  LaunchPlan leavesAChildBehind();

  /// Exits with code 0 and leaves a child in a session of its own, which writes its pid to
  /// [#pidFile] and ends when it gets a signal.
  LaunchPlan daemonises();

  /// Where [#daemonises] writes.
  String pidFile();

  /// The pid of a process that nobody has told the kernel of.
  int startsElsewhere();

  /// Says `READY=1` and `STATUS=serving`, and ends when it gets a signal.
  LaunchPlan saysItIsReady();

  /// Says `STATUS=leaving` and ends by itself with this code.
  LaunchPlan speaksAndExits(int code);

  /// Says that a child in a session of its own is the main process; both end when they get a
  /// signal.
  LaunchPlan namesItsChild();

  /// Writes a newline to its readiness descriptor, and ends when it gets a signal.
  LaunchPlan writesANewline();

  /// Closes its readiness descriptor, and ends when it gets a signal.
  LaunchPlan closesItsDescriptor();

  /// Has a readiness descriptor, and ends by itself with this code without having written to it.
  LaunchPlan exitsBeforeItsNewline(int code);

  /// Names a program that is not there.
  LaunchPlan cannotBeExecuted();

  /// Waits until a spawned child has set up what its plan promises. Where that needs no time,
  /// nothing.
  default void untilUnderWay(LaunchPlan plan) {}
}
