"""A letter on which a decider breaks down: parked with its error, told to its sender, and in nobody's way."""

import asyncio
import json
from pathlib import Path
from typing import Any

import nats
import pytest
from sqlalchemy import Engine

from shared.catalogue import Fact
from shared.catalogue.intake import ContestOpened
from shared.doorway import Doorway
from shared.embedded import EmbeddedServer
from shared.following import Follower
from shared.projecting import open_database
from shared.provisioning import provision
from shared.receiving import Decide, Door, Messages
from shared.recording import Recording
from shared.serving import Worker, connect, hear
from shared.settings import Settings
from shared.subjects import INTAKE_HEARS_INBOX, PARKED

SECONDS = 30
MESSAGES = ("before", "poison", "after")


def broken() -> Decide:
    """A decider with a bug: it breaks down on one district, and accepts the others."""

    def decide(proposal: Fact) -> list[Fact]:
        assert isinstance(proposal, ContestOpened)
        if proposal.district == "poison":
            raise ZeroDivisionError("a bug")
        return [proposal]

    return decide


def door(log: Recording, engine: Engine) -> Door:
    messages = Messages(engine, "intake")
    follower = Follower(log, "intake", messages)
    follower.start()
    return Door("intake", follower, messages, broken)


async def answers(settings: Settings, url: str) -> tuple[list[dict[str, Any]], tuple[str, dict[str, str], bytes]]:
    """Send all messages to a door that breaks down on one; the receipts, and what was parked."""
    broker = connect(settings, "intake")
    log = Recording.at(settings.nats_url)
    doorway = Doorway(broker, Worker(), INTAKE_HEARS_INBOX, door(log, open_database(settings.database_url("intake"))))
    hear(broker, INTAKE_HEARS_INBOX, doorway.handle)
    client = await nats.connect(url)
    receipts = await client.subscribe("redcard.receipt.bureau.*")
    for message in MESSAGES:
        await client.jetstream().publish("redcard.in.bureau.contest-opened", body(message))
    async with broker:
        await broker.start()
        found = [json.loads((await receipts.next_msg(SECONDS)).data) for _ in MESSAGES]
        parked = await client.jetstream().get_last_msg(PARKED, "redcard.parked.>")
    log.close()
    await client.close()
    assert parked.data is not None
    ours = {name: value for name, value in (parked.headers or {}).items() if name.startswith("Redcard-")}
    return found, (str(parked.subject), ours, parked.data)


def body(message: str) -> bytes:
    contest = {
        "district": message,
        "district_en": message,
        "first_month": "2026-01",
        "money_unit": "CNY-10k",
        "investment_target": "1",
        "projects": 1,
        "to_commission": 0,
        "to_speed_up": 1,
    }
    return json.dumps({"id": message, "data": contest}).encode()


@pytest.fixture
def settings(own_server: EmbeddedServer, tmp_path: Path) -> Settings:
    asyncio.run(provision(own_server.url))
    return Settings().model_copy(update={"nats_url": own_server.url, "data": tmp_path / "data"})


def test_poison_is_parked_and_the_others_are_answered(own_server: EmbeddedServer, settings: Settings) -> None:
    receipts, parked = asyncio.run(answers(settings, own_server.url))

    assert receipts == [
        {"outcome": "accepted", "source": "bureau", "message_id": "before", "positions": [1]},
        {"outcome": "parked", "source": "bureau", "message_id": "poison"},
        {"outcome": "accepted", "source": "bureau", "message_id": "after", "positions": [2]},
    ]
    assert parked == (
        "redcard.parked.intake.2",
        {"Redcard-Subject": "redcard.in.bureau.contest-opened", "Redcard-Error": "ZeroDivisionError('a bug')"},
        body("poison"),
    )
