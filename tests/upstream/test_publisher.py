"""The publisher keeps the order and loses nothing, whatever breaks on the way."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from services.upstream.message import Message
from services.upstream.publisher import Publisher, UndeliveredError
from shared.catalogue.intake import ProgressReported
from shared.catalogue.values import MoneyUnit, Month
from shared.embedded import EmbeddedServer
from shared.receipts import Accepted, Receipt
from shared.subjects import REPLY_TO
from tests.upstream.conftest import Door

NOON = datetime(2023, 5, 1, 12, tzinfo=UTC)


def report(number: int) -> Message:
    """The report number so many of a bureau."""
    fact = ProgressReported(
        project="P1", month=Month("2023-05"), money_unit=MoneyUnit.CNY_10K, investment=Decimal(number)
    )
    return Message("bureau", "progress-reported", f"r{number}", NOON, fact, actor="Wang Fang")


def accepted(number: int, position: int) -> Accepted:
    """The receipt for the report number so many."""
    return Accepted(source="bureau", message_id=f"r{number}", positions=(position,))


async def published(publisher: Publisher, messages: Sequence[Message], window: int) -> list[tuple[Message, Receipt]]:
    """Everything that `send_all` yields."""
    return [pair async for pair in publisher.send_all(messages, window)]


def test_messages_arrive_in_order_and_each_comes_back_with_its_receipt(server: EmbeddedServer) -> None:
    reports = [report(number) for number in range(1, 301)]

    async def run() -> tuple[list[tuple[Message, Receipt]], list[str]]:
        async with Door().open(server.url) as door, Publisher(server.url) as publisher:
            return await published(publisher, reports, window=50), door.heard

    pairs, heard = asyncio.run(run())
    assert [(message, accepted(n, n)) for n, message in enumerate(reports, start=1)] == pairs
    assert [message.id for message in reports] == heard


def test_a_fact_is_readable_json_with_exact_figures_on_the_wire(server: EmbeddedServer) -> None:
    async def run() -> list[bytes]:
        async with Door().open(server.url) as door, Publisher(server.url) as publisher:
            await publisher.send(report(1))
            return door.bodies

    [body] = asyncio.run(run())
    unknown = dict.fromkeys(("physical", "paid", "forecast_cost", "forecast_completion", "narrative"))
    told: dict[str, Any] = {
        "project": "P1",
        "month": "2023-05",
        "money_unit": "CNY-10k",
        "investment": "1",
        "evidence": [],
        **unknown,
    }
    assert {"id": "r1", "time": "2023-05-01T12:00:00Z", "actor": "Wang Fang", "data": told} == json.loads(body)


def test_a_broken_body_is_sent_as_it_is(server: EmbeddedServer) -> None:
    message = Message("bureau", "progress-reported", "b1", NOON, {}, body=b'{"id": "b1", "data": 7}')

    async def run() -> tuple[Receipt, list[bytes]]:
        async with Door().open(server.url) as door, Publisher(server.url) as publisher:
            return await publisher.send(message), door.bodies

    receipt, bodies = asyncio.run(run())
    assert [b'{"id": "b1", "data": 7}'] == bodies
    assert Accepted(source="bureau", message_id="b1", positions=(1,)) == receipt


def test_headers_go_along_and_the_receipt_still_comes_back(server: EmbeddedServer) -> None:
    message = replace(report(1), headers={"Redcard-Signature": "c2ln", REPLY_TO: "_INBOX.elsewhere"})

    async def run() -> tuple[Receipt, list[dict[str, str]]]:
        async with Door().open(server.url) as door, Publisher(server.url) as publisher:
            return await publisher.send(message), door.headers

    receipt, [headers] = asyncio.run(run())
    assert accepted(1, 1) == receipt
    assert "c2ln" == headers["Redcard-Signature"]
    assert "_INBOX.elsewhere" != headers[REPLY_TO]


def test_a_message_without_a_receipt_is_sent_again_under_the_same_id(server: EmbeddedServer) -> None:
    door = Door()
    door.silent_for = lambda delivery: delivery == 1

    async def run() -> Receipt:
        async with door.open(server.url), Publisher(server.url, patience=0.2, attempts=100) as publisher:
            return await publisher.send(report(1))

    assert accepted(1, 1) == asyncio.run(run())
    assert ["r1"] == door.heard
    assert door.deliveries > 1


def test_a_killed_server_costs_neither_a_message_nor_the_order(server: EmbeddedServer) -> None:
    reports = [report(number) for number in range(1, 401)]
    door = Door()

    def restart_once(delivery: int) -> None:
        if delivery == 100:
            server.kill()
            server.start()

    door.on_delivery = restart_once

    async def run() -> list[tuple[Message, Receipt]]:
        async with door.open(server.url), Publisher(server.url, patience=2, attempts=100) as publisher:
            return await published(publisher, reports, window=50)

    assert [(message, accepted(n, n)) for n, message in enumerate(reports, start=1)] == asyncio.run(run())
    assert [message.id for message in reports] == door.heard


def test_a_silent_door_is_an_error_that_names_the_messages(server: EmbeddedServer) -> None:
    async def run() -> None:
        async with Publisher(server.url, patience=0.1, attempts=2) as publisher:
            await published(publisher, [report(1), report(2)], window=10)

    with pytest.raises(UndeliveredError) as error:
        asyncio.run(run())
    assert (
        "no receipt for 2 messages after 2 attempts (the door gave no receipt: is intake running?): "
        "bureau/r1, bureau/r2"
    ) == str(error.value)


def test_a_server_without_the_inbox_is_an_error_that_says_what_to_run(bare_server: EmbeddedServer) -> None:
    async def run() -> None:
        async with Publisher(bare_server.url, attempts=2) as publisher:
            await publisher.send(report(1))

    with pytest.raises(UndeliveredError) as error:
        asyncio.run(run())
    assert (
        "no receipt for 1 messages after 2 attempts "
        "(no stream takes bureau/r1: has `redcard provision` been run, and is JetStream up?): bureau/r1"
    ) == str(error.value)


def test_a_server_that_is_not_there_is_an_error_at_once(server: EmbeddedServer) -> None:
    server.kill()

    async def run() -> None:
        async with Publisher(server.url):
            raise AssertionError("there is nothing to connect to")

    with pytest.raises(UndeliveredError, match=f"no connection to NATS at {server.url}: "):
        asyncio.run(run())


def test_a_body_larger_than_the_server_takes_is_an_error(server: EmbeddedServer) -> None:
    message = Message("bureau", "progress-reported", "b1", NOON, {}, body=b"x" * 9_000_000)

    async def run() -> None:
        async with Publisher(server.url) as publisher:
            await publisher.send(message)

    with pytest.raises(UndeliveredError, match="bureau/b1: larger than the server takes: "):
        asyncio.run(run())
