"""What it costs to read one entry: our mapper, pydantic on the same fact, and the library's own mapper.

python -m bench.decoding
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

from eventsourcing.domain import AggregateEvent
from eventsourcing.persistence import DatetimeAsISO, DecimalAsStr, JSONTranscoder, Mapper, StoredEvent, UUIDAsHex
from pydantic import TypeAdapter

from shared.catalogue.intake import ProgressReported
from shared.catalogue.values import MoneyUnit, Month
from shared.envelope import Entry, entry_id
from shared.eventlog.mapper import FactMapper

ROUNDS, COUNT = 5, 20_000
FACT = ProgressReported(
    project="P0142",
    month=Month("2026-05"),
    money_unit=MoneyUnit.CNY_10K,
    investment=Decimal("1234.50"),
    physical=Decimal("41.5"),
    narrative="主体结构封顶",
)
ENTRY = Entry(
    originator_id="intake.project.P0142",
    originator_version=7,
    id=entry_id("bureau/m7", "intake.project.P0142", "progress.reported"),
    actor="bureau",
    source="bureau",
    causation="bureau/m7",
    correlation="bureau/m7",
    occurred_at=datetime(2026, 6, 1, tzinfo=UTC),
    fact=FACT,
)


@dataclass(frozen=True)
class LibraryEvent(AggregateEvent):
    """The same figures as an event of the library."""

    project: str
    month: str
    money_unit: str
    investment: Decimal
    physical: Decimal
    narrative: str


def main() -> None:
    ours = FactMapper(JSONTranscoder())
    stored = ours.to_stored_event(ENTRY)
    adapter: TypeAdapter[Entry[ProgressReported]] = TypeAdapter(Entry[ProgressReported])
    transcoder = JSONTranscoder()
    for transcoding in (UUIDAsHex(), DecimalAsStr(), DatetimeAsISO()):
        transcoder.register(transcoding)
    library: Mapper[Any] = Mapper(transcoder)
    event = LibraryEvent(
        originator_id=uuid4(),
        originator_version=7,
        timestamp=datetime(2026, 6, 1, tzinfo=UTC),
        project="P0142",
        month="2026-05",
        money_unit="CNY-10k",
        investment=Decimal("1234.50"),
        physical=Decimal("41.5"),
        narrative="主体结构封顶",
    )
    theirs: StoredEvent = library.to_stored_event(event)
    rows = {
        "redcard's mapper (msgspec)": lambda: ours.to_domain_event(stored),
        "pydantic, the same entry": lambda: adapter.validate_json(stored.state),
        "eventsourcing's Mapper": lambda: library.to_domain_event(theirs),
    }
    times = {name: best(decode) for name, decode in rows.items()}
    base = next(iter(times.values()))
    for name, seconds in times.items():
        print(f"{name:28}{seconds * 1e6:8.2f} µs an entry{seconds / base:8.1f} x")


def best(decode: Callable[[], object]) -> float:
    """Seconds a call, the best of some rounds."""
    found = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        for _ in range(COUNT):
            decode()
        found.append((time.perf_counter() - began) / COUNT)
    return min(found)


if __name__ == "__main__":
    main()
