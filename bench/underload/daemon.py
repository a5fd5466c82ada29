"""A daemon of Tend in a folder of its own, and what can be seen of it from outside."""

import http.client
import json
import os
import re
import shutil
import socket
import sqlite3
import subprocess
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

from sidebyside import peers
from sidebyside.work import uninterrupted

AWAIT_SECONDS = 120
PAUSE_SECONDS = 0.05


class UnixConnection(http.client.HTTPConnection):
    """HTTP over the daemon's socket."""

    def __init__(self, path):
        super().__init__("tend", timeout=30)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


class Daemon(peers.Tend):
    """`tend serve` with a configuration of the caller's."""

    def __init__(self, folder, text):
        super().__init__(folder, [], 0)
        (self.folder / "tend.toml").write_text(text)

    @property
    def socket(self):
        return self.folder / "tend.sock"

    @property
    def pid(self):
        return self.root_pid()

    def call(self, method, path):
        connection = UnixConnection(self.socket)
        try:
            connection.request(method, path)
            answer = connection.getresponse()
            body = answer.read()
        finally:
            connection.close()
        if answer.status >= 400:
            raise OSError(f"{method} {path}: {answer.status} {body.decode()}")
        return json.loads(body) if body.startswith((b"{", b"[")) else body

    def units(self):
        return self.call("GET", "/v1/units")

    def await_answer(self):
        self.await_that("an answer", lambda: self.socket.exists() and self._answers())

    def _answers(self):
        try:
            return self.call("GET", "/healthz")
        except OSError:
            return False

    def await_that(self, what, condition, seconds=AWAIT_SECONDS):
        limit = time.monotonic() + seconds
        while not condition():
            self.check_alive()
            if time.monotonic() > limit:
                raise TimeoutError(f"waited {seconds} s for {what}")
            time.sleep(PAUSE_SECONDS)

    def holdings(self):
        """What it holds, by name: numbers that must not grow with what has come and gone."""
        self._jcmd("GC.run")
        return {
            "descriptors": len(os.listdir(f"/proc/{self.pid}/fd")),
            "threads": len(os.listdir(f"/proc/{self.pid}/task")),
            "files": sum(1 for path in self.folder.rglob("*") if self._is_runtime(path)),
            "children": len(self.children()),
            "runs": self._rows("run"),
            "events": self._rows("event"),
            "heap kB": self._heap_kb(),
            "RSS kB": self._rss_kb(),
        }

    def _rows(self, table):
        """Of the history."""
        with closing(sqlite3.connect(f"file:{self.folder}/state/history.db?mode=ro", uri=True)) as it:
            return it.execute(f"select count(*) from {table}").fetchone()[0]

    def _is_runtime(self, path):
        parts = path.relative_to(self.folder).parts
        return parts[0] not in ("log", "state") and path.name not in ("said.txt", "tend.toml")

    def children(self):
        """Its children: each thread has those that it started."""
        lists = Path(f"/proc/{self.pid}/task").glob("*/children")
        return [pid for children in lists for pid in children.read_text().split()]

    def _rss_kb(self):
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

    def _heap_kb(self):
        """What lives in the heap just after a collection."""
        told = self._jcmd("GC.heap_info")
        return sum(int(used) for used in re.findall(r"(?:DefNew|Tenured) .*used (\d+)K", told))

    def _jcmd(self, command):
        return subprocess.run(
            [shutil.which("jcmd", path=jdk_programs()), str(self.pid), command],
            check=True,
            capture_output=True,
            text=True,
        ).stdout


def jdk_programs():
    script = f'root={peers.ROOT}; . "$root/build/jdk.sh"; find_jdk; echo "$JAVA_HOME"'
    done = subprocess.run(["sh", "-c", script], check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip() + "/bin"


def build():
    """Builds what is stale before a clock runs."""
    if "TEND" not in os.environ:
        subprocess.run([peers.ROOT / "tend", "version"], check=False, stdout=subprocess.DEVNULL)


@contextmanager
def serving(text):
    """A daemon that answers; nothing of it is left behind."""
    folder = Path(tempfile.mkdtemp(prefix="tend-load."))
    daemon = Daemon(folder, text)
    try:
        daemon.start()
        daemon.await_answer()
        yield daemon
    except Exception:
        said = folder / peers.SAID
        print("    it said: " + said.read_text(errors="replace")[-2000:].strip())
        raise
    finally:
        with uninterrupted():
            daemon.end()
            shutil.rmtree(folder, ignore_errors=True)
