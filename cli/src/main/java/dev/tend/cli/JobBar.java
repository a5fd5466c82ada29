package dev.tend.cli;

import dev.tend.api.JobStatus;

/// How far a job has come, as a bar: `[######----] 6 of 10, 3 active, 1 failed`.
record JobBar(JobStatus job) {

  private static final int WIDTH = 24;

  /// With the bar, for a terminal.
  String drawn() {
    int done = (int) ((long) WIDTH * job.succeeded() / Math.max(1, job.completions()));
    return "[" + "#".repeat(done) + "-".repeat(WIDTH - done) + "] " + counts();
  }

  /// Without it.
  String counts() {
    return job.succeeded()
        + " of "
        + job.completions()
        + (job.active() > 0 ? ", " + job.active() + " active" : "")
        + (job.failed() > 0 ? ", " + job.failed() + " failed" : "");
  }

  /// What it has come to, as a sentence without a full stop.
  String outcome() {
    return outcome("");
  }

  /// The same, with how long it took behind the verb.
  String outcome(String after) {
    String what =
        switch (job.phase()) {
          case "complete" -> "is complete";
          case "failed" -> "has failed";
          default -> "is " + job.phase();
        };
    return job.name() + " " + what + after + ": " + job.cause();
  }
}
