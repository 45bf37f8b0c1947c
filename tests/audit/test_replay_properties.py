"""Whatever people send in a contest, and whenever the services stop: a replay agrees with what they recorded."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.audit.explain.reading import explain
from services.audit.replay import Replay
from services.command_line.content import content_of
from services.scoring.papers.forms import compose, write
from services.scoring.papers.periods import PERIOD_OF, following, span_of
from services.scoring.printing import Reader
from services.scoring.proposals import Proposals
from services.upstream.clock import Told, due
from shared.catalogue import Fact
from shared.catalogue.escalation import ExemptionKind
from shared.catalogue.intake import PlanMonth, WorkdaysSet
from shared.catalogue.scoring import CardIssued, PaperKind, RulebookAdopted
from shared.catalogue.values import Card, Month, last_day, month_after, month_of
from shared.envelope import Logged
from shared.language import Language
from shared.recording import Recording
from tests.fuzz.office import Office
from tests.samples import CONTEST, EVERY_FACT, STEELWORKS, letter
from tests.scoring.books import ASSESSMENT, HANTING, LIGHTS, PERCENTILES, SIMPLE, STREAK
from tests.scoring.story import adopted
from tests.story import memory_log

BEGIN = date(2026, 5, 1)
"""The contest begins in the middle of the year."""
BEIJING = timezone(timedelta(hours=8))
BOOKS: tuple[RulebookAdopted, ...] = (
    adopted(SIMPLE + STREAK.format("yellow", 2, "red") + ASSESSMENT),
    adopted(HANTING, "hanting-2025.2"),
    adopted(LIGHTS, "lights-1"),
    adopted(PERCENTILES, "percentiles-1"),
)
OFFICES = ("总指挥", "区重点项目指挥部总指挥")
PLAN = tuple(
    PlanMonth(month=month_after(month_of(BEGIN), months), investment=Decimal(100 + 100 * months)) for months in range(8)
)
PROJECTS = ("P1", "P2", "P3")
KINDS = """report report report report report correct correct correct object object object object object object
decide decide decide override override exempt exempt spare conceal suspend resume revise adopt workdays raise answer
list""".split()
ACTIONS = st.tuples(
    st.integers(0, 9),
    st.sampled_from(KINDS),
    st.sampled_from(("P1", *PROJECTS)),
    st.integers(0, 20),
    st.integers(0, 2),
    st.booleans(),
)
Action = tuple[int, str, str, int, int, bool]
"""Days that go by before it, what is done, to which project, with what figure, for how many months ago, and how."""


class People:
    """They send what the actions say; what is not allowed is refused, and the refusal stands on the log too."""

    def __init__(self, restarts: bool) -> None:
        self.log = memory_log()
        self._restarts = restarts
        self._office = Office(self.log)
        self._told, self._told_until = Told(), 0
        self._today = BEGIN
        self._sent = 0
        self._office.settle()
        self.send(replace(CONTEST, first_month=month_of(BEGIN), simulated=False))

    def send(self, *facts: Fact) -> None:
        """They reach the doors together; where services restart, each has nothing but the log to go on."""
        letters = []
        for fact in facts:
            self._sent += 1
            at = datetime(self._today.year, self._today.month, self._today.day, 9, tzinfo=BEIJING)
            letters.append(letter(fact, sequence=self._sent, received_at=at))
        if self._restarts:
            self._office = Office(self.log)
        self._office.receive(letters)

    def act(self, action: Action) -> None:
        """Let days go by, which the clock sees every third of, and do one thing."""
        days, kind, project, number, back, yes = action
        for _ in range((days + 2) // 3):
            self._today += timedelta(days=3)
            for turn in self._turns():
                self.send(turn)
        month = month_after(month_of(self._today), -back)
        match kind:
            case "decide":
                found = [one for one, objection in self._proposals.objections.items() if not objection.decided_on]
                upheld = [number % 4 > 0, yes]
                self.send(
                    *(
                        _said("objection.decided", objection=one, upheld=rightly, decided_on=self._today)
                        for one, rightly in zip(found[back > 1 :], upheld, strict=False)
                    )
                )
            case "report":
                self.send(*(_fact(kind, one, month, number, yes, self._today, "") for one in PROJECTS[: 2 + yes]))
            case "object":
                provisional = [one for one, issued in self._proposals.months.items() if not issued.final]
                self.send(self._objection(project, max(provisional, default=month)))
            case _:
                self.send(_fact(kind, project, month, number, yes, self._today, f"X{self._sent}"))

    def _turns(self) -> Iterator[Fact]:
        """What the clock says."""
        for logged in self.log.read(self._told_until):
            self._told, self._told_until = self._told.evolve(logged.entry.fact), logged.position
        now = datetime(self._today.year, self._today.month, self._today.day, 0, 1, tzinfo=BEIJING)
        for message in due(self._told, now, _announced):
            assert not isinstance(message.data, Mapping)
            yield message.data

    def _objection(self, project: str, month: Month) -> Fact:
        until = last_day(month) + timedelta(days=1)
        return _said("objection.raised", objection=f"O{self._sent}", project=project, month=month, raised_on=until)

    @property
    def _proposals(self) -> Proposals:
        """What scoring's door knows."""
        return self._office.scoring._contest.proposals


def _announced(year: int) -> WorkdaysSet:
    return WorkdaysSet(year=year, edition=f"{year}-0", provisional=True, holidays=(), workdays=(), source="尚未公布")


def _said(name: str, **changes: Any) -> Fact:
    """An example of a fact, changed."""
    fact: Fact = replace(EVERY_FACT[name], **changes)
    return fact


def _fact(kind: str, project: str, month: Month, number: int, yes: bool, today: date, new: str) -> Fact:
    """What an action says."""
    figure = Decimal(number * 40)
    match kind:
        case "report":
            return _said("progress.reported", project=project, month=month, investment=figure)
        case "correct":
            return _said("report.corrected", project=project, month=month, investment=figure)
        case "override":
            over = {"month": month_after(month, -1), "card": list(Card)[number % 3], "office": OFFICES[yes]}
            return _said("card.overridden", project=project, overridden_on=today, **over)
        case "exempt":
            effects = ("again", "investment_rate") if yes else ("schedule_gap_pp", "months_since_report")
            days = {"from_on": today - timedelta(days=number), "until": today + timedelta(days=3 * number)}
            cause = list(ExemptionKind)[number % len(ExemptionKind)]
            told: dict[str, Any] = {"exemption": new, "project": project, "kind": cause, "effects": effects}
            return _said("exemption.granted", approved_on=today, **days, **told)
        case "spare":
            return _said("exemption.ended", exemption=f"X{number}", ended_on=today)
        case "conceal":
            days = {"heard_on": today, "confirmed_on": today}
            return _said("concealment.confirmed", project=project, month=month, inspection=None, **days)
        case "suspend":
            return _said("project.suspended", project=project, suspended_on=today)
        case "resume":
            return _said("project.resumed", project=project, resumed_on=today)
        case "revise":
            plan = tuple(replace(step, investment=figure) for step in PLAN)
            return _said("plan.revised", project=project, approved_on=today, plan=plan, milestones=())
        case "adopt":
            return BOOKS[number % len(BOOKS)]
        case "workdays":
            off = today + timedelta(days=1 + number)
            holidays = (off,) if off.weekday() < 5 else ()
            return replace(_announced(off.year), edition=new, holidays=holidays, provisional=yes)
        case "raise":
            due_on = today + timedelta(days=number)
            return _said("issue.raised", issue=new, project=project, raised_on=today, due_on=due_on)
        case "answer":
            return _said("order.answered", project=project, case=1, answered_on=today)
    assert kind == "list"
    target = Decimal(100 * number)
    return _said("project.registered", project=project, annual_target=target, plan=PLAN if yes else ())


def played(actions: list[Action], restarts: bool = False) -> Recording:
    """The log of a contest with two projects; half of them begin with the hanting book, half without one."""
    people = People(restarts)
    people.send(*(replace(STEELWORKS, project=project, plan=PLAN) for project in PROJECTS[:2]))
    people.send(*BOOKS[1 : 1 + len(actions) % 2])
    for action in actions:
        people.act(action)
    return people.log


def entries(log: Recording) -> list[Logged]:
    return list(log.read_all())


HISTORIES = st.lists(ACTIONS, min_size=20, max_size=50)


def agrees(actions: list[Action]) -> None:
    assert [] == Replay().run(played(actions).read_all()).differences


def comes_to_the_same(actions: list[Action]) -> None:
    whole = content_of(played(actions).read_all())
    with patch("shared.following.BATCH", 1):
        assert whole == content_of(played(actions, restarts=True).read_all())


def can_be_explained_and_made(actions: list[Action]) -> None:
    log = played(actions)
    said = entries(log)
    for card in {(fact.project, fact.month) for one in said if isinstance(fact := one.entry.fact, CardIssued)}:
        assert () == tuple(explain(said, *card).differences)
    papers = Reader(log).read(log.head())
    for kind in PaperKind:
        period = PERIOD_OF[kind](BEGIN)
        while span_of(kind, period).first <= last_day(papers.calendar.month):
            for language in Language:
                assert compose(write(papers, kind, period), language, None).sections
            period = following(kind, period)


@settings(max_examples=15)
@given(HISTORIES)
def test_a_replay_agrees(actions: list[Action]) -> None:
    agrees(actions)


@settings(max_examples=2)
@given(HISTORIES)
def test_cut_short_after_every_fact_and_restarted_before_every_message_it_comes_to_the_same(
    actions: list[Action],
) -> None:
    comes_to_the_same(actions)


@settings(max_examples=6)
@given(HISTORIES)
def test_every_card_can_be_explained_and_every_paper_be_made(actions: list[Action]) -> None:
    can_be_explained_and_made(actions)


@pytest.mark.drill
@settings(max_examples=200)
@given(HISTORIES)
def test_many_replays_agree(actions: list[Action]) -> None:
    agrees(actions)


@pytest.mark.drill
@settings(max_examples=30)
@given(HISTORIES)
def test_many_that_were_cut_short_come_to_the_same(actions: list[Action]) -> None:
    comes_to_the_same(actions)


@pytest.mark.drill
@settings(max_examples=60)
@given(HISTORIES)
def test_many_cards_can_be_explained(actions: list[Action]) -> None:
    can_be_explained_and_made(actions)
