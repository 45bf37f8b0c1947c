"""Group commit: all who wait are handled together, and share what becomes of it."""

import asyncio
from collections.abc import Sequence

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from shared.serving import BATCH, Hearing
from shared.subjects import INTAKE_HEARS_INBOX


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
