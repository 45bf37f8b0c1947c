"""Due process in a year: what is excused, objected to, overridden; and what comes too late or without a right to it."""

from datetime import date

from services.upstream import names
from services.upstream.courses import FLOOD, FOUND_OUT, MISCOUNTED_IN, Habit
from services.upstream.diary import Diary
from services.upstream.incidents import DISPATCH_OFFICE, SOURCES, correct
from services.upstream.name import Name
from services.upstream.sites import Site, found
from shared.catalogue.escalation import ExemptionGranted, ExemptionKind
from shared.catalogue.scoring import CardOverridden, ObjectionDecided, ObjectionRaised
from shared.catalogue.values import Card, last_day

COMMAND = "command-office"
REJECTED_IN = 2
"""The month, counted from 0, whose card is objected to without good reason."""


def excuse(diary: Diary, sites: list[Site]) -> None:
    """High water: the arrears that it brought are excused, before the cards that would have shown them.

    As long as nobody could work no clock runs either.
    """
    if not (flooded := found(sites, Habit.FLOODED)):
        return
    almanac, (first, last) = diary.almanac, FLOOD
    approved_on = almanac.worked(almanac.day(first, 28))
    fact = ExemptionGranted(
        exemption="E0001",
        project=flooded.id,
        kind=ExemptionKind.FORCE_MAJEURE,
        effects=("schedule_gap_pp", "clocks"),
        from_on=almanac.day(first, 12),
        until=last_day(almanac.month(last)),
        reason=names.FLOOD.zh,
        requested_by=flooded.unit.zh,
        approver=names.APPROVER.zh,
        approved_on=approved_on,
    )
    diary.tell(approved_on, DISPATCH_OFFICE, fact.exemption, fact, names.APPROVER.zh)


def object_to_cards(diary: Diary, sites: list[Site]) -> None:
    """One is right, and its card is reissued; one is not; one comes when the cards are final."""
    almanac = diary.almanac
    if miscounted := found(sites, Habit.MISCOUNTED):
        closed_on = almanac.closed_on(MISCOUNTED_IN)
        share = miscounted.course.done[MISCOUNTED_IN]
        correct(diary, miscounted, MISCOUNTED_IN, share, almanac.next(closed_on), names.MISCOUNTED.zh)
        _object(diary, miscounted, "O0002", MISCOUNTED_IN, names.LEFT_OUT, almanac.next(closed_on, 2))
        _decide(diary, "O0002", names.UPHELD, almanac.next(closed_on, 4), upheld=True)
    if never_started := found(sites, Habit.NEVER_STARTED):
        closed_on = almanac.closed_on(REJECTED_IN)
        raised_on = almanac.next(closed_on, almanac.objections)
        _object(diary, never_started, "O0001", REJECTED_IN, names.UNFAIR, raised_on)
        _decide(diary, "O0001", names.REJECTED, almanac.next(raised_on, 4), upheld=False)
    if idle := found(sites, Habit.IDLE):
        index = _last_idle_month(idle)
        _object(diary, idle, "O0003", index, names.TOO_LATE, almanac.next(almanac.final_on(index), 2))


def _object(diary: Diary, site: Site, number: str, index: int, ground: Name, raised_on: date) -> None:
    fact = ObjectionRaised(
        objection=number,
        project=site.id,
        month=diary.almanac.month(index),
        ground=ground.zh,
        raised_by=site.unit.zh,
        raised_on=raised_on,
    )
    diary.tell(raised_on, SOURCES[site.category], f"{number}-raised", fact, site.unit.zh)


def _decide(diary: Diary, number: str, reason: Name, decided_on: date, *, upheld: bool) -> None:
    decided_by = names.DISPATCH_OFFICE.zh
    fact = ObjectionDecided(
        objection=number, upheld=upheld, reason=reason.zh, decided_by=decided_by, decided_on=decided_on
    )
    diary.tell(decided_on, DISPATCH_OFFICE, f"{number}-decided", fact, decided_by)


def override(diary: Diary, sites: list[Site]) -> None:
    """What an inspection saw, the commander-in-chief need not let stand; a bureau's head has no such right."""
    almanac = diary.almanac
    if hiding := found(sites, Habit.HIDING):
        day = almanac.working_days(FOUND_OUT)[6]
        commander, office = names.COMMANDER, names.COMMANDERS_OFFICE
        _override(diary, hiding, FOUND_OUT - 1, Card.RED, commander, office, names.FALSE_FIGURES, day)
    if idle := found(sites, Habit.IDLE):
        index, head = _last_idle_month(idle), names.head_of(idle.unit)
        day = almanac.next(almanac.closed_on(index), 2)
        _override(diary, idle, index, Card.BLUE, head, head, names.WELL_MEANT, day)


def _override(
    diary: Diary, site: Site, index: int, card: Card, who: Name, office: Name, reason: Name, day: date
) -> None:
    fact = CardOverridden(
        project=site.id,
        month=diary.almanac.month(index),
        card=card,
        reason=reason.zh,
        overridden_by=who.zh,
        office=office.zh,
        overridden_on=day,
    )
    diary.tell(day, COMMAND, f"override-{site.id}-{fact.month}", fact, who.zh)


def _last_idle_month(site: Site) -> int:
    assert site.course.stands is not None, "what is idle stands for a time"
    return site.course.stands[1]
