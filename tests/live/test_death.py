"""Intake dies at a chosen moment between a letter and its acknowledgement, and the next one goes on regardless."""

import asyncio
import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from nats.js import JetStreamContext
from nats.js.errors import NotFoundError

from shared.embedded import EmbeddedServer
from shared.provisioning import provision
from shared.recording import Recording
from shared.subjects import RECEIPTS
from tests.live.dying import DEATH, MOMENTS
from tests.live.serving import CONTEST, SECONDS, body, client_of, project, served

MESSAGES = [
    ("contest-opened", body("contest", CONTEST)),
    ("project-registered", body("good", project("P1"))),
    ("project-registered", body("bad", {**project("P2"), "category": "castle"})),
    ("project-registered", body("late", project("P1"))),
]
EXPECTED = [("contest", "accepted", [1]), ("good", "accepted", [2]), ("bad", "refused", [3]), ("late", "refused", [4])]


async def receipt(js: JetStreamContext, message_id: str) -> Any:
    """The receipt of a message, once it is there."""
    while True:
        with suppress(NotFoundError):
            kept = await js.get_last_msg(RECEIPTS, f"redcard.receipt.bureau.{message_id}", direct=True)
            return json.loads(kept.data or b"")


@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("tables", ["kept", "lost"])
def test_the_next_intake_gives_the_answers_that_were_owed(
    moment: str, tables: str, own_server: EmbeddedServer, tmp_path: Path
) -> None:
    """It dies twice, so that the second death comes upon what the first has left."""
    url, data = own_server.url, tmp_path / "dying"

    async def run() -> list[Any]:
        await provision(url)
        async with client_of(url) as client:
            js = client.jetstream()
            command = [sys.executable, "-m", "tests.live.dying", url, str(data), moment]
            for some in (MESSAGES[:2], MESSAGES[2:]):
                for kind, content in some:
                    await js.publish(f"redcard.in.bureau.{kind}", content)
                assert DEATH == subprocess.run(command, timeout=SECONDS, check=False).returncode
            async with served(url, data if tables == "kept" else tmp_path / "fresh"):
                async with asyncio.timeout(SECONDS):
                    return [await receipt(js, message_id) for message_id, _, _ in EXPECTED]

    receipts = asyncio.run(run())

    assert EXPECTED == [(one["message_id"], one["outcome"], one["positions"]) for one in receipts]
    log = Recording.at(url)
    assert [f"bureau/{message_id}" for message_id, _, _ in EXPECTED] == [one.entry.causation for one in log.read(0)]
    log.close()
