package dev.tend.config.nativeform;

import dev.tend.config.decode.Fields;
import dev.tend.config.decode.Key;
import dev.tend.core.spec.Watchdog;

/// The keys of a service that say how it is known to do its work.
final class HealthKeys {

  static final Key<Fields> STARTUP =
      Key.optional(
          "startup",
          ProbeKeys.STARTUP,
          "none",
          "Asked first, until it has succeeded; `readiness` and `liveness` come after it. Without a"
              + " `readiness` the service is ready then. It has to succeed within `start_within`. It"
              + " has no place beside a `readiness` that the service says itself.");

  static final Key<Fields> READINESS =
      Key.optional(
          "readiness",
          ProbeKeys.READINESS,
          "up for `stable_after`",
          "How it is known that it does its work: it says so itself (`notify`, `fd`), within"
              + " `start_within`, or it is asked for as long as the service is up. It is ready once this has succeeded, which has to"
              + " be within `start_within`; if it fails later, the service stays up and is not"
              + " ready until it succeeds again: what waits for it to be ready does not start.");

  static final Key<Fields> LIVENESS =
      Key.optional(
          "liveness",
          ProbeKeys.LIVENESS,
          "none",
          "Asked while the service runs. If it fails, the service is asked to end as by a stop, and"
              + " that counts as a failure of a service that had been up: `restart` judges it.");

  static final Key<Watchdog> WATCHDOG =
      Key.optional(
          "watchdog",
          new WatchdogForm(),
          "none",
          "How often, once it is ready, it has to say `WATCHDOG=1` to the socket in `NOTIFY_SOCKET`."
              + " If it does not, it hangs: it is sent `signal` (`ABRT`), killed after"
              + " `stop.timeout`, and judged by `restart` as a failure. It finds the time in"
              + " `WATCHDOG_USEC`.");

  private HealthKeys() {}
}
