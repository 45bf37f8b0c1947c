"""The alarm of the clock, and the time, where NATS is.

    tick ──set──► TIMERS, held until its time ──ring──► TIMERS ──► clock-hears-alarm ──► tick

There is one alarm: set again, it rings at its new time only. A time that is over rings at once.
"""

from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from nats.js.api import Header

from shared.provisioning import client_at, connected
from shared.subjects import ALARM, RING, TIMERS

SECONDS: Final = 5
"""More than NATS needs to say what time it is."""


class AheadError(Exception):
    """The time here is ahead of that where NATS is, and the door goes by that one."""


async def set_alarm(url: str, at: datetime) -> None:
    """Have NATS ring at a time."""
    async with connected(url) as jetstream:
        headers = {Header.SCHEDULE.value: f"@at {at.isoformat()}", Header.SCHEDULE_TARGET.value: RING}
        await jetstream.publish(ALARM, headers=headers)


async def check_not_ahead(url: str, now: datetime, leeway: timedelta) -> None:
    """Raise `AheadError` where it is not nearly as late by the clock of NATS."""
    async with client_at(url) as client:
        answer = await client.request(f"$JS.API.STREAM.INFO.{TIMERS}", timeout=SECONDS)
    there = datetime.fromisoformat(msgspec.json.decode(answer.data, type=dict[str, Any])["ts"])
    if now > there + leeway:
        raise AheadError(f"the time here is more than {leeway} ahead of that where NATS is: set the clocks")
