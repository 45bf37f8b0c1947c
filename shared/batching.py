"""Atomic batches: many messages stored by one stream at once, all or none, for the price of one sync of the disk."""

import json
from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Final

from nats.aio.client import Client
from nats.errors import Error as NatsError
from nats.js.api import Header

MOST: Final = 1_000
"""Messages that the server takes in one batch."""
REPLY_SECONDS: Final = 5.0
_ID, _SEQUENCE, _COMMIT = Header.BATCH_ID.value, Header.BATCH_SEQUENCE.value, Header.BATCH_COMMIT.value


async def publish(client: Client, messages: Sequence[tuple[str, bytes]]) -> None:
    """Have a stream store messages, subject and body each, in batches; raises nats-py's errors."""
    for start in range(0, len(messages), MOST):
        *before, (subject, body) = messages[start : start + MOST]
        batch, last = {_ID: token_urlsafe(6)}, len(before) + 1
        for place, (earlier, content) in enumerate(before, start=1):
            await client.publish(earlier, content, headers={**batch, _SEQUENCE: str(place)})
        end = {**batch, _SEQUENCE: str(last), _COMMIT: "1"} if before else None
        answer = json.loads((await client.request(subject, body, REPLY_SECONDS, headers=end)).data)
        if "error" in answer:
            raise NatsError(f"{len(before) + 1} messages on {subject} were not stored: {answer['error']}")
