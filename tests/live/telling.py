"""The service of notices, by itself: in the process of the test, or as one that can be killed.

python -m tests.live.telling <NATS URL> <file of webhooks>
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from typing import Any, Final

from typer.testing import CliRunner, Result

from services.command_line.app import app
from services.escalation.notices.app import Telling, build, hooks_of
from services.escalation.notices.delivering import Patience
from shared.catalogue import Fact
from shared.recording import Recording
from shared.serving import connect, hear, serve
from shared.settings import Settings
from shared.subjects import NOTICES_HEARS_LOG
from tests.memory import tell
from tests.samples import EVERY_FACT

PATIENCE: Final = Patience(seconds=30, delays=(0.02, 0.02))
HASTE: Final = Patience(seconds=0.3, delays=(0.02, 0.02))
"""For receivers that never answer."""
SECONDS: Final = 30
"""More than anything here needs."""
SECRET: Final = "whsec_cmVkY2FyZCBzaWducyB3aGF0IGl0IHRlbGxz"
HANG: Final = 0
"""In place of a status: no answer at all."""


class Receiver:
    """An address that answers as it is told, one status after the other and then the last one, and keeps what came."""

    def __init__(self, *statuses: int) -> None:
        self._statuses = list(statuses)
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.changed = Condition()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                if status := receiver.take({name.lower(): value for name, value in self.headers.items()}, body):
                    self.send_response(status)
                    self.send_header("content-length", "0")
                    self.end_headers()
                else:
                    self.rfile.read()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    def __enter__(self) -> "Receiver":
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/redcard"

    def take(self, headers: dict[str, str], body: bytes) -> int:
        with self.changed:
            self.came.append((headers, body))
            self.changed.notify_all()
            return self._statuses.pop(0) if len(self._statuses) > 1 else self._statuses[0]

    def answer(self, status: int) -> None:
        """From now on."""
        self._statuses = [status]

    def wait(self, count: int) -> None:
        """Until so many have come."""
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.came) >= count, SECONDS), f"{len(self.came)} came"

    def types(self) -> list[str]:
        return [json.loads(body)["type"] for _, body in self.came]


def hooks_file(directory: Path, *hooks: tuple[str, str, str], kinds: str = "") -> Path:
    """A file of webhooks: name, who and url each."""
    (directory / "secret").write_text(f"{SECRET}\n")
    file = directory / "webhooks.toml"
    text = '[[hook]]\nname = "{}"\nwho = "{}"\nurl = "{}"\nsecret_file = "{}"\n{}\n'
    file.write_text("".join(text.format(*hook, directory / "secret", kinds) for hook in hooks))
    return file


@asynccontextmanager
async def served(url: str, hooks: Path | None = None, patience: Patience = PATIENCE) -> AsyncIterator[Telling]:
    """The service, woken by what is said on the log."""
    broker = connect(Settings().model_copy(update={"nats_url": url}), "notices")
    log = Recording.at(url)
    telling = Telling(broker, log, hooks_of(hooks), patience)
    hear(broker, NOTICES_HEARS_LOG, telling.settle)
    async with broker:
        await broker.start()
        await telling.start()
        try:
            yield telling
        finally:
            await telling.stop()
    log.close()


REGISTERED, ORDER, INTERVIEW, ACCOUNT = (
    EVERY_FACT[name]
    for name in ("project.registered", "supervision-order.issued", "interview.ordered", "accountability.opened")
)


def add(url: str, *facts: Fact) -> None:
    log = Recording.at(url)
    tell(log, *facts)
    log.close()


async def until(done: Callable[[], Any]) -> Any:
    """What something gives, as soon as it gives anything; each look at it goes over the wire."""
    async with asyncio.timeout(SECONDS):
        while not (found := await done()):
            pass
        return found


def redcard(*arguments: str, **environment: str) -> Result:
    return CliRunner().invoke(app, arguments, env={"COLUMNS": "200", **environment})


if __name__ == "__main__":
    settings = Settings().model_copy(update={"nats_url": sys.argv[1], "webhooks": Path(sys.argv[2]), "port": 0})
    asyncio.run(serve(settings, build(settings, HASTE)))
