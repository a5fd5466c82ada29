"""What /proc tells of processes, read cheaply enough not to disturb what is measured."""

import os
import select
import signal
import time

TICK_MS = 1000 / os.sysconf("SC_CLK_TCK")


def newest_pid():
    """The id that the kernel gave last, to a process or a thread: one small read instead of a scan."""
    with open("/proc/loadavg", "rb") as file:
        return int(file.read().rsplit(b" ", 1)[1])


def argv(pid):
    """The arguments of a process, or None once it is gone."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read().split(b"\0")[:-1]
    except (FileNotFoundError, ProcessLookupError):
        return None


def stat(pid):
    """The fields of /proc/PID/stat after the name, or None once it is gone."""
    try:
        with open(f"/proc/{pid}/stat", "rb") as file:
            return file.read().rsplit(b") ", 1)[1].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def descendants(root):
    """A process and all that descend from it."""
    children = {}
    for name in os.listdir("/proc"):
        if name.isdigit() and (fields := stat(name)):
            children.setdefault(int(fields[1]), []).append(int(name))
    found, queue = [], [root]
    while queue:
        pid = queue.pop()
        found.append(pid)
        queue.extend(children.get(pid, []))
    return found


def cpu_ms(pids):
    """Processor time of these processes so far, all threads, in steps of a clock tick."""
    fields = [stat(pid) for pid in pids]
    return sum((int(f[11]) + int(f[12])) * TICK_MS for f in fields if f)


def memory_mb(pids):
    """Resident, proportional and anonymous memory of these processes together."""
    sums = {"Rss": 0, "Pss": 0, "Anonymous": 0}
    for pid in pids:
        try:
            with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
                lines = file.readlines()[1:]
        except (FileNotFoundError, ProcessLookupError):
            continue
        for line in lines:
            key, value = line.split(":")
            if key in sums:
                sums[key] += int(value.split()[0])
    return {key.lower(): kb / 1024 for key, kb in sums.items()}


class Copies:
    """The processes of one exact command line, found as the kernel makes them."""

    def __init__(self, command):
        self.command = [word.encode() for word in command]
        self.alive = set()
        self._undecided = set()
        self._looked_up_to = newest_pid()

    def look(self):
        """Looks at what was born since the last look; returns the copies among it."""
        newest = newest_pid()
        if newest < self._looked_up_to:  # the numbers have wrapped
            self._undecided.update(int(p) for p in os.listdir("/proc") if p.isdigit())
        else:
            self._undecided.update(range(self._looked_up_to + 1, newest + 1))
        self._looked_up_to = newest
        born = set()
        for pid in list(self._undecided):
            words = argv(pid)
            if words is None:
                self._undecided.discard(pid)
            elif words == self.command:
                self._undecided.discard(pid)
                born.add(pid)
        self.alive |= born
        return born

    def await_count(self, count, seconds, check, pause=0.002):
        """Waits until so many copies were seen; `check` throws if that cannot be any more."""
        limit = time.monotonic() + seconds
        while len(self.alive) < count:
            self.look()
            check()
            if time.monotonic() > limit:
                raise TimeoutError(f"{len(self.alive)} of {count} are there after {seconds} s")
            if len(self.alive) < count:
                time.sleep(pause)

    def await_end(self, seconds):
        """Waits until none of the copies seen is left, without polling."""
        poll = select.poll()
        open_fds = {}
        for pid in self.alive:
            try:
                fd = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            open_fds[fd] = pid
            poll.register(fd, select.POLLIN)
        limit = time.monotonic() + seconds
        try:
            while open_fds:
                ready = poll.poll(max(0, (limit - time.monotonic()) * 1000))
                if not ready:
                    raise TimeoutError(f"{len(open_fds)} are left after {seconds} s")
                for fd, _ in ready:
                    poll.unregister(fd)
                    os.close(fd)
                    del open_fds[fd]
        finally:
            for fd in open_fds:
                os.close(fd)
        self.alive.clear()

    def crash_one(self, pid, seconds):
        """Kills one copy; returns its successor and the milliseconds until that was there."""
        self.look()
        self.alive.discard(pid)
        began = time.perf_counter()
        os.kill(pid, signal.SIGKILL)
        while not (born := self.look()):
            if time.perf_counter() - began > seconds:
                raise TimeoutError(f"no successor of {pid} after {seconds} s")
        return born.pop(), (time.perf_counter() - began) * 1000

    def kill_all(self):
        """Ends what is left, found by its command line, whoever started it."""
        for name in os.listdir("/proc"):
            if name.isdigit() and argv(name) == self.command:
                try:
                    os.kill(int(name), signal.SIGKILL)
                except ProcessLookupError:
                    pass
