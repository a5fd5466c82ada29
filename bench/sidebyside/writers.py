"""Many services that write at once: what they cost the daemon while time goes by."""

import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from sidebyside import peers, procfs, work

SAMPLE_SECONDS = 1
SHOWN_EVERY_SECONDS = 5
# From then on memory is to grow no more.
WARM_SECONDS = 10
START_SECONDS = 120
# Of one rotated file, as it is by default.
FILE_MB = 10
# Each writer writes so often, so many lines at once; its turns are its own.
PERIOD_SECONDS = 0.02
# What the disk must have free beside what will be written.
SPARE_MB = 2000

WRITER = """
import os, signal, sys, time
gate, rate, seconds, period = sys.argv[1], float(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
lines = round(rate * 1e6 * period / 100)
chunk = (b"x" * 99 + b"\\n") * lines
gate = os.open(gate, os.O_RDONLY)
os.read(gate, 1)
os.close(gate)
began = time.monotonic() + period * (os.getpid() % 97) / 97
for turn in range(round(seconds / period)):
    time.sleep(max(0, began + turn * period - time.monotonic()))
    left = chunk
    while left:
        left = left[os.write(1, left):]
while True:
    signal.pause()
"""


@dataclass(frozen=True)
class Load:
    """How many write, how much, how long.

    `rate` is in MB a second of each of them.
    """

    n: int
    rate: float
    seconds: int
    compress: bool

    @property
    def bytes_each(self):
        """What each writer has written in the end; whole lines in whole turns."""
        lines = round(self.rate * 1e6 * PERIOD_SECONDS / work.LINE_BYTES)
        return lines * work.LINE_BYTES * round(self.seconds / PERIOD_SECONDS)

    @property
    def megabytes(self):
        return self.n * self.bytes_each / 1e6


class WritingTend(peers.Tend):
    """Tend with all output in one folder, where nothing is forgotten."""

    compress = False

    def configure(self):
        self.log = self.folder / "logs"
        self.log.mkdir()
        text = (
            "[defaults.service]\n"
            'restart = "always"\n'
            f'log = {{ stdout = "{self.log}/{{unit}}.log", max_size = "{FILE_MB}MB", keep = 10000,'
            f" compress = {str(self.compress).lower()} }}\n"
        )
        for name in self.names():
            text += f"[service.{name}]\ncommand = {json.dumps(self.command)}\n"
        (self.folder / "tend.toml").write_text(text)


def measure(load, show):
    """Runs the load; `show` is given each line of the report. Returns every sample."""
    check_room(load)
    kind = type("Tend", (WritingTend,), {"compress": load.compress})
    with tempfile.TemporaryDirectory(prefix="tend-bench-writers.") as folder:
        command, gate = writing_program(Path(folder), load)
        # Open at both ends, so that neither end waits for the other.
        with open(gate, "r+b", buffering=0) as opener, work.supervised(
            kind, command, load.n
        ) as (peer, copies):
            peer.start()
            copies.await_count(load.n, START_SECONDS, peer.check_alive)
            # What starting costs is over by then.
            time.sleep(3)
            result = watch(load, peer, copies, opener, show)
    report(load, result, show)
    return result


def check_room(load):
    if load.compress:
        return
    free = shutil.disk_usage(tempfile.gettempdir()).free / 1e6
    if free < load.megabytes + SPARE_MB:
        raise OSError(
            f"{load.megabytes:.0f} MB will be written to {tempfile.gettempdir()}, which has"
            f" {free:.0f} MB free; take another folder with TMPDIR, or less with --rate or --seconds"
        )


def writing_program(folder, load):
    program, gate = folder / "writer.py", folder / "gate"
    program.write_text(WRITER)
    os.mkfifo(gate)
    words = [sys.executable, "-I", "-S", program, gate, load.rate, load.seconds, PERIOD_SECONDS]
    return [str(word) for word in words], gate


def watch(load, peer, copies, opener, show):
    own = work.supervisors_own(peer, copies)
    before = procfs.cpu_ms(own)
    samples = []
    show(f"{'s':>5} {'RSS MB':>8} {'anon MB':>8} {'written MB':>11} {'CPU ms/MB':>10}")
    opener.write(b"g" * load.n)
    began = time.monotonic()
    grown = began
    while True:
        peer.check_alive()
        written = peer.logged() / 1e6
        memory = procfs.memory_mb(own)
        now = time.monotonic()
        if not samples or written > samples[-1]["written"]:
            grown = now
        samples.append(
            {
                "seconds": now - began,
                "rss": memory["rss"],
                "anonymous": memory["anonymous"],
                "written": written,
                "cpu_ms": procfs.cpu_ms(own) - before,
            }
        )
        over = written >= load.megabytes or now - grown > work.LOG_SILENCE_SECONDS
        if over and now - began > load.seconds:
            return {"load": asdict(load), "samples": samples, "took": grown - began}
        if (len(samples) - 1) % SHOWN_EVERY_SECONDS == 0:
            show(line_of(samples[-1]))
        time.sleep(max(0, began + len(samples) * SAMPLE_SECONDS - time.monotonic()))


def line_of(sample):
    cost = sample["cpu_ms"] / sample["written"] if sample["written"] else 0
    return (
        f"{sample['seconds']:5.0f} {sample['rss']:8.1f} {sample['anonymous']:8.1f}"
        f" {sample['written']:11.0f} {cost:10.2f}"
    )


def report(load, result, show):
    samples = result["samples"]
    show(line_of(samples[-1]))
    last = samples[-1]
    show(
        f"{load.n} writers of {load.rate:g} MB/s for {load.seconds} s: took {result['took']:.1f} s,"
        f" {last['cpu_ms'] / max(last['written'], 1):.2f} CPU ms/MB"
        + ("" if load.compress else f", lost {load.megabytes - last['written']:.1f} MB")
    )
    early = [s for s in samples if s["seconds"] <= WARM_SECONDS]
    late = [s for s in samples if s["seconds"] > WARM_SECONDS]
    for key, title in [("rss", "RSS"), ("anonymous", "anonymous")] if late else []:
        first, then = max(s[key] for s in early), max(s[key] for s in late)
        show(
            f"{title}: at most {first:.1f} MB in the first {WARM_SECONDS} s, {then:.1f} MB after:"
            f" {then - first:+.1f} MB"
        )
