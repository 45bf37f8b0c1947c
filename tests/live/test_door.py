"""The door over the wire: every message gets its receipt, whatever it is and whatever breaks in between."""

import asyncio
import json
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import nats
import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from services.command_line.stack import Stack
from shared.subjects import INTAKE_HEARS_INBOX, REPLY_TO

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
SECONDS = 30
"""More than any receipt needs: only a lost one takes so long."""


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """redcard with an open contest."""
    with Stack(tmp_path_factory.mktemp("door")) as stack:
        answer = run(stack, lambda client: ask(client, "contest-opened", body("contest", CONTEST)))
        assert answer["outcome"] == "accepted"
        yield stack


def run(stack: Stack, work: Callable[[Client], Awaitable[Any]]) -> Any:
    """Do something over a connection of one's own."""

    async def connected() -> Any:
        client = await nats.connect(stack.nats_url)
        try:
            return await asyncio.wait_for(work(client), SECONDS)
        finally:
            await client.close()

    return asyncio.run(connected())


def body(message_id: str, data: Mapping[str, Any]) -> bytes:
    return json.dumps({"id": message_id, "data": data}).encode()


def project(project_id: str) -> dict[str, Any]:
    return {
        "project": project_id,
        "name": "一号厂房",
        "category": "industry",
        "lead_official": "甲",
        "responsible_unit": "乙局",
        "task_force": "丙专班",
        "money_unit": "CNY-10k",
    }


def report(project_id: str, **fields: Any) -> dict[str, Any]:
    return {"project": project_id, "month": "2026-01", "money_unit": "CNY-10k", "investment": "1", **fields}


async def ask(client: Client, kind: str, content: bytes, reply_to: str = "") -> dict[str, Any]:
    """Publish a message and give its receipt, as it stands on the subject of receipts."""
    [answer] = await ask_all(client, [(kind, content)], reply_to)
    return answer


async def ask_all(client: Client, messages: list[tuple[str, bytes]], reply_to: str = "") -> list[dict[str, Any]]:
    """Publish messages in order and give as many receipts, in the order in which they come."""
    receipts = await client.subscribe("redcard.receipt.bureau.*")
    for kind, content in messages:
        headers = {REPLY_TO: reply_to} if reply_to else None
        await client.jetstream().publish(f"redcard.in.bureau.{kind}", content, headers=headers)
    found = [json.loads((await receipts.next_msg(SECONDS)).data) for _ in messages]
    await receipts.unsubscribe()
    return found


@pytest.mark.parametrize(
    ("kind", "content", "code", "field"),
    [
        ("progress-reported", b'{"id": "b1", "data": {', "broken-json", ""),
        ("progress-reported", b"\xff\xfe", "broken-json", ""),
        ("progress-reported", b"", "broken-json", ""),
        ("progress-reported", b" " * 2_000_000, "too-large", ""),
        ("nonsense", body("b2", {}), "unknown-message", "subject"),
        ("progress.reported", body("b3", {}), "unknown-message", "subject"),
        ("progress-reported", body("b4", report("P1", money_unit="CNY")), "wrong-unit", "data.money_unit"),
        ("progress-reported", body("b5", report("P1", investment="-1")), "out-of-range", "data.investment"),
        ("progress-reported", body("b6", report("P1", month="2026-09")), "month-not-begun", "data.month"),
        ("progress-reported", body("b7", report("nobody")), "unknown-project", "data.project"),
        ("progress-reported", body("*", report("P1")), "bad-id", "id"),
        ("progress-reported", body(">", report("P1")), "bad-id", "id"),
        ("progress-reported", body("a b", report("P1")), "bad-id", "id"),
        ("progress-reported", body("x" * 500, report("P1")), "bad-id", "id"),
    ],
)
def test_bad_input_gets_a_refusal_that_names_the_field(
    stack: Stack, kind: str, content: bytes, code: str, field: str
) -> None:
    run(stack, lambda client: ask(client, "project-registered", body("register-P1", project("P1"))))
    answer = run(stack, lambda client: ask(client, kind, content))

    assert (answer["outcome"], answer["code"], answer["field"]) == ("refused", code, field)
    assert answer["rule"]
    stack.check()


@pytest.mark.parametrize(
    "headers",
    [
        {"Status": "100"},
        {"Status": "204"},
        {"Status": "404", "Description": "No Messages"},
        {"Status": "503"},
        {"Nats-Subject": "redcard.in.office.month-closed", "Nats-Sequence": "1"},
        {"Nats-Time-Stamp": "yesterday"},
    ],
    ids=str,
)
@pytest.mark.parametrize("content", [b"", b"{"], ids=["empty", "broken"])
def test_headers_that_only_the_server_may_write_deceive_nobody(
    stack: Stack, headers: dict[str, str], content: bytes
) -> None:
    async def asked(client: Client) -> dict[str, Any]:
        receipts = await client.subscribe("redcard.receipt.>")
        await client.jetstream().publish("redcard.in.bureau.progress-reported", content, headers=headers)
        answer: dict[str, Any] = json.loads((await receipts.next_msg(SECONDS)).data)
        while await unacknowledged(client):
            pass
        return answer

    answer = run(stack, asked)

    assert (answer["outcome"], answer["source"], answer["code"]) == ("refused", "bureau", "broken-json")


@pytest.mark.parametrize(
    ("source", "headers"),
    [
        (b"bureau", b"NATS/1.0 503 Oops"),
        (b"bureau", b"NATS/1.0 204 \xff\xfe"),
        (b"bureau", b"NATS/1.0\r\n\xff\xfe: x\r\nA"),
        (b"bureau", b"garbage"),
        (b"bur\xffeau", b"NATS/1.0"),
        ("局".encode(), b"NATS/1.0"),
        (b"$b{u}reau", b"NATS/1.0"),
        (b"x" * 4_000, b"NATS/1.0"),
    ],
    ids=lambda part: repr(part[:20]),
)
def test_what_no_client_would_send_is_answered_and_the_door_stays_open(
    stack: Stack, source: bytes, headers: bytes
) -> None:
    """Bytes on the wire that the server takes, though they are no proper headers, or no proper source."""

    async def asked(client: Client) -> tuple[dict[str, Any], dict[str, Any]]:
        receipts = await client.subscribe("redcard.receipt.>")
        await asyncio.to_thread(publish_raw, stack.nats_url, b"redcard.in." + source + b".issue-raised", headers)
        odd = json.loads((await receipts.next_msg(SECONDS)).data)
        await client.jetstream().publish("redcard.in.bureau.issue-raised", b"{")
        usual = json.loads((await receipts.next_msg(SECONDS)).data)
        while await unacknowledged(client):
            pass
        return odd, usual

    odd, usual = run(stack, asked)

    expected = ("bureau", "broken-json") if source == b"bureau" else ("_unknown", "bad-source")
    assert (odd["source"], odd["code"]) == expected
    assert (usual["source"], usual["code"]) == ("bureau", "broken-json")


def publish_raw(nats_url: str, subject: bytes, headers: bytes) -> None:
    """Publish an empty message without the help of a client; returns when the server has it."""
    block = headers + b"\r\n\r\n"
    place = "127.0.0.1", int(nats_url.rpartition(":")[2])
    with socket.create_connection(place, SECONDS) as wire, wire.makefile("rb") as said:
        said.readline()
        wire.sendall(b'CONNECT {"verbose":false,"headers":true}\r\n')
        wire.sendall(b"HPUB %s %d %d\r\n%s\r\nPING\r\n" % (subject, len(block), len(block), block))
        assert said.readline() == b"PONG\r\n"


def test_the_same_message_twice_gets_the_same_receipt_and_changes_nothing(stack: Stack) -> None:
    message = ("project-registered", body("twice", project("P2")))

    first, second = run(stack, lambda client: ask_all(client, [message, message]))

    assert first == second
    assert len(first["positions"]) == 1


def test_a_receipt_also_goes_where_the_sender_asked_for_it(stack: Stack) -> None:
    async def asked(client: Client) -> tuple[dict[str, Any], dict[str, Any]]:
        own = await client.subscribe(mine := client.new_inbox())
        answer = await ask(client, "project-registered", body("reply", project("P3")), mine)
        return answer, json.loads((await own.next_msg(SECONDS)).data)

    published, replied = run(stack, asked)

    assert published == replied


def test_a_receipt_never_goes_onto_the_log(stack: Stack) -> None:
    async def asked(client: Client) -> list[Msg]:
        heard: list[Msg] = []

        async def hear(message: Msg) -> None:
            heard.append(message)

        await client.subscribe("redcard.log.intake.project.forged", cb=hear)
        await ask(client, "project-registered", body("forge", project("P4")), "redcard.log.intake.project.forged")
        await ask(client, "project-registered", body("behind", project("P5")))
        return heard

    assert run(stack, asked) == []


def test_what_was_sent_first_is_decided_first_even_if_intake_is_killed_in_between(tmp_path: Path) -> None:
    """Intake dies with messages delivered to it and not acknowledged; newer ones must not be judged before them."""
    registrations = [("project-registered", body(f"r{number}", project(f"P{number}"))) for number in range(20)]
    reports = [("progress-reported", body(f"p{number}", report(f"P{number}"))) for number in range(20)]
    with Stack(tmp_path) as stack:
        run(stack, lambda client: ask(client, "contest-opened", body("contest", CONTEST)))
        os.kill(stack.pid("intake"), signal.SIGSTOP)

        async def deliver(client: Client) -> None:
            for kind, content in registrations:
                await client.jetstream().publish(f"redcard.in.bureau.{kind}", content)
            while await unacknowledged(client) < len(registrations):
                pass

        run(stack, deliver)
        stack.kill("intake")
        stack.start("intake")
        outcomes = run(stack, lambda client: outcomes_of(client, registrations + reports))

    assert outcomes == {f"{kind}{number}": "accepted" for kind in "rp" for number in range(20)}


async def outcomes_of(client: Client, messages: list[tuple[str, bytes]]) -> dict[str, str]:
    """Publish messages and give the outcome of each, whatever other receipts come and how often."""
    wanted = {json.loads(content)["id"] for _, content in messages}
    found: dict[str, str] = {}
    receipts = await client.subscribe("redcard.receipt.bureau.*")
    for kind, content in reversed(messages):
        await client.jetstream().publish(f"redcard.in.bureau.{kind}", content)
    while not wanted <= found.keys():
        receipt = json.loads((await receipts.next_msg(SECONDS)).data)
        found[receipt["message_id"]] = receipt["outcome"]
    return {message_id: found[message_id] for message_id in wanted}


async def unacknowledged(client: Client) -> int:
    durable = INTAKE_HEARS_INBOX
    return (await client.jetstream().consumer_info(durable.stream, durable.name)).num_ack_pending or 0
