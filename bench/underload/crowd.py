"""A crowd of clients at the API, in a process of its own so that it does not disturb what is measured.

Followers read whatever comes; requests are sent over a few kept connections at an even rate; and
idlers follow too but never read.
"""

import re
import selectors
import socket
import time
from multiprocessing import Event, Process, Queue

CONNECTIONS = 20
REQUESTS = ("/v1/units/steady.1", "/v1/units/steady.2/why", "/healthz", "/v1/events?limit=10")
FOLLOWED = "/v1/units/talker.{}/logs?follow=true&lines=0"
READ_BYTES = 65536


class Crowd:
    """So many clients, from entering the block until leaving it.

    `rate` is how many requests a second are sent, all together.
    """

    def __init__(self, path, talkers, followers=0, rate=0, idlers=0):
        self.path, self.talkers = str(path), talkers
        self.followers, self.rate, self.idlers = followers, rate, idlers
        self.ready, self.over, self.told = Event(), Event(), Queue()
        self.process = Process(target=self._work, daemon=True)

    def __enter__(self):
        self.process.start()
        if not self.ready.wait(60):
            raise TimeoutError("the clients could not all connect within 60 s")
        return self

    def __exit__(self, *_):
        self.over.set()
        self.figures = self.told.get(timeout=60)
        self.process.join(60)

    def _work(self):
        selector = selectors.DefaultSelector()
        idlers = [self._follow(index) for index in range(self.idlers)]
        followers = [self._follow(index) for index in range(self.followers)]
        for connection in followers:
            connection.setblocking(False)
            selector.register(connection, selectors.EVENT_READ, None)
        askers = [Asker(self._connect()) for _ in range(CONNECTIONS if self.rate else 0)]
        for asker in askers:
            selector.register(asker.connection, selectors.EVENT_READ, asker)
        self.ready.set()
        read, began = self._serve(selector, askers), time.perf_counter()
        seconds, streamed = read
        for connection in idlers:
            connection.close()
        answers = [millis for asker in askers for millis in asker.millis]
        self.told.put(
            {
                "seconds": seconds,
                "streamed": streamed,
                "answers": answers,
                "refused": sum(asker.refused for asker in askers),
            }
        )

    def _serve(self, selector, askers):
        began = time.perf_counter()
        sent, streamed = 0, 0
        while not self.over.is_set():
            now = time.perf_counter() - began
            for asker in askers:
                if sent >= now * self.rate:
                    break
                if asker.is_free():
                    asker.ask(REQUESTS[sent % len(REQUESTS)])
                    sent += 1
            for key, _ in selector.select(0.002 if askers else 0.05):
                if key.data:
                    key.data.take()
                else:
                    got = key.fileobj.recv(READ_BYTES)
                    streamed += len(got)
                    if not got:
                        selector.unregister(key.fileobj)
        return time.perf_counter() - began, streamed

    def _connect(self):
        connection = socket.socket(socket.AF_UNIX)
        connection.connect(self.path)
        return connection

    def _follow(self, index):
        connection = self._connect()
        path = FOLLOWED.format(index % self.talkers + 1)
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: tend\r\n\r\n".encode())
        return connection


class Asker:
    """A kept connection with one request under way at most."""

    def __init__(self, connection):
        self.connection = connection
        self.millis, self.refused = [], 0
        self._asked = None
        self._got = b""

    def is_free(self):
        return self._asked is None

    def ask(self, path):
        self._asked = time.perf_counter()
        self.connection.sendall(f"GET {path} HTTP/1.1\r\nHost: tend\r\n\r\n".encode())

    def take(self):
        self._got += self.connection.recv(READ_BYTES)
        head, blank, body = self._got.partition(b"\r\n\r\n")
        length = re.search(rb"(?i)content-length: *(\d+)", head)
        if blank and length and len(body) >= int(length.group(1)):
            self.millis.append((time.perf_counter() - self._asked) * 1000)
            self.refused += not head.startswith(b"HTTP/1.1 200")
            self._asked, self._got = None, b""
