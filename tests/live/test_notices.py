"""Notices on their stream: each once, numbered for each who hears, and there to be read by them."""

import asyncio
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from nats.js import JetStreamContext
from nats.js.errors import APIError

from shared.embedded import EmbeddedServer
from shared.notices import ACCOUNTABILITY, WORK_DISPATCH
from shared.provisioning import provision
from shared.subjects import NOTICES, NOTICES_HEARS_LOG
from tests.live.serving import client_of
from tests.live.telling import (
    ACCOUNT,
    INTERVIEW,
    ORDER,
    REGISTERED,
    add,
    redcard,
    served,
    until,
)

PAGE = Path(__file__).parents[2] / "docs" / "notices.md"
[READING, _] = re.findall(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.fixture
def url(own_server: EmbeddedServer) -> str:
    asyncio.run(provision(own_server.url))
    return own_server.url


async def posted(jetstream: JetStreamContext) -> dict[str, str]:
    """Every notice on the stream: its subject, and the fact it tells of."""
    count = (await jetstream.stream_info(NOTICES)).state.messages
    found = [await jetstream.get_msg(NOTICES, number, direct=True) for number in range(1, count + 1)]
    return {str(one.subject).removeprefix("redcard.notice."): json.loads(one.data or b"")["type"] for one in found}


async def settled(jetstream: JetStreamContext) -> bool:
    """Whether the service has handled all that was announced to it."""
    state = await jetstream.consumer_info(NOTICES_HEARS_LOG.stream, NOTICES_HEARS_LOG.name)
    return not state.num_pending and not state.num_ack_pending


ALL = {
    "bureau.1": "supervision-order.issued",
    "work-dispatch.1": "supervision-order.issued",
    "bureau.2": "interview.ordered",
    "work-dispatch.2": "interview.ordered",
    "accountability.1": "interview.ordered",
}


def test_what_is_said_while_it_serves_is_told_numbered_for_each_who_hears(url: str) -> None:
    async def run() -> dict[str, str]:
        async with served(url), client_of(url) as client:
            for fact in (REGISTERED, ORDER, INTERVIEW):
                await asyncio.to_thread(add, url, fact)
            await until(lambda: settled(client.jetstream()))
            return await posted(client.jetstream())

    assert list(ALL.items()) == list(asyncio.run(run()).items())


def test_starting_again_and_two_at_a_time_tell_nobody_anything_twice(url: str) -> None:
    add(url, REGISTERED, ORDER, INTERVIEW)

    async def run() -> list[dict[str, str]]:
        found = []
        async with client_of(url) as client:
            for services in (2, 1):
                starting = [served(url) for _ in range(services)]
                await asyncio.gather(*(each.__aenter__() for each in starting))
                found.append(await posted(client.jetstream()))
                await asyncio.gather(*(each.__aexit__(None, None, None) for each in starting))
            await asyncio.to_thread(add, url, ACCOUNT)
            async with served(url):
                return [*found, await posted(client.jetstream())]

    together, again, later = asyncio.run(run())

    assert (ALL, ALL) == (together, again)
    assert ALL | {"bureau.3": "accountability.opened", "accountability.2": "accountability.opened"} == later


def test_what_stands_under_a_number_can_not_be_written_over(url: str) -> None:
    add(url, REGISTERED, ORDER)

    async def run() -> dict[str, str]:
        async with served(url), client_of(url) as client:
            with pytest.raises(APIError, match="maximum messages per subject exceeded"):
                await client.jetstream().publish("redcard.notice.bureau.1", b"{}", stream=NOTICES)
            return await posted(client.jetstream())

    assert "supervision-order.issued" == asyncio.run(run())["bureau.1"]


def test_the_command_line_reads_what_somebody_was_told(url: str) -> None:
    add(url, REGISTERED, ORDER, INTERVIEW)

    async def run() -> None:
        async with served(url):
            pass

    asyncio.run(run())
    said = redcard("notices", "--for", WORK_DISPATCH, "--after", "1", "--json", "--nats", url)
    none = redcard("notices", "--for", "nobody", "--json", "--nats", url)
    shown = redcard("notices", "--for", ACCOUNTABILITY, "--nats", url)

    assert [(2, "interview.ordered", 3)] == [
        (told["number"], told["type"], told["data"]["position"]) for told in map(json.loads, said.stdout.splitlines())
    ]
    assert ("", 0) == (none.stdout, none.exit_code)
    assert "约谈工业和信息化局" in shown.stdout.replace("\n", "")


def test_the_program_of_the_page_reads_what_was_told_and_what_is_told_from_then_on(url: str) -> None:
    add(url, REGISTERED, ORDER)

    async def run() -> list[str]:
        async with served(url):
            command = [sys.executable, "-c", READING, url, "bureau", "0"]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
                assert reader.stdout
                said = [await asyncio.to_thread(reader.stdout.readline)]
                await asyncio.to_thread(add, url, INTERVIEW)
                said.append(await asyncio.to_thread(reader.stdout.readline))
                reader.kill()
            return said

    order, interview = asyncio.run(run())

    assert order.startswith("1 工业和信息化局 is ordered to remedy P0142")
    assert interview.startswith("2 工业和信息化局 (lead official: 王建国) is summoned to an interview about P0142")
