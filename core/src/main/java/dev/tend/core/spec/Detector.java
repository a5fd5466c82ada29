package dev.tend.core.spec;

/// How it can be known that a service is up although no run of ours is.
public sealed interface Detector {

  /// One that names a process, which is then taken over.
  sealed interface Naming extends Detector {}

  /// The first line of this file is the pid; what follows it is not read.
  record PidFile(InstancePath path) implements Naming {}

  /// This pid. It holds for one boot at most, so it is for programs that embed the engine, and for
  /// the moment; a configuration better names a file.
  record Pid(int number) implements Naming {

    public Pid {
      if (number <= 1) {
        throw new IllegalArgumentException("not the pid of a service: " + number);
      }
    }
  }

  /// It is up if this command ends with exit code 0; which process it is remains unknown.
  record CommandSucceeds(Command command) implements Detector {}
}
