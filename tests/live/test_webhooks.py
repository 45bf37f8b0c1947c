"""Notices reach people by webhook, whatever fails, dies or says no."""

import asyncio
import base64
import hashlib
import hmac
import json
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from nats.js import JetStreamContext
from typer.testing import Result

from services.command_line.parked_letters import ParkedLetter, Parking
from services.escalation.notices.delivering import Patience
from shared.catalogue.intake import MessageDiscarded
from shared.embedded import EmbeddedServer
from shared.notices import WORK_DISPATCH
from shared.provisioning import provision
from shared.recording import Recording
from shared.subjects import NOTICES, RECEIPTS
from tests.live import serving as intake
from tests.live.serving import client_of
from tests.live.telling import (
    ACCOUNT,
    HANG,
    HASTE,
    INTERVIEW,
    ORDER,
    PATIENCE,
    REGISTERED,
    SECRET,
    Receiver,
    add,
    hooks_file,
    redcard,
    served,
    until,
)
from tests.samples import CONTEST, STEELWORKS, facts_of

DESK = "dispatch-desk"
PAGE = Path(__file__).parents[2] / "docs" / "notices.md"
[_, VERIFYING] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.fixture(autouse=True)
def _straight_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def url(own_server: EmbeddedServer) -> str:
    asyncio.run(provision(own_server.url))
    return own_server.url


async def parked(url: str, count: int) -> list[ParkedLetter]:
    async with client_of(url) as client:
        return await until(lambda: at_least(Parking(client), count))  # type: ignore[no-any-return]


async def at_least(parking: Parking, count: int) -> list[ParkedLetter]:
    found = await parking.all()
    return found if len(found) >= count else []


def verify(headers: dict[str, str], body: bytes) -> None:
    """As a receiver does that knows of Standard Webhooks only what they say."""
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()

    assert f"v1,{expected}" == headers["webhook-signature"]
    assert json.loads(body)["id"] == headers["webhook-id"]

    page: dict[str, Any] = {}
    exec(VERIFYING, page)
    assert page["is_genuine"](headers, body, SECRET)
    assert not page["is_genuine"](headers, body + b" ", SECRET)


def test_a_notice_is_signed_and_tried_again_until_it_is_taken(url: str, tmp_path: Path) -> None:
    async def run() -> None:
        with Receiver(500, 302, 204) as desk:
            async with served(url, hooks_file(tmp_path, (DESK, WORK_DISPATCH, desk.url))) as telling:
                await asyncio.to_thread(add, url, REGISTERED, ORDER)
                await asyncio.to_thread(desk.wait, 3)
                await until(lambda: asyncio.to_thread(lambda: b'outcome="delivered"' in telling.counted.text()))
        [first, *_] = desk.came
        for headers, body in desk.came:
            verify(headers, body)
            assert (first[0]["webhook-id"], first[1]) == (headers["webhook-id"], body)
        assert 3 == len(desk.came)

    asyncio.run(run())


@contextmanager
def process(url: str, hooks: Path) -> Iterator["subprocess.Popen[bytes]"]:
    running = subprocess.Popen([sys.executable, "-m", "tests.live.telling", url, str(hooks)])
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def test_a_sender_killed_while_it_sends_sends_it_again_and_nothing_else(url: str, tmp_path: Path) -> None:
    with Receiver(HANG) as desk:
        hooks = hooks_file(tmp_path, (DESK, WORK_DISPATCH, desk.url))
        with process(url, hooks) as sender:
            asyncio.run(set_up(url))
            add(url, REGISTERED, ORDER)
            desk.wait(1)
            sender.send_signal(signal.SIGKILL)
        desk.answer(200)
        asyncio.run(again(url, hooks, desk))

    assert ["supervision-order.issued", "interview.ordered"] == list(dict.fromkeys(desk.types()))
    assert desk.came[0][0]["webhook-id"] == desk.came[1][0]["webhook-id"]
    for headers, body in desk.came:
        verify(headers, body)


async def again(url: str, hooks: Path, desk: Receiver) -> None:
    async with served(url, hooks, HASTE):
        await asyncio.to_thread(desk.wait, 2)
        await asyncio.to_thread(add, url, INTERVIEW)
        await asyncio.to_thread(desk.wait, 3)


async def set_up(url: str) -> None:
    async with client_of(url) as client:
        await until(lambda: hooked(client.jetstream()))


async def hooked(jetstream: JetStreamContext) -> int:
    return (await jetstream.stream_info(NOTICES)).state.consumer_count


def test_a_hook_that_is_down_is_tried_so_often_then_parked_and_holds_up_no_other(url: str, tmp_path: Path) -> None:
    async def run() -> tuple[list[ParkedLetter], Receiver, Receiver, list[Result]]:
        with Receiver(503) as down, Receiver(200) as up:
            hooks = hooks_file(tmp_path, (DESK, WORK_DISPATCH, down.url), ("other", WORK_DISPATCH, up.url))
            async with served(url, hooks):
                await asyncio.to_thread(add, url, REGISTERED, ORDER, INTERVIEW)
                await asyncio.to_thread(up.wait, 2)
                found = await parked(url, 2)

            async def run(*arguments: str) -> Result:
                return await asyncio.to_thread(redcard, *arguments, "--nats", url, REDCARD_WEBHOOKS=str(hooks))

            done = [await run("parked", "retry", found[0].place)]
            down.answer(200)
            done += [await run("parked", "retry", found[0].place), await run("parked", "list", "--json")]
            return found, down, up, done

    found, down, up, [still, taken, listed] = asyncio.run(run())

    assert ["supervision-order.issued", "interview.ordered"] == up.types()
    assert 2 * PATIENCE.tries + 2 == len(down.came)
    assert [("notices.dispatch-desk.2", 3, "HTTP 503"), ("notices.dispatch-desk.4", 3, "HTTP 503")] == [
        (letter.place, letter.attempts, letter.error) for letter in found
    ]
    assert f"{WORK_DISPATCH}/{json.loads(found[0].body)['id']}" == found[0].message
    assert (1, f"notices.dispatch-desk.2: {found[0].message} parked HTTP 503\n") == (still.exit_code, still.stdout)
    assert (0, f"notices.dispatch-desk.2: {found[0].message} delivered to {down.url}\n") == (
        taken.exit_code,
        taken.stdout,
    )
    assert ["notices.dispatch-desk.4"] == [json.loads(line)["place"] for line in listed.stdout.splitlines()]
    verify(*down.came[-1])


@pytest.mark.parametrize(
    ("status", "patience", "tries", "error"),
    [(410, PATIENCE, 1, "HTTP 410"), (HANG, HASTE, HASTE.tries, "TimeoutError()")],
    ids=["gone", "silent"],
)
def test_gone_is_final_and_no_answer_is_not(
    status: int, patience: Patience, tries: int, error: str, url: str, tmp_path: Path
) -> None:
    async def run() -> tuple[list[ParkedLetter], int]:
        with Receiver(status) as desk:
            async with served(url, hooks_file(tmp_path, (DESK, WORK_DISPATCH, desk.url)), patience):
                await asyncio.to_thread(add, url, REGISTERED, ORDER)
                return await parked(url, 1), len(desk.came)

    [letter], came = asyncio.run(run())

    assert (tries, tries, error) == (came, letter.attempts, letter.error)


def test_a_notice_that_is_given_up_is_on_the_log_with_the_reason_and_no_sender_is_told(
    url: str, tmp_path: Path
) -> None:
    async def run() -> tuple[str, list[ParkedLetter], int]:
        with Receiver(410) as desk:
            async with served(url, hooks_file(tmp_path, (DESK, WORK_DISPATCH, desk.url))):
                await asyncio.to_thread(add, url, CONTEST, STEELWORKS, ORDER)
                [letter] = await parked(url, 1)
        async with intake.served(url, tmp_path), client_of(url) as client:
            parking = Parking(client)
            answer = await parking.discard(letter, "已电话通知", "值班员", "office")
            receipts = (await client.jetstream().stream_info(RECEIPTS)).state.messages
            return answer.outcome, await parking.all(), receipts

    assert ("accepted", [], 1) == asyncio.run(run())
    log = Recording.at(url)
    discarded = facts_of(log.read(2))
    log.close()
    assert [("notices-dispatch-desk", 2, "redcard.notice.work-dispatch.1", "已电话通知")] == [
        (fact.service, fact.sequence, fact.subject, fact.reason)
        for fact in discarded
        if isinstance(fact, MessageDiscarded)
    ]


def test_a_new_hook_hears_of_its_kinds_from_now_on_and_not_of_years_past(url: str, tmp_path: Path) -> None:
    add(url, REGISTERED, ORDER)

    async def run() -> Receiver:
        with Receiver(200) as desk:
            kinds = 'kinds = ["supervision-order.issued", "accountability.opened"]'
            hooks = hooks_file(tmp_path, (DESK, "bureau", desk.url), kinds=kinds)
            async with served(url, hooks):
                await asyncio.to_thread(add, url, INTERVIEW, ACCOUNT)
                await asyncio.to_thread(desk.wait, 1)
            return desk

    assert ["accountability.opened"] == asyncio.run(run()).types()
