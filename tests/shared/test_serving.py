"""Group commit: all who wait are handled together, and share what becomes of it."""

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from shared.serving import BATCH, Hearing, Listening
from shared.subjects import INTAKE_HEARS_INBOX, SCORING_HEARS_INBOX


def messages(count: int) -> list[Msg]:
    return [Msg(_client=Client(), data=b"%d" % number) for number in range(count)]


def handled(count: int) -> list[list[bytes]]:
    """The batches in which so many messages are handled that all come at once."""
    batches: list[list[bytes]] = []

    async def handle(batch: Sequence[Msg]) -> None:
        batches.append([message.data for message in batch])
        await asyncio.sleep(0)  # noqa: TID251  # The others come while the first is handled.

    async def come() -> None:
        hearing = Hearing(INTAKE_HEARS_INBOX, handle)
        await asyncio.gather(*(hearing.join(message) for message in messages(count)))

    asyncio.run(come())
    return batches


def test_a_lone_message_is_handled_alone() -> None:
    assert handled(1) == [[b"0"]]


def test_all_who_wait_are_handled_together_and_each_once() -> None:
    batches = handled(BATCH + 100)

    assert [said for batch in batches for said in batch] == [b"%d" % number for number in range(BATCH + 100)]
    assert all(len(batch) <= BATCH for batch in batches)
    assert len(batches) <= 3


def test_a_failure_is_shared_and_shown_until_the_next_success() -> None:
    troubles = []

    async def handle(batch: Sequence[Msg]) -> None:
        if batch[0].data == b"0":
            raise ValueError("disk full")

    async def come() -> None:
        hearing = Hearing(INTAKE_HEARS_INBOX, handle)
        first, second = messages(2)
        with pytest.raises(ValueError, match="disk full"):
            await hearing.join(first)
        troubles.append(hearing.trouble)
        await hearing.join(second)
        troubles.append(hearing.trouble)

    asyncio.run(come())

    assert troubles == ["ValueError('disk full')", ""]


# Letters --------------------------------------------------------------------------------------------------------------


class Server:
    """As much of a connection as a listener needs: the inbox ends at 500, and what is acknowledged is written down."""

    def __init__(self) -> None:
        self.acknowledged: list[str] = []
        self.heard = asyncio.Event()
        self._build_message = None

    async def connect(self) -> "Server":
        return self

    def jetstream(self) -> "Server":
        return self

    async def stream_info(self, name: str) -> SimpleNamespace:
        return SimpleNamespace(state=SimpleNamespace(last_seq=500))

    async def subscribe(self, subject: str, queue: str, **_: Any) -> None:
        pass

    async def publish(self, subject: str, body: bytes) -> None:
        self.acknowledged.append(subject)
        self.heard.set()


def announcement(sequence: int, delivered: int = 1) -> Msg:
    reply = f"$JS.ACK.INBOX.scoring-hears-inbox.{delivered}.{sequence}.{sequence}.0.0"
    return Msg(_client=Client(), reply=reply)


def test_what_is_announced_again_is_acknowledged_though_it_was_handled_long_ago() -> None:
    """The stream goes on behind the last letter for us: that letter is none the less the last to be acknowledged."""
    server, handled = Server(), []

    async def handle(until: int) -> None:
        handled.append(until)

    async def listen() -> None:
        listening = Listening(server, SCORING_HEARS_INBOX, handle)  # type: ignore[arg-type]
        await listening.start()
        for sequence in (298, 300):
            await listening._hear(announcement(sequence, delivered=2))
        await asyncio.wait_for(server.heard.wait(), 30)
        await listening.stop()

    asyncio.run(listen())
    assert {500} == set(handled)
    assert [announcement(300, delivered=2).reply] == server.acknowledged
