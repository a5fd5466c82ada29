"""Children that come and go: what is left of ten thousand of them, and how fast they may come."""

import time

# The history keeps this many of each, and looks at that every thousand facts.
ROWS_KEPT, ROWS_MAX = 1000, 3000

# Half of the services leave an orphan behind, which comes to the daemon to be reaped.
CRASHERS = """
[history]
max_events = {rows}
max_runs = {rows}

[defaults.service]
restart = "always"
backoff = {{ min = "10ms", max = "10ms", jitter = 0.0 }}
give_up_after = {{ attempts = {attempts}, within = "1d" }}

[service.plain]
command = ["sh", "-c", "echo $TEND_RUN; exit 3"]
instances = {half}

[service.orphan]
command = ["sh", "-c", "sleep 0.02 & echo $TEND_RUN >&2; kill -9 $$"]
instances = {half}

[service.steady]
command = ["sleep", "86400"]
"""


def leaks(serving, loops, crashes, rounds=4):
    """So many services crash so often, in rounds; returns what the daemon holds after each."""
    text = CRASHERS.format(attempts=crashes // rounds, half=loops // 2, rows=ROWS_KEPT)
    with serving(text) as daemon:
        held = []
        for turn in range(rounds):
            if turn:
                daemon.call("POST", "/v1/units/plain/start")
                daemon.call("POST", "/v1/units/orphan/start")
            daemon.await_that("the end of all attempts", lambda: all_failed(daemon))
            daemon.await_that("the end of all orphans", lambda: few_children(daemon))
            daemon.call("GET", "/v1/runs?limit=1")  # has the history written what it holds
            so_far = (turn + 1) * (crashes // rounds) * (loops // 2) * 2
            held.append({"children so far": so_far} | daemon.holdings())
        return held


def all_failed(daemon):
    return all(u["state"] == "failed" for u in daemon.units() if u["unit"] != "steady")


def few_children(daemon):
    """The steady one and the holder."""
    return len(daemon.children()) <= 2


# Whatever a configuration says, no service is started more often than the floor of the backoff allows.
STORMS = """
[defaults.service]
restart = "always"
stable_after = "0s"
backoff = { min = "10ms", max = "10ms", factor = 1, jitter = 1.0 }
give_up_after = { attempts = 1000000, within = "1ms" }

[service.ends_well]
command = ["true"]
[service.fails]
command = ["false"]
[service.not_there]
command = ["/nonexistent/program"]
[service.delayed]
command = ["false"]
restart_delay = "10ms"
[service.retried]
command = ["false"]
stable_after = "1s"
start_retries = { count = 1000000, interval = "10ms" }
"""


def spawns_a_second(serving, seconds=5):
    """Starts of each misconfigured service in a second."""
    with serving(STORMS) as daemon:
        before, began = restarts(daemon), time.perf_counter()
        time.sleep(seconds)
        after, took = restarts(daemon), time.perf_counter() - began
        return {name: (after[name] - before[name]) / took for name in after}


def restarts(daemon):
    return {unit["unit"]: unit["restarts"] for unit in daemon.units()}
