"""What scoring costs: folding the log, closing a month, and the state of a project; on a server that syncs every write.

    python -m bench.scoring --projects 1000,10000,100000

Folding is measured against reading and decoding the same log without folding it, rounds alternating, best of three. A
close is timed from the moment its fact is on the log until the last card is. The state is what a year of plan, reports
and issues leaves in memory.
"""

import argparse
import gc
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from services.scoring.app import Scoring
from services.scoring.contest import Contest
from services.scoring.rulebook import parse
from services.scoring.rulebook.shelf import shelf
from shared.catalogue import Fact
from shared.catalogue.intake import (
    ContestOpened,
    DayBegun,
    FactorGuaranteed,
    IssueAccepted,
    IssueRaised,
    IssueSolved,
    MilestoneReached,
    MonthClosed,
    MonthOpened,
    PlanMonth,
    PlannedMilestone,
    ProgressReported,
    ProjectRegistered,
)
from shared.catalogue.scoring import RulebookAdopted
from shared.catalogue.values import Category, Factor, Milestone, MoneyUnit, Month, month_after
from shared.embedded import EmbeddedServer
from shared.envelope import Logged, Origin
from shared.following import Fold, Follower
from shared.projecting import open_database
from shared.recording import BATCH, Recording

ROUNDS = 3
FIRST = Month("2026-01")
MONTHS = [month_after(FIRST, index) for index in range(12)]
NOON = datetime(2026, 1, 1, 4, tzinfo=UTC)
UNIT = MoneyUnit.CNY_10K
Said = Iterator[Fact]


def opening() -> Said:
    text = shelf()["hanting"]
    yield ContestOpened(
        district="某区",
        district_en="A district",
        first_month=FIRST,
        money_unit=UNIT,
        investment_target=Decimal(860000),
        projects=50,
        to_commission=12,
        to_speed_up=38,
        simulated=True,
    )
    book = parse(text)
    yield RulebookAdopted(edition=book.edition, text=text, sha256=book.sha256, adopted_by="调度办公室")


def registered(project: str) -> ProjectRegistered:
    plan = tuple(
        PlanMonth(month=month, investment=Decimal(3000 * index), physical=Decimal(8 * index))
        for index, month in enumerate(MONTHS, 1)
    )
    milestones = (
        PlannedMilestone(milestone=Milestone.STARTED, due_on=date(2026, 2, 15)),
        PlannedMilestone(milestone=Milestone.COMPLETED, due_on=date(2026, 11, 30)),
    )
    return ProjectRegistered(
        project=project,
        name="高端不锈钢深加工项目",
        category=Category.INDUSTRY,
        lead_official="王建国",
        responsible_unit="工业和信息化局",
        task_force="工业项目专班",
        money_unit=UNIT,
        total_cost=Decimal(120000),
        annual_target=Decimal(36000),
        plan=plan,
        milestones=milestones,
        factors_needed=(Factor.LAND, Factor.PERMITS),
    )


def reported(project: str, month: Month) -> ProgressReported:
    number = int(month[5:])
    done = Decimal(2700 * number) + Decimal("0.25")
    return ProgressReported(
        project=project, month=month, money_unit=UNIT, investment=done, physical=Decimal(7 * number), paid=done / 2
    )


def lived(project: str) -> Said:
    """What else happens to a project in a year."""
    for factor in (Factor.LAND, Factor.PERMITS):
        yield FactorGuaranteed(
            project=project, factor=factor, guaranteed_on=date(2026, 1, 20), guaranteed_by="自然资源局"
        )
    yield MilestoneReached(project=project, milestone=Milestone.STARTED, reached_on=date(2026, 1, 25))
    for issue in (f"{project}-1", f"{project}-2"):
        yield IssueRaised(
            issue=issue,
            project=project,
            title="地块内管线未迁改",
            factor=Factor.LAND,
            raised_by="项目专班",
            raised_on=date(2026, 1, 10),
            due_on=date(2026, 1, 20),
        )
        yield IssueSolved(issue=issue, solved_by="自然资源局", solved_on=date(2026, 1, 18), proof="管线已迁改")
        yield IssueAccepted(issue=issue, accepted_by="调度办公室", accepted_on=date(2026, 1, 19))


class Log:
    """A log on a server, with somebody who tells it facts."""

    def __init__(self, recording: Recording, url: str) -> None:
        self.recording = recording
        self.url = url
        self._teller = Follower(recording, "intake")
        self._told = 0

    def tell(self, facts: Said) -> None:
        batch: list[tuple[Fact, Origin]] = []
        for fact in facts:
            self._told += 1
            said = f"bureau/m{self._told}"
            origin = Origin(actor="bureau", source="bureau", causation=said, correlation=said, occurred_at=NOON)
            batch.append((fact, origin))
            if len(batch) == BATCH:
                self._teller.append(batch)
                batch = []
        if batch:
            self._teller.append(batch)

    def read(self) -> Iterator[list[Logged]]:
        after = 0
        while chunk := self.recording.read(after):
            yield chunk
            after = chunk[-1].position


@contextmanager
def logs() -> Iterator[Log]:
    """A log on a fresh server."""
    with tempfile.TemporaryDirectory() as store, EmbeddedServer(Path(store)) as server:
        recording = Recording(
            {"PERSISTENCE_MODULE": "shared.eventlog", "NATS_URL": server.url, "NATS_LOG_CREATE": "yes"}
        )
        yield Log(recording, server.url)
        recording.close()


def year(log: Log, count: int) -> None:
    """A year of a district on the log, its cards included."""
    names = [f"P{number:06}" for number in range(count)]
    log.tell(opening())
    log.tell(registered(name) for name in names)
    log.tell(fact for name in names for fact in lived(name))
    with scoring(log) as service:
        for month in MONTHS:
            log.tell(reported(name, month) for name in names)
            log.tell(iter((MonthOpened(month=month_after(month)), MonthClosed(month=month))))
            service.settle()
        log.tell(iter((DayBegun(day=date(2027, 1, 31)),)))
        service.settle()


@contextmanager
def scoring(log: Log) -> Iterator[Scoring]:
    """The service, on a database of its own."""
    with tempfile.TemporaryDirectory() as data:
        engine = open_database(f"sqlite:///{data}/scoring.db")
        yield Scoring(log.recording, engine)
        engine.dispose()


def seconds(work: Callable[[], None]) -> float:
    gc.collect()
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def measure_folding(log: Log) -> None:
    """The same log read and decoded, and read, decoded and folded."""

    def fold() -> None:
        contest = Contest()
        for chunk in log.read():
            Fold(contest.evolve).take(chunk)

    def read() -> None:
        for _ in log.read():
            pass

    both = [(seconds(fold), seconds(read)) for _ in range(ROUNDS)]
    folding, reading = min(one for one, _ in both), min(other for _, other in both)
    entries = log.recording.head()
    print(f"read and decoded      {entries / reading:10,.0f} entries/s")
    print(f"and folded            {entries / folding:10,.0f} entries/s   {reading / folding:5.2f}   (wanted: 0.70)")


def measure_closing(count: int) -> None:
    """From the close on the log to the last of its cards."""
    with logs() as log:
        log.tell(opening())
        log.tell(registered(f"P{number:06}") for number in range(count))
        log.tell(reported(f"P{number:06}", FIRST) for number in range(count))
        with scoring(log) as service:
            service.settle()
            log.tell(iter((MonthOpened(month=MONTHS[1]), MonthClosed(month=FIRST))))
            took = seconds(service.settle)
        wanted = {50: "   (wanted: 0.1)", 100_000: "   (wanted: 15)"}.get(count, "")
        print(f"{count:10,} projects  {took:8.2f} s  {took / count * 1e6:8.0f} µs a card{wanted}", flush=True)


def measure_state(count: int) -> None:
    """What a year leaves in memory of a project."""
    with logs() as log:
        year(log, count)
        gc.collect()
        tracemalloc.start()
        contest = Contest()
        for chunk in log.read():
            for logged in chunk:
                contest.evolve(logged)
        del chunk, logged
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(f"state after a year    {held / count:10,.0f} bytes a project   (wanted: 3,072)")
        measure_folding(log)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--projects", default="1000,10000,100000", help="sizes at which a month is closed")
    arguments.add_argument("--year", type=int, default=2_000, help="projects whose year is folded")
    told = arguments.parse_args()
    measure_state(told.year)
    for count in (50, *map(int, told.projects.split(","))):
        measure_closing(count)


if __name__ == "__main__":
    main()
