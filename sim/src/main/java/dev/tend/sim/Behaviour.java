package dev.tend.sim;

import dev.tend.core.process.Exit;
import java.util.Optional;

/// How one simulated process behaves.
///
/// @param refusal the errno with which it cannot even be executed
/// @param lifeNanos how long it lives if nobody ends it
/// @param exit how it ends then
/// @param readyNanos how long after its start it says that it is ready
/// @param termNanos how long after a polite signal it ends; empty for a deaf one
/// @param killNanos how long after a KILL it is gone
/// @param childLifeNanos how long a child of its lives on after it; empty if it has none
/// @param childNote where the child writes its pid, if it does
/// @param talk what it says of itself while it lives
public record Behaviour(
    Optional<String> refusal,
    Optional<Long> lifeNanos,
    Exit exit,
    Optional<Long> readyNanos,
    Optional<Long> termNanos,
    long killNanos,
    Optional<Long> childLifeNanos,
    Optional<PidNote> childNote,
    Talk talk) {

  /// A child puts its pid into a file, so long after its parent's end.
  public record PidNote(String path, long afterNanos) {}

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
        Optional.empty(),
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
        childLifeNanos,
        childNote,
        talk);
  }

  public Behaviour refused(String errno) {
    return new Behaviour(
        Optional.of(errno),
        lifeNanos,
        exit,
        readyNanos,
        termNanos,
        killNanos,
        childLifeNanos,
        childNote,
        talk);
  }

  public Behaviour readyAfter(Optional<Long> nanos) {
    return new Behaviour(
        refusal, lifeNanos, exit, nanos, termNanos, killNanos, childLifeNanos, childNote, talk);
  }

  public Behaviour deaf() {
    return new Behaviour(
        refusal,
        lifeNanos,
        exit,
        readyNanos,
        Optional.empty(),
        killNanos,
        childLifeNanos,
        childNote,
        talk);
  }

  public Behaviour slow(long termAfterNanos) {
    return new Behaviour(
        refusal,
        lifeNanos,
        exit,
        readyNanos,
        Optional.of(termAfterNanos),
        killNanos,
        childLifeNanos,
        childNote,
        talk);
  }

  /// Takes this long to go even when killed, as in an uninterruptible sleep.
  public Behaviour stuck(long goneAfterNanos) {
    return new Behaviour(
        refusal,
        lifeNanos,
        exit,
        readyNanos,
        termNanos,
        goneAfterNanos,
        childLifeNanos,
        childNote,
        talk);
  }

  public Behaviour leavingAChild(long lifeNanosAfterwards) {
    return new Behaviour(
        refusal,
        lifeNanos,
        exit,
        readyNanos,
        termNanos,
        killNanos,
        Optional.of(lifeNanosAfterwards),
        childNote,
        talk);
  }

  /// A forking daemon: it ends with success, and its child goes on and writes its pid.
  public Behaviour daemonising(long afterNanos, long childLifeNanos, PidNote note) {
    return new Behaviour(
        refusal,
        Optional.of(afterNanos),
        new Exit.Code(0),
        readyNanos,
        termNanos,
        killNanos,
        Optional.of(childLifeNanos),
        Optional.of(note),
        talk);
  }

  public Behaviour talking(Talk next) {
    return new Behaviour(
        refusal,
        lifeNanos,
        exit,
        readyNanos,
        termNanos,
        killNanos,
        childLifeNanos,
        childNote,
        next);
  }
}
