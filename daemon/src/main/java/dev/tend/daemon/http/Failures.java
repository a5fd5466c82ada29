package dev.tend.daemon.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ThreadLocalRandom;

/// Turns what should not have happened into a line in the log and a number to find it by.
final class Failures {

  private static final Logger LOG = System.getLogger("dev.tend.daemon.http");

  /// Logs it; the answer for the client has no more than the line's number.
  Response report(String exchange, Throwable broken) {
    String id = Integer.toHexString(ThreadLocalRandom.current().nextInt());
    LOG.log(Level.ERROR, "request=\"" + exchange + "\" failed id=" + id, broken);
    return Response.failure(
        500,
        "the daemon failed to answer, which is a mistake in Tend",
        "The daemon's log has it under id " + id + ".");
  }
}
