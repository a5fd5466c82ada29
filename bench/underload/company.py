"""How fast a crashed service is replaced while a crowd is at the API and others crash."""

import shutil
import time

from sidebyside.work import uninterrupted
from underload.crowd import Crowd

TALKERS = 20
STEADY = 20
CRASHES = 40
BETWEEN_SECONDS = 0.05

SERVICES = """
[defaults.service]
restart = "always"

[service.talker]
command = ["sh", "-c", "while :; do echo $TEND_RUN says something of the length of a line in a log; sleep 0.1; done"]
instances = {talkers}

[service.crasher]
command = ["sh", "-c", "sleep 0.2; exit 3"]
instances = 10
backoff = {{ min = "10ms", max = "10ms" }}

[service.steady]
command = {sleep}
instances = {steady}
"""


# Followers that never read.
IDLERS = 20


def crashes(serving, copies_of, followers=200, rate=1000):
    """Milliseconds from crash to new pid, alone and in company, and what the company got."""
    sleep = [shutil.which("sleep"), f"86400.{time.time_ns() % 1_000_000_000}"]
    copies = copies_of(sleep)
    text = SERVICES.format(talkers=TALKERS, steady=STEADY, sleep=str(sleep).replace("'", '"'))
    with serving(text) as daemon:
        try:
            copies.await_count(STEADY, 60, daemon.check_alive)
            daemon.call("POST", "/v1/units/crasher/stop")
            time.sleep(2)
            crash_some(copies, CRASHES)  # lets the JVM compile what it will
            alone = crash_some(copies, CRASHES)
            daemon.call("POST", "/v1/units/crasher/start")
            with Crowd(daemon.socket, TALKERS, followers, rate, IDLERS) as crowd:
                crash_some(copies, CRASHES)
                company = crash_some(copies, CRASHES)
        finally:
            with uninterrupted():
                copies.kill_all()
    return alone, company, crowd.figures


def crash_some(copies, count):
    samples = []
    for pid in (sorted(copies.alive) * count)[:count]:
        victim = pid if pid in copies.alive else min(copies.alive)
        samples.append(copies.crash_one(victim, 10)[1])
        time.sleep(BETWEEN_SECONDS)
    return samples
