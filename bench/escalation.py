"""What escalation costs: from a card to its order, many cards at once, and a caseload's memory and start.

    python -m bench.escalation --projects 1000,10000,100000

From a card to its order: the service as a process of its own, one red card at a time, by the server's own times of
storing both. Many at once: every project gets a red card, so that each calls for an order; scoring, which issues the
cards in the same run, is the peer. The caseload then holds ten deadlines a project: an order's two, and two for each of
four open issues; its memory is what a fresh process grows by while a caseload follows the whole log.
"""

import argparse
import gc
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from multiprocessing import get_context
from pathlib import Path

from bench.scoring import FIRST, MONTHS, Log, Said, logs, opening, registered, scoring, seconds
from services.command_line.stack import Stack
from services.escalation.app import Escalation
from services.escalation.caseload import Caseload
from shared.catalogue import Fact
from shared.catalogue.escalation import SupervisionOrderIssued
from shared.catalogue.intake import DayBegun, IssueRaised, MonthClosed, MonthOpened
from shared.catalogue.scoring import CardIssued
from shared.catalogue.values import Card
from shared.envelope import Logged
from shared.projecting import open_database
from shared.recording import Recording

LONE = 300
"""Red cards that come one by one."""
ISSUES = 4
PATIENCE_SECONDS = 10.0
PAGE = 4096
"""Bytes of a page of memory, in which Linux counts."""


def issues(project: str) -> Said:
    """What is in a project's way, for long enough not to be overdue."""
    for number in range(ISSUES):
        yield IssueRaised(
            issue=f"{project}-{number}",
            project=project,
            title=f"地块内管线未迁改（{number}）",
            raised_by="项目专班",
            raised_on=date(2026, 1, 10),
            due_on=date(2026, 6, 1 + number),
        )


@contextmanager
def escalation(log: Log) -> Iterator[Escalation]:
    """The service, on a database of its own."""
    with tempfile.TemporaryDirectory() as data:
        engine = open_database(f"sqlite:///{data}/escalation.db")
        yield Escalation(log.recording, engine)
        engine.dispose()


def resident() -> int:
    """Bytes of memory that this process holds."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * PAGE


def measure_many(count: int) -> None:
    """A month's cards are issued, all red; each calls for an order; then the service starts anew."""
    names = [f"P{number:06}" for number in range(count)]
    with logs() as log:
        log.tell(opening())
        log.tell(registered(name) for name in names)
        log.tell(fact for name in names for fact in issues(name))
        with scoring(log) as cards, escalation(log) as steps:
            cards.settle()
            steps.settle()
            log.tell(iter((MonthOpened(month=MONTHS[1]), DayBegun(day=date(2026, 2, 2)), MonthClosed(month=FIRST))))
            issuing, reacting = seconds(cards.settle), seconds(steps.settle)
        print(
            f"{count:10,} cards  issued {count / issuing:8,.0f}/s  answered {count / reacting:8,.0f}/s"
            f"  {issuing / reacting:5.2f}   (wanted: 0.5)",
            flush=True,
        )
        with ProcessPoolExecutor(1, get_context("spawn")) as fresh:
            print(f"{count:10,} {fresh.submit(started, log.url).result()}", flush=True)


def started(url: str) -> str:
    """What a caseload holds and takes that follows the log from its first entry, in a process of its own."""
    recording = Recording.at(url)
    gc.collect()
    before, began = resident(), time.perf_counter()
    caseload = Caseload(shipped="")
    for logged in recording.read_all():
        caseload.evolve(logged)
    took = time.perf_counter() - began
    gc.collect()
    held, count = resident() - before, len(caseload.cases)
    deadlines = sum(len(known) for known in caseload.clocks.agenda.of.values())
    return (
        f"cases with {deadlines:9,} deadlines: {held / 2**20:7,.0f} MiB, {held / count:6,.0f} bytes a case,"
        f" started in {took:6.1f} s from {recording.head():,} entries"
    )


def red(project: str) -> CardIssued:
    """A red card with nothing to it."""
    return CardIssued(
        project=project,
        month=FIRST,
        card=Card.RED,
        score=Decimal(41),
        rank=1,
        rank_of=1,
        category_rank=1,
        category_of=1,
        previous=None,
        streak=1,
        points=(),
        lights=(),
        vetoes=(),
        caps=(),
        inputs=(),
        edition="hanting-2025.2",
        rulebook_sha256="0" * 64,
        closed_at=1,
    )


def measure_lone() -> None:
    """One red card at a time, to a service at work, by the server's own times."""
    with (
        tempfile.TemporaryDirectory() as directory,
        Stack(Path(directory)) as stack,
        Recording.at(stack.nats_url) as recording,
    ):
        log = Log(recording, stack.nats_url)
        log.tell(opening())
        log.tell(registered(f"P{number:06}") for number in range(LONE))
        for number in range(LONE):
            log.tell(iter((red(f"P{number:06}"),)))
            wait_for(recording, SupervisionOrderIssued, number + 1)
        told = [*recording.read_all()]
    waits = sorted(waited(told))
    print(f"card to order, p50    {waits[len(waits) // 2]:10.1f} ms")
    print(f"card to order, p99    {waits[len(waits) * 99 // 100]:10.1f} ms   (wanted: at most 50)", flush=True)


def wait_for(recording: Recording, kind: type[Fact], count: int) -> None:
    """Wait until so many facts of a kind are on the log."""
    position, found, until = 0, 0, time.monotonic() + PATIENCE_SECONDS
    while found < count:
        assert time.monotonic() < until, f"no {kind.__name__} in {PATIENCE_SECONDS} s"
        for logged in recording.read(position):
            found += isinstance(logged.entry.fact, kind)
            position = logged.position


def waited(told: list[Logged]) -> Iterator[float]:
    """Milliseconds from each card to the order that it called for, as the server stored them."""
    cards = {one.position: one.recorded_at for one in told if isinstance(one.entry.fact, CardIssued)}
    for one in told:
        if isinstance(one.entry.fact, SupervisionOrderIssued):
            card = cards[one.entry.fact.ground.evidence[0]]
            yield (one.recorded_at - card).total_seconds() * 1_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--projects", default="1000,10000,100000", help="sizes of the district")
    told = arguments.parse_args()
    measure_lone()
    for count in map(int, told.projects.split(",")):
        measure_many(count)


if __name__ == "__main__":
    main()
