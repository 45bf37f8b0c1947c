"""Delivering: notices to webhooks, signed as Standard Webhooks say, tried again, and at last parked for people.

    NOTICES ──► hook's durable ──► POST ──► 2xx                    delivered
                     ▲               ├────► 410                    parked at once
                     └── after a ────┴────► anything else          tried again; parked when the tries are used up
                         while

JetStream keeps what is to be delivered, and counts the tries, so a sender that dies loses nothing and starts nothing
anew. Each hook is served by itself: one that is down holds up no other.
"""

import asyncio
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.errors import TimeoutError as NatsTimeoutError
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import NotFoundError
from standardwebhooks import Webhook

from services.escalation.notices.hooks import Hook
from shared import parking
from shared.letters import Letter
from shared.notices import Notice
from shared.permissions import NOTIFYING
from shared.subjects import NOTICE, NOTICES, PARKED

log = logging.getLogger("redcard")

SECRET: Final = re.compile(r"whsec_[A-Za-z0-9+/]{2,}=*")
MINUTE, HOUR = 60.0, 3600.0
DELIVERED, RETRIED, SET_ASIDE = "delivered", "retried", "parked"
LISTEN: Final = 5.0
"""Seconds for which the server is asked for the next notice, and then asked again."""
AGAIN: Final = 1.0
"""The same after it did not answer."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a receiver has, and when it is tried again."""

    seconds: float = 10.0
    """From the first byte that we send to the last that we get."""
    delays: tuple[float, ...] = (5.0, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR)
    """Seconds between one try and the next: nine tries in a little more than two days."""

    @property
    def tries(self) -> int:
        """How often a notice is sent to a hook at most."""
        return len(self.delays) + 1


class UndeliveredError(Exception):
    """The receiver did not take it."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.final = final
        """Whether it said that it never will."""


def secrets_of(hook: Hook) -> list[Webhook]:
    """What a hook's notices are signed with, as its file says now; raises `OSError` and `ValueError`."""
    secrets = Path(hook.secret_file).read_text(encoding="ascii").split()
    if not secrets or not all(SECRET.fullmatch(secret) for secret in secrets):
        raise ValueError(f"{hook.secret_file}: one or more lines, each whsec_ and a key in base64")
    return [Webhook(secret) for secret in secrets]


async def deliver(http: httpx.AsyncClient, hook: Hook, body: bytes, seconds: float) -> None:
    """Send a notice once; raises `UndeliveredError`."""
    now, notice_id = datetime.now(UTC), Notice.model_validate_json(body).id
    try:
        signatures = [secret.sign(notice_id, now, body.decode()) for secret in secrets_of(hook)]
        headers = {
            "content-type": "application/cloudevents+json",
            "webhook-id": notice_id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signatures),
        }
        async with asyncio.timeout(seconds):
            answer = await http.post(str(hook.url), content=body, headers=headers, timeout=seconds)
    except (OSError, ValueError, httpx.HTTPError) as error:
        raise UndeliveredError(repr(error)) from error
    if not answer.is_success:
        raise UndeliveredError(f"HTTP {answer.status_code}", final=answer.status_code == httpx.codes.GONE)


class Delivering:
    """One hook, served from the moment at which it is first set up."""

    def __init__(self, hook: Hook, patience: Patience, count: Callable[[str, str], None]) -> None:
        self._hook = hook
        self._patience = patience
        self._count = count
        self._durable = f"hook-{hook.name}"
        self._place = f"{NOTIFYING}.{hook.name}"

    async def set_up(self, jetstream: JetStreamContext) -> None:
        """Have JetStream keep what comes from now on; a hook that was there before goes on where it stood."""
        try:
            policy = (await jetstream.consumer_info(NOTICES, self._durable)).config.deliver_policy
        except NotFoundError:
            policy = DeliverPolicy.NEW
        await jetstream.add_consumer(
            NOTICES,
            ConsumerConfig(
                durable_name=self._durable,
                filter_subject=f"{NOTICE}.{self._hook.who}.*",
                deliver_policy=policy,
                ack_policy=AckPolicy.EXPLICIT,
                ack_wait=2 * self._patience.seconds,
                max_deliver=-1,
                max_ack_pending=20_000,
            ),
        )

    async def run(self, client: Client) -> None:
        """Deliver what is due, for ever."""
        jetstream = client.jetstream()
        waiting = await jetstream.pull_subscribe_bind(durable=self._durable, stream=NOTICES)
        async with httpx.AsyncClient(follow_redirects=False) as http:
            while True:
                try:
                    if message := await self._next(waiting):
                        await self._handle(jetstream, http, message)
                except Exception:
                    # What was not acknowledged comes again by itself.
                    log.exception("%s: NATS did not do as asked; again in %s s", self._durable, AGAIN)
                    await asyncio.sleep(AGAIN)

    async def _next(self, waiting: JetStreamContext.PullSubscription) -> Msg | None:
        try:
            return (await waiting.fetch(1, timeout=LISTEN))[0]
        except NatsTimeoutError:
            return None

    async def _handle(self, jetstream: JetStreamContext, http: httpx.AsyncClient, message: Msg) -> None:
        if Notice.model_validate_json(message.data).type not in self._hook.kinds:
            await message.ack()
            return
        # A try that a crash cut short counts as one.
        tried = message.metadata.num_delivered or 1
        try:
            if tried > self._patience.tries:
                raise UndeliveredError("the sender ended while it was trying", final=True)
            await deliver(http, self._hook, message.data, self._patience.seconds)
        except UndeliveredError as error:
            if error.final or tried >= self._patience.tries:
                await self._park(jetstream, message, str(error), min(tried, self._patience.tries))
                await message.ack()
                self._tell(SET_ASIDE, message, str(error))
            else:
                await message.nak(delay=self._patience.delays[tried - 1])
                self._tell(RETRIED, message, str(error))
        else:
            await message.ack()
            self._tell(DELIVERED, message, "")

    async def _park(self, jetstream: JetStreamContext, message: Msg, error: str, tried: int) -> None:
        told = message.metadata
        letter = Letter(message.subject, message.data, told.sequence.stream, told.timestamp)
        headers = {**parking.wrapped(letter, error), parking.ATTEMPTS: str(tried)}
        place = parking.place_of(self._place, letter.sequence)
        await jetstream.publish(place, message.data, headers=headers, stream=PARKED)

    def _tell(self, outcome: str, message: Msg, error: str) -> None:
        self._count(self._hook.name, outcome)
        level = logging.INFO if outcome == DELIVERED else logging.WARNING
        log.log(level, "%s: %s %s %s", self._durable, message.subject, outcome, error)
