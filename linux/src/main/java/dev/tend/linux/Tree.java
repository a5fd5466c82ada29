package dev.tend.linux;

import dev.tend.core.spec.Signal;

/// The processes of one run: how they are found, reached and known to be gone.
///
/// Today there is one way ([DescentTree]: session, descent and the run's name); a cgroup of its own
/// for each instance will be another.
interface Tree {

  /// Signals the main process's group or, once that is gone, whoever is left and did not get that
  /// signal with the group: to many programs a second TERM means to end at once.
  void signal(Signal signal);

  /// Kills whoever is there now, and from now on whoever a look finds.
  void kill();

  /// The main process has ended and was reaped.
  void mainEnded();

  /// Another process of the run is its main one from now on.
  void goOn(PidFd main, ProcStat process);

  /// As [#goOn], while the main process before it lives: that is one of the others from now on.
  ///
  /// @return its pid
  int move(PidFd main, ProcStat process);

  /// A process that [#isEmpty] watched has ended.
  void survivorEnded(PidFd survivor);

  /// Looks whether anybody is left; who is, is watched, and killed if it is to be.
  boolean isEmpty();

  /// Gives back its descriptors.
  void close();
}
