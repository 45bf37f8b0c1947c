"""Intake's door on a server, in the process of the test: with whatever decider it needs, and to be stopped at will."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import nats
from nats.aio.client import Client
from sqlalchemy import Engine

from services.intake.app import door
from shared.doorway import Doorway
from shared.projecting import open_database
from shared.receiving import Door
from shared.recording import Recording
from shared.serving import Listening, Worker, connect
from shared.settings import Settings
from shared.subjects import INTAKE_HEARS_INBOX

SECONDS = 30
"""More than anything here needs."""

OpenDoor = Callable[[Recording, Engine], Door]


@asynccontextmanager
async def served(url: str, data: Path, open_door: OpenDoor = door) -> AsyncIterator[Doorway]:
    """Intake over its inbox, with a door of the test's own."""
    settings = Settings().model_copy(update={"nats_url": url, "data": data})
    log = Recording.at(url)
    broker = connect(settings, "intake")
    doorway = Doorway(
        broker, Worker(), INTAKE_HEARS_INBOX, open_door(log, open_database(settings.database_url("intake")))
    )
    listening = Listening(broker, INTAKE_HEARS_INBOX, doorway.handle)
    async with broker:
        await broker.start()
        await listening.start()
        try:
            yield doorway
        finally:
            await listening.stop()
    log.close()


@asynccontextmanager
async def client_of(url: str) -> AsyncIterator[Client]:
    """A connection of one's own."""
    client = await nats.connect(url)
    try:
        yield client
    finally:
        await client.close()


def body(message_id: str, data: Mapping[str, Any]) -> bytes:
    """A message in plain JSON."""
    return json.dumps({"id": message_id, "data": data}, ensure_ascii=False).encode()


def project(project_id: str) -> dict[str, Any]:
    """A project that can be registered once a contest is open."""
    return {
        "project": project_id,
        "name": "一号厂房",
        "category": "industry",
        "lead_official": "甲",
        "responsible_unit": "乙局",
        "task_force": "丙专班",
        "money_unit": "CNY-10k",
    }


CONTEST = {
    "district": "某区",
    "district_en": "A district",
    "first_month": "2026-01",
    "money_unit": "CNY-10k",
    "investment_target": "100",
    "projects": 1,
    "to_commission": 0,
    "to_speed_up": 1,
}


async def answers(
    client: Client, messages: list[tuple[str, bytes]], headers: dict[str, str] | None = None
) -> list[Any]:
    """Publish messages of the bureau in order, kind and body each, and give as many receipts as they come."""
    receipts = await client.subscribe("redcard.receipt.bureau.*")
    for kind, content in messages:
        await client.jetstream().publish(f"redcard.in.bureau.{kind}", content, headers=headers)
    async with asyncio.timeout(SECONDS):
        found = [json.loads((await receipts.next_msg(SECONDS)).data) for _ in messages]
    await receipts.unsubscribe()
    return found


async def all_answered(client: Client) -> None:
    """Return when intake has acknowledged everything that is in the inbox."""
    durable = INTAKE_HEARS_INBOX
    while True:
        state = await client.jetstream().consumer_info(durable.stream, durable.name)
        if not state.num_pending and not state.num_ack_pending:
            return
