"""The supervisors: how each is configured, started, asked and ended for the same work."""

import json
import os
import shutil
import signal
import socket
import subprocess
from pathlib import Path

from sidebyside import procfs

ROOT = Path(__file__).resolve().parents[2]

# What a supervisor may say goes here; it is shown when the supervisor fails.
SAID = "said.txt"


class Peer:
    """A supervisor in a folder of its own.

    `workers` is how many copies of `command` it keeps up. `log` is where the output of the only
    worker goes, when the work is writing.
    """

    name = ""
    tool = ""
    package = ""
    # What it can hold, where that is known; more is not asked of it.
    largest = None
    # Whether a stop of the supervisor is meant to end its children.
    stops_all = True

    def __init__(self, folder, command, workers):
        self.folder = Path(folder)
        self.command = command
        self.workers = workers
        self.process = None
        self.log = self.folder / "output.log"

    @classmethod
    def missing(cls):
        """What has to be installed, or None."""
        return None if shutil.which(cls.tool) else f"no {cls.tool}; install {cls.package}"

    def names(self):
        return [f"s{i}" for i in range(1, self.workers + 1)]

    def environment(self):
        return os.environ | {"HOME": str(self.folder)}

    def launch(self, *words):
        """Starts the supervisor in a session of its own, so that Ctrl-C here reaches only us."""
        with open(self.folder / SAID, "ab") as said:
            self.process = subprocess.Popen(
                [str(word) for word in words],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def ask(self, *words):
        """Runs a command of the supervisor to its end."""
        with open(self.folder / SAID, "ab") as said:
            return subprocess.run(
                [str(word) for word in words],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=said,
                check=False,
                timeout=120,
            )

    def root_pid(self):
        return self.process.pid

    def check_alive(self):
        """Fails at once if the supervisor refused to start."""
        code = self.process.poll()
        if code:
            raise OSError(f"it ended with exit code {code}")

    def logged(self):
        """How many bytes of output are in files, a rotated one included."""
        if self.log.is_dir():
            return sum(file.stat().st_size for file in self.log.iterdir())
        return self.log.stat().st_size if self.log.exists() else 0

    def configure(self):
        raise NotImplementedError

    def start(self):
        raise NotImplementedError

    def status(self):
        raise NotImplementedError

    def stop(self):
        raise NotImplementedError

    def end(self):
        """Ends the supervisor for certain, with all that descends from it."""
        family = self._family()
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                pass
        for pid in family:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if self.process:
            self.process.wait(10)

    def _family(self):
        try:
            return procfs.descendants(self.root_pid())
        except (AttributeError, FileNotFoundError):
            return []  # it never started


class Tend(Peer):
    name = "tend"

    @classmethod
    def missing(cls):
        return None

    def environment(self):
        return super().environment() | {"TEND_SOCKET": str(self.folder / "tend.sock")}

    def configure(self):
        text = ['[defaults.service]', 'restart = "always"']
        if self.workers == 1:
            text += [f'log = {{ stdout = "{self.log}", max_size = "100GiB" }}']
        for name in self.names():
            text += [f"[service.{name}]", f"command = {json.dumps(self.command)}"]
        (self.folder / "tend.toml").write_text("\n".join(text) + "\n")

    def start(self):
        self.launch(os.environ.get("TEND", ROOT / "tend"), "serve", "--config", "tend.toml")

    def status(self):
        return self.ask(os.environ.get("TEND", ROOT / "tend"), "status")

    def stop(self):
        self.ask(os.environ.get("TEND", ROOT / "tend"), "shutdown")


class Supervisord(Peer):
    name = "supervisord"
    tool = "supervisord"
    package = "the Debian package supervisor"

    def configure(self):
        text = f"""[supervisord]
nodaemon=true
logfile={self.folder}/supervisord.log
pidfile={self.folder}/supervisord.pid
childlogdir={self.folder}
minfds=16384
minprocs=4096
[unix_http_server]
file={self.folder}/s.sock
[supervisorctl]
serverurl=unix://{self.folder}/s.sock
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
"""
        output = f"stdout_logfile={self.log}\nstdout_logfile_maxbytes=0\n" if self.workers == 1 else ""
        words = " ".join(f"'{word}'" for word in self.command)
        for name in self.names():
            text += f"[program:{name}]\ncommand={words}\nautorestart=true\n{output}"
        (self.folder / "supervisord.conf").write_text(text)

    def start(self):
        self.launch("supervisord", "-c", "supervisord.conf")

    def status(self):
        return self.ask("supervisorctl", "-c", "supervisord.conf", "status")

    def stop(self):
        self.ask("supervisorctl", "-c", "supervisord.conf", "shutdown")


class Folders(Peer):
    """A supervisor that reads a folder a service with a program `run` in it."""

    logger = ""

    def configure(self):
        services = self.folder / "services"
        services.mkdir()
        words = " ".join(f"'{word}'" for word in self.command)
        for name in self.names():
            self._program(services / name / "run", f"exec {words}")
            if self.workers == 1:
                self.log = self.folder / "logged"
                self.log.mkdir()
                self._program(services / name / "log" / "run", f"exec {self.logger}")

    @staticmethod
    def _program(path, line):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{line}\n")
        path.chmod(0o755)


class S6(Folders):
    name = "s6"
    tool = "s6-svscan"
    package = "the Debian package s6"
    logger = "s6-log n9 s268435455 ../../../logged"

    def start(self):
        self.launch("s6-svscan", "-c", max(2 * self.workers, 10), "services")

    def status(self):
        return self.ask("s6-svstat", "services/s1")

    def stop(self):
        self.ask("s6-svscanctl", "-t", "services")


class Runit(Folders):
    name = "runit"
    tool = "runsvdir"
    package = "the Debian package runit"
    logger = "svlogd ../../../logged"

    def configure(self):
        super().configure()
        if self.workers == 1:
            (self.log / "config").write_text("s0\n")

    def start(self):
        self.launch("runsvdir", "services")

    def status(self):
        return self.ask("sv", "status", "services/s1")

    def stop(self):
        self.process.send_signal(signal.SIGHUP)


class Pm2(Peer):
    name = "pm2"
    tool = "pm2"
    package = "the npm package pm2"

    def environment(self):
        return super().environment() | {"PM2_HOME": str(self.folder / "pm2")}

    def configure(self):
        apps = [
            {
                "name": name,
                "script": shutil.which(self.command[0]),
                "args": self.command[1:],
                "interpreter": "none",
                "exec_mode": "fork",
            }
            | ({"out_file": str(self.log)} if self.workers == 1 else {})
            for name in self.names()
        ]
        (self.folder / "apps.json").write_text(json.dumps({"apps": apps}))

    def start(self):
        self.launch("pm2", "start", "apps.json")

    def root_pid(self):
        return int((self.folder / "pm2" / "pm2.pid").read_text())

    def status(self):
        return self.ask("pm2", "ls")

    def stop(self):
        self.ask("pm2", "kill")

class Named(Peer):
    """A supervisor whose program a variable names, because no package has it."""

    variable = ""

    @classmethod
    def missing(cls):
        if cls.variable not in os.environ:
            return f"name its program in {cls.variable}"
        return None if shutil.which(os.environ[cls.variable]) else f"no {os.environ[cls.variable]}"

    def program(self):
        return shutil.which(os.environ[self.variable])


class Provisr(Named):
    name = "provisr"
    variable = "PROVISR"
    stops_all = False

    def configure(self):
        self.port = free_port()
        words = json.dumps(" ".join(self.command))
        text = f'pid_dir = "{self.folder}/pids"\n'
        for name in self.names():
            text += (
                f'[[processes]]\ntype = "process"\n[processes.spec]\nname = "{name}"\n'
                f"command = {words}\nauto_restart = true\n"
            )
            if self.workers == 1:
                text += f'[processes.spec.log]\nstdout = "{self.log}"\nmax_size_mb = 100000\n'
        text += f'[server]\nlisten = "127.0.0.1:{self.port}"\nbase_path = "/api"\n'
        (self.folder / "config.toml").write_text(text)

    def start(self):
        self.launch(self.program(), "serve", "config.toml")

    def status(self):
        url = f"http://127.0.0.1:{self.port}/api"
        return self.ask(self.program(), "status", "--name", "s1", "--api-url", url)

    def stop(self):
        self.process.terminate()


class ProcessCompose(Named):
    name = "process-compose"
    variable = "PROCESS_COMPOSE"

    def configure(self):
        self.port = free_port()
        processes = {
            name: {
                "command": " ".join(self.command),
                "availability": {"restart": "always", "backoff_seconds": 1},
            }
            | ({"log_location": str(self.log)} if self.workers == 1 else {})
            for name in self.names()
        }
        document = {"version": "0.5", "processes": processes}
        (self.folder / "process-compose.json").write_text(json.dumps(document))

    def start(self):
        self.launch(
            self.program(), "up", "-f", "process-compose.json", "-t=false", "-p", self.port
        )

    def status(self):
        return self.ask(self.program(), "list", "-p", self.port)

    def stop(self):
        self.ask(self.program(), "down", "-p", self.port)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


ALL = [Tend, Supervisord, S6, Runit, Pm2, Provisr, ProcessCompose]
