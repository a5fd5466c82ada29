package dev.tend.cli;

/// The exit codes that scripts rely on.
public final class ExitCode {

  public static final int DONE = 0;
  public static final int REFUSED = 1;
  public static final int WRONG_USAGE = 2;

  /// `status` only: something is not as it should be.
  public static final int AMISS = 3;

  /// `plan` only: there is something to do.
  public static final int CHANGES = 3;

  public static final int NO_DAEMON = 4;

  private ExitCode() {}
}
