package dev.tend.core.job;

/// What a job came to.
///
/// @param message a clause: `backoff limit 3 reached after worker 2 exited with code 1`
public record Verdict(Reason reason, String message) {

  /// Kubernetes' words, where it has one for the same thing.
  public enum Reason {
    /// Enough workers have succeeded.
    COMPLETIONS_REACHED("CompletionsReached"),
    /// More have failed than is allowed.
    BACKOFF_LIMIT_EXCEEDED("BackoffLimitExceeded"),
    /// Everything was tried, and some index has failed more often than is allowed.
    FAILED_INDEXES("FailedIndexes"),
    /// It took longer than is allowed.
    DEADLINE_EXCEEDED("DeadlineExceeded"),
    /// A worker said by its exit code that no further try would help.
    FAIL_EXIT_CODE("PodFailurePolicy"),
    /// Somebody asked for its end.
    STOPPED("JobStopped");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /// As it stands in a condition.
    public String text() {
      return text;
    }
  }

  public boolean success() {
    return reason == Reason.COMPLETIONS_REACHED;
  }
}
