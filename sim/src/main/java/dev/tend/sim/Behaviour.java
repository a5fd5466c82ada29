package dev.tend.sim;

import dev.tend.core.process.Exit;
import java.util.List;
import java.util.Optional;

/// How one simulated process behaves.
///
/// @param refusal the errno with which it cannot even be executed
/// @param lifeNanos how long it lives if nobody ends it
/// @param exit how it ends then
/// @param readyNanos how long after its start it says that it is ready
/// @param termNanos how long after a polite signal it ends; empty for a deaf one
/// @param killNanos how long after a KILL it is gone
/// @param child what it leaves behind, if that is anything
/// @param notes what it and its child write into a pid file
/// @param talk what it says of itself while it lives
public record Behaviour(
    Optional<String> refusal,
    Optional<Long> lifeNanos,
    Exit exit,
    Optional<Long> readyNanos,
    Optional<Long> termNanos,
    long killNanos,
    Optional<Child> child,
    List<PidNote> notes,
    Talk talk) {

  public Behaviour {
    notes = List.copyOf(notes);
  }

  /// What a process leaves behind.
  ///
  /// @param lifeNanos how long it lives on after its parent
  /// @param apart whether it is none of the process's tree, as a container is none of the command's
  ///   that starts it
  public record Child(long lifeNanos, boolean apart) {}

  /// Somebody writes a pid file.
  ///
  /// @param since from when on the time counts
  public record PidNote(String path, Named named, Since since, long afterNanos) {

    /// A child puts its pid into a file, so long after its parent's end.
    public PidNote(String path, long afterNanos) {
      this(path, Named.CHILD, Since.END, afterNanos);
    }

    /// Whom the file names from then on.
    public enum Named {
      CHILD,
      ITSELF,
      /// A number that no process has.
      NOBODY,
      GARBAGE,
      /// The file is gone.
      NO_FILE
    }

    public enum Since {
      BIRTH,
      END
    }
  }

  /// What a process says, beside being ready.
  ///
  /// @param silentAfterNanos so long after its start it hangs: it says no more that it is alive
  /// @param moreTimeNanos how much more time it asks for, half a second after its start
  /// @param stopsAfterNanos so long after its start it says that it is stopping, and does not end
  /// @param movesAfterNanos so long after its start its child becomes the main process
  /// @param closesAfterNanos so long after its start it closes its readiness descriptor
  /// @param status what it says that it is doing
  public record Talk(
      Optional<Long> silentAfterNanos,
      Optional<Long> moreTimeNanos,
      Optional<Long> stopsAfterNanos,
      Optional<Long> movesAfterNanos,
      Optional<Long> closesAfterNanos,
      Optional<Status> status) {

    /// Says that it is alive whenever it has to.
    public static final Talk GOOD =
        new Talk(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /// A line for people, so long after the start.
    public record Status(String text, long afterNanos) {}

    Talk moving(long afterNanos) {
      return new Talk(
          silentAfterNanos,
          moreTimeNanos,
          stopsAfterNanos,
          Optional.of(afterNanos),
          closesAfterNanos,
          status);
    }

    Talk closing(long afterNanos) {
      return new Talk(
          silentAfterNanos,
          moreTimeNanos,
          stopsAfterNanos,
          movesAfterNanos,
          Optional.of(afterNanos),
          status);
    }

    Talk saying(String text, long afterNanos) {
      return new Talk(
          silentAfterNanos,
          moreTimeNanos,
          stopsAfterNanos,
          movesAfterNanos,
          closesAfterNanos,
          Optional.of(new Status(text, afterNanos)));
    }
  }

  static final long MILLI = 1_000_000;

  /// Starts, is ready soon, lives until asked to end, and then ends at once.
  public static Behaviour healthy() {
    return new Behaviour(
        Optional.empty(),
        Optional.empty(),
        new Exit.Code(0),
        Optional.of(50 * MILLI),
        Optional.of(MILLI),
        MILLI / 10,
        Optional.empty(),
        List.of(),
        Talk.GOOD);
  }

  /// Ends by itself with `exit` after a time.
  public Behaviour ending(Exit exit, long afterNanos) {
    return new Behaviour(
        refusal,
        Optional.of(afterNanos),
        exit,
        readyNanos,
        termNanos,
        killNanos,
        child,
        notes,
        talk);
  }

  public Behaviour refused(String errno) {
    return new Behaviour(
        Optional.of(errno), lifeNanos, exit, readyNanos, termNanos, killNanos, child, notes, talk);
  }

  public Behaviour readyAfter(Optional<Long> nanos) {
    return new Behaviour(refusal, lifeNanos, exit, nanos, termNanos, killNanos, child, notes, talk);
  }

  public Behaviour deaf() {
    return new Behaviour(
        refusal, lifeNanos, exit, readyNanos, Optional.empty(), killNanos, child, notes, talk);
  }

  public Behaviour slow(long termAfterNanos) {
    return new Behaviour(
        refusal,
        lifeNanos,
        exit,
        readyNanos,
        Optional.of(termAfterNanos),
        killNanos,
        child,
        notes,
        talk);
  }

  /// Takes this long to go even when killed, as in an uninterruptible sleep.
  public Behaviour stuck(long goneAfterNanos) {
    return new Behaviour(
        refusal, lifeNanos, exit, readyNanos, termNanos, goneAfterNanos, child, notes, talk);
  }

  public Behaviour leavingAChild(long lifeNanosAfterwards) {
    return new Behaviour(
        refusal,
        lifeNanos,
        exit,
        readyNanos,
        termNanos,
        killNanos,
        Optional.of(new Child(lifeNanosAfterwards, false)),
        notes,
        talk);
  }

  /// A forking daemon: it ends with success, and its child goes on and writes its pid.
  public Behaviour daemonising(long afterNanos, long childLifeNanos, PidNote note) {
    return ending(new Exit.Code(0), afterNanos)
        .leaving(new Child(childLifeNanos, false))
        .writing(List.of(note));
  }

  Behaviour leaving(Child next) {
    return new Behaviour(
        refusal, lifeNanos, exit, readyNanos, termNanos, killNanos, Optional.of(next), notes, talk);
  }

  Behaviour writing(List<PidNote> next) {
    return new Behaviour(
        refusal, lifeNanos, exit, readyNanos, termNanos, killNanos, child, next, talk);
  }

  public Behaviour talking(Talk next) {
    return new Behaviour(
        refusal, lifeNanos, exit, readyNanos, termNanos, killNanos, child, notes, next);
  }
}
