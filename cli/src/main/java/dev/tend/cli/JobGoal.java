package dev.tend.cli;

import dev.tend.api.JobStatus;

/// The end that an order to a job leads to: of one that is to run, that it has run.
///
/// @param up whether it is to run, or to end
record JobGoal(boolean up) {

  boolean isPending(JobStatus job) {
    return switch (job.phase()) {
      case "active", "suspended" -> true;
      case "pending" -> up;
      default -> false;
    };
  }

  boolean isMissed(JobStatus job) {
    return up && job.phase().equals("failed");
  }
}
