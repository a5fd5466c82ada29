"""The work that every supervisor is given, and the figures taken of it."""

import os
import shutil
import signal
import statistics
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from sidebyside import procfs

START_SECONDS = 120
STOP_SECONDS = 60
CRASH_SECONDS = 10
IDLE_SECONDS = 10
CRASHES = 20
STATUSES = 10
LOG_MB = 400
LINE_BYTES = 100
# A log that has not grown for so long is taken to be complete, or to have lost its end.
LOG_SILENCE_SECONDS = 3
# After its start a supervisor may be busy for a moment with itself; that is measured elsewhere.
SETTLE_SECONDS = 3


class Figure:
    """One measured quantity: its samples, and which of them is shown."""

    def __init__(self, unit, samples):
        self.unit = unit
        self.samples = list(samples)

    @property
    def median(self):
        return statistics.median(self.samples)

    def as_json(self):
        return {
            "unit": self.unit,
            "median": round(self.median, 3),
            "min": round(min(self.samples), 3),
            "max": round(max(self.samples), 3),
            "samples": len(self.samples),
            "values": [round(sample, 3) for sample in self.samples],
        }


@contextmanager
def supervised(peer_type, command, workers):
    """A supervisor of its own in a folder of its own; nothing of either is left behind."""
    folder = Path(tempfile.mkdtemp(prefix="tend-bench."))
    copies = procfs.Copies(command)
    peer = peer_type(folder, command, workers)
    try:
        peer.configure()
        yield peer, copies
    except Exception:
        show_what_it_said(folder)
        raise
    finally:
        with uninterrupted():
            peer.end()
            copies.kill_all()
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def uninterrupted():
    """Ctrl-C waits: one that comes while things are put away must not leave half of them."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def show_what_it_said(folder):
    said = folder / "said.txt"
    if said.exists():
        print("    it said: " + said.read_text(errors="replace")[-2000:].strip())


def supervisors_own(peer, copies):
    """The processes of the supervisor itself: all that descend from it but the copies."""
    return [pid for pid in procfs.descendants(peer.root_pid()) if pid not in copies.alive]


def sleepers(peer_type, workers, rounds, idle_seconds=IDLE_SECONDS):
    """Start, memory, idle, crash, status and stop of so many copies of `sleep`."""
    starts, stops, figures = [], [], {}
    for turn in range(rounds):
        # A length that nobody else on this machine sleeps for, so that the copies can be told.
        command = [shutil.which("sleep"), f"86400.{os.getpid()}{workers}{turn}"]
        with supervised(peer_type, command, workers) as (peer, copies):
            began = time.perf_counter()
            peer.start()
            copies.await_count(workers, START_SECONDS, peer.check_alive)
            starts.append((time.perf_counter() - began) * 1000)
            if turn == rounds - 1:
                figures |= settled(peer, copies, idle_seconds)
            if peer.stops_all:
                stops.append(stop(peer, copies))
    result = {"start": Figure("ms", starts)} | figures
    if stops:
        result["stop"] = Figure("ms", stops)
    return result


def settled(peer, copies, idle_seconds):
    """The figures of a supervisor that has started everything."""
    time.sleep(2)
    own = supervisors_own(peer, copies)
    memory = procfs.memory_mb(own)
    before = procfs.cpu_ms(own)
    time.sleep(idle_seconds)
    idle = procfs.cpu_ms(own) - before
    statuses = [timed(peer.status) for _ in range(STATUSES)]
    figures = {key: Figure("MB", [value]) for key, value in memory.items()}
    figures["processes"] = Figure("", [len(own)])
    figures[f"idle_{idle_seconds}s"] = Figure("ms", [idle])
    figures["status"] = Figure("ms", statuses)
    figures["crash"] = Figure("ms", crashes(copies))
    return figures


def crashes(copies):
    """From the kill of a copy to the next one's pid, over different copies."""
    samples = []
    for pid in sorted(copies.alive)[:CRASHES]:
        samples.append(copies.crash_one(pid, CRASH_SECONDS)[1])
        time.sleep(0.05)
    return samples


def stop(peer, copies):
    copies.look()
    return timed(lambda: (peer.stop(), copies.await_end(STOP_SECONDS)))


def timed(what):
    began = time.perf_counter()
    what()
    return (time.perf_counter() - began) * 1000


def writer(peer_type, rounds):
    """One worker that writes lines as fast as they are taken."""
    rates, costs, lost = [], [], []
    with tempfile.TemporaryDirectory(prefix="tend-bench-writer.") as folder:
        command, gate = writing_program(Path(folder))
        for _ in range(rounds):
            with supervised(peer_type, command, 1) as (peer, copies):
                rate, cost, missing = write_once(peer, copies, gate)
            rates.append(rate)
            costs.append(cost)
            lost.append(missing)
    return {
        "log_rate": Figure("MB/s", rates),
        "log_cost": Figure("CPU ms/MB", costs),
        "log_lost": Figure("MB", lost),
    }


def writing_program(folder):
    """A program that waits at a gate and then writes; waiting keeps the supervisor's own start out
    of the figures."""
    part = 4
    lines, gate, program = folder / "lines", folder / "gate", folder / "writer"
    lines.write_bytes((b"x" * (LINE_BYTES - 1) + b"\n") * (part * 1_000_000 // LINE_BYTES))
    os.mkfifo(gate)
    parts = f"{lines} " * (LOG_MB // part)
    program.write_text(f"read -r _ <{gate}\ncat {parts}\nexec sleep 86400\n")
    return [shutil.which("sh"), str(program)], gate


def write_once(peer, copies, gate):
    peer.start()
    copies.await_count(1, START_SECONDS, peer.check_alive)
    time.sleep(SETTLE_SECONDS)
    warm_memory()
    own = supervisors_own(peer, copies)
    before = procfs.cpu_ms(own)
    gate.write_text("go\n")
    first = last = None
    size = first_size = 0
    while size < LOG_MB * 1_000_000:
        grown = peer.logged()
        now = time.perf_counter()
        if grown > size:
            if first is None:
                first, first_size = now, grown
            last, size = now, grown
        elif last and now - last > LOG_SILENCE_SECONDS:
            break
        peer.check_alive()
        time.sleep(0.001)
    megabytes = size / 1e6
    rate = (size - first_size) / 1e6 / (last - first)
    return rate, (procfs.cpu_ms(own) - before) / megabytes, max(LOG_MB - megabytes, 0.0)


def warm_memory():
    """Touches as much memory as the log will take as file cache: in a virtual machine the first use
    of a page can cost the host ten times what is measured here, and it is chance who meets it."""
    touched = b"x" * (3 * LOG_MB * 1_000_000 // 2)
    del touched


def bare(java, count, rounds):
    """The kernel's own floor: `posix_spawn` in a loop, from Java, and nothing around it."""
    program = Path(__file__).resolve().parents[1] / "SpawnLoop.java"
    command = [shutil.which("sleep"), f"86400.{os.getpid()}{count}"]
    samples = []
    for _ in range(rounds):
        done = subprocess.run(
            [java, "--enable-native-access=ALL-UNNAMED", program, str(count), *command],
            check=True,
            capture_output=True,
            text=True,
        )
        samples.append(float(done.stdout))
    return {"start": Figure("ms", samples)}
