"""The embedded stack: a nats-server and the three services as the separate processes they are, on one directory.

    start:  nats-server ► streams and durables ► intake, scoring, escalation ► all ready
    stop:   the services ► nats-server

What each process says goes to a log file of its own in the directory. A process that ends by itself is an error, and
the error holds its last words. Any of them can be killed and started again, for that is what the tests do.
"""

import asyncio
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from shared.embedded import EmbeddedServer
from shared.provisioning import provision

NATS: Final = "nats-server"
SERVICES: Final = ("intake", "scoring", "escalation")
READY_SECONDS: Final = 60.0
STOP_SECONDS: Final = 10.0
POLL_SECONDS: Final = 0.02
LAST_LINES: Final = 20


class BrokenStackError(Exception):
    """A process of the stack ended, or never became ready; the text has its last words."""


@dataclass(frozen=True, slots=True)
class _Running:
    process: subprocess.Popen[bytes]
    port: int


class Stack:
    """redcard on one machine: `with Stack(directory) as stack: ...`."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._server = EmbeddedServer(data / "nats")
        self._running: dict[str, _Running] = {}

    @property
    def nats_url(self) -> str:
        """Where NATS listens."""
        return self._server.url

    def __enter__(self) -> Self:
        try:
            self._server.start()
            asyncio.run(provision(self.nats_url))
            for name in SERVICES:
                self._launch(name)
            for name in SERVICES:
                self._wait_until_ready(name)
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop everything in good order: the services together, then the server."""
        running, self._running = self._running, {}
        for service in running.values():
            service.process.terminate()
        for service in running.values():
            try:
                service.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                service.process.kill()
                service.process.wait()
        self._server.stop()

    def kill(self, name: str) -> None:
        """SIGKILL one process, as a power cut would."""
        if name == NATS:
            self._server.kill()
            return
        service = self._running.pop(name)
        service.process.send_signal(signal.SIGKILL)
        service.process.wait()

    def start(self, name: str) -> None:
        """Start one process again, and return when it is ready."""
        if name == NATS:
            self._server.start()
            return
        self._launch(name)
        self._wait_until_ready(name)

    def check(self) -> None:
        """Raise `BrokenStackError` if a service has ended."""
        for name, service in self._running.items():
            if (code := service.process.poll()) is not None:
                raise BrokenStackError(f"{name} ended with {code}; its last words:\n{self._last_words(name)}")

    def pid(self, name: str) -> int:
        """The process id of a service."""
        return self._running[name].process.pid

    def port(self, name: str) -> int:
        """Where a service has its health pages and metrics."""
        return self._running[name].port

    def log_file(self, name: str) -> Path:
        """Where a service writes what it says."""
        return self._data / f"{name}.log"

    def _launch(self, name: str) -> None:
        port = _free_port()
        settings = {"NATS_URL": self.nats_url, "REDCARD_DATA": str(self._data), "REDCARD_PORT": str(port)}
        settings["NATS_NKEY_SEED_FILE"] = ""  # This server asks nobody who they are.
        command = [sys.executable, "-m", "services.command_line", "serve", name]
        with self.log_file(name).open("ab") as log:
            # In a group of its own, so that Ctrl-C reaches us alone and everything is stopped in good order.
            process = subprocess.Popen(
                command,
                env={**os.environ, **settings},
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                process_group=0,
            )
        self._running[name] = _Running(process, port)

    def _wait_until_ready(self, name: str) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not _is_ready(self._running[name].port):
            self.check()
            if time.monotonic() > deadline:
                raise BrokenStackError(
                    f"{name} was not ready after {READY_SECONDS:.0f} s; its last words:\n{self._last_words(name)}"
                )
            time.sleep(POLL_SECONDS)

    def _last_words(self, name: str) -> str:
        with self.log_file(name).open(encoding="utf-8", errors="replace") as log:
            return "".join(deque(log, LAST_LINES)).strip() or "(none)"


def _is_ready(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=3)
    try:
        connection.request("GET", "/ready")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
