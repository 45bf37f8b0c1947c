"""Roadblocks: which level an issue goes up to, who owns it there and for how long, and when it stays where it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from services.escalation.dossier import Charge
from services.escalation.ladder import parse
from services.escalation.roadblock import LEVELS, Rise, Roadblock, Roadblocks, climbed, destination, evolve, raised
from shared.catalogue.escalation import Climb, DeadlineMissed, IssueClimbed
from shared.catalogue.intake import (
    DayBegun,
    IssueAccepted,
    IssueLevel,
    IssueReopened,
    IssueSentExpress,
    IssueSolved,
    IssueTriaged,
)
from shared.catalogue.values import Factor
from tests import memory
from tests.escalation.ladders import SIMPLE
from tests.escalation.people import exempted, on, suspended, withdrawn
from tests.escalation.story import SHIPPED, Log, assigned, begun, roadblock

UNIT, TASK_FORCE, CONSULTATION, OFFICIAL, TOP = LEVELS
CHARGE = Charge("发改局", "张三", "一专班")
TERMS = parse(SHIPPED).issues
TODAY = date(2026, 2, 11)
I1 = raised(roadblock(), CHARGE)
SOLVED = IssueSolved(issue="I1", solved_by="供电公司", solved_on=on("2026-02-11"), proof="已送电")
REOPENED = IssueReopened(
    issue="I1", reason="又停电", reopened_by="调度办", reopened_on=on("2026-02-12"), due_on=on("2026-02-20")
)
EXPRESS = IssueSentExpress(issue="I1", reason="停产", sent_by="发改局", sent_on=on("2026-02-05"))


def at(level: IssueLevel, factor: Factor | None = None) -> Roadblock:
    return replace(I1, level=level, factor=factor)


def climb(level: IssueLevel, cause: Climb, factor: Factor | None = None) -> IssueClimbed | None:
    assert TERMS is not None
    return climbed(at(level, factor), cause, TERMS, CHARGE, TODAY, (4, 6))


def test_where_an_issue_goes_up_to() -> None:
    assert [TASK_FORCE, CONSULTATION, OFFICIAL, TOP, None] == [destination(at(one), Climb.OVERDUE) for one in LEVELS]
    assert [OFFICIAL, OFFICIAL, OFFICIAL, None, None] == [destination(at(one), Climb.EXPRESS) for one in LEVELS]


@pytest.mark.parametrize(
    ("level", "cause", "up_to", "owner", "days"),
    [
        (UNIT, Climb.OVERDUE, TASK_FORCE, "一专班", 7),
        (TASK_FORCE, Climb.OVERDUE, CONSULTATION, "工作调度专班", 7),
        (CONSULTATION, Climb.OVERDUE, OFFICIAL, "张三", 7),
        (OFFICIAL, Climb.OVERDUE, TOP, "区委常委会会议", None),
        (UNIT, Climb.EXPRESS, OFFICIAL, "张三", 7),
    ],
)
def test_a_level_gives_an_issue_its_owner_and_its_days(
    level: IssueLevel, cause: Climb, up_to: IssueLevel, owner: str, days: int | None
) -> None:
    assert IssueClimbed(
        issue="I1",
        project="P1",
        cause=cause,
        level=up_to,
        owner=owner,
        due_on=TODAY + timedelta(days=days) if days else None,
        evidence=(4, 6),
    ) == climb(level, cause)


@pytest.mark.parametrize("cause", Climb)
def test_from_the_top_nothing_climbs(cause: Climb) -> None:
    assert None is climb(TOP, cause)


def test_of_a_factor_it_belongs_to_whoever_guarantees_factors_at_the_level_of_the_task_force_alone() -> None:
    owners = [getattr(climb(level, Climb.OVERDUE, Factor.ENERGY), "owner", None) for level in LEVELS]
    assert ["要素保障专班", "工作调度专班", "张三", "区委常委会会议", None] == owners


def test_a_level_can_be_the_responsible_unit_s() -> None:
    assert TERMS is not None
    levels = tuple(one.model_copy(update={"owner": "responsible-unit"}) for one in TERMS.levels)
    told = climbed(I1, Climb.OVERDUE, TERMS.model_copy(update={"levels": levels}), CHARGE, TODAY, (1,))
    assert told is not None
    assert "发改局" == told.owner


def test_a_roadblock_is_owned_in_every_state() -> None:
    triaged = IssueTriaged(
        issue="I1",
        level=CONSULTATION,
        owner="供电公司",
        due_on=on("2026-02-15"),
        triaged_by="调度办",
        triaged_on=on("2026-01-06"),
    )
    states = [I1]
    for fact in (
        triaged,
        SOLVED,
        IssueAccepted(issue="I1", accepted_by="调度办", accepted_on=on("2026-02-12")),
        REOPENED,
    ):
        states.append(evolve(states[-1], fact))
    assert [
        ("unit", "发改局", on("2026-02-10"), True, False),
        ("joint-consultation", "供电公司", on("2026-02-15"), True, False),
        ("joint-consultation", "供电公司", on("2026-02-15"), False, False),
        ("joint-consultation", "供电公司", on("2026-02-15"), False, True),
        ("joint-consultation", "供电公司", on("2026-02-20"), True, False),
    ] == [(one.level, one.owner, one.due_on, one.is_open, one.is_closed) for one in states]


def test_what_is_solved_or_at_the_top_does_not_rise() -> None:
    roadblocks = Roadblocks()
    roadblocks.evolve(roadblock(), lambda _: CHARGE)
    rise = Rise(Climb.OVERDUE, (4, 6), memory.origin_of(6))
    roadblocks.rise("I1", rise)
    assert {"I1": rise} == roadblocks.rising
    roadblocks.evolve(SOLVED, lambda _: CHARGE)
    roadblocks.rise("I1", rise)
    assert {} == roadblocks.rising
    roadblocks.of["I1"] = at(TOP)
    roadblocks.rise("I1", rise)
    assert {} == roadblocks.rising


def test_what_rises_because_of_something_that_was_undone_stays() -> None:
    roadblocks = Roadblocks(of={"I1": I1, "I2": replace(I1, issue="I2")})
    for issue, position in (("I1", 6), ("I2", 7)):
        roadblocks.rise(issue, Rise(Climb.OVERDUE, (4, position), memory.origin_of(6)))
    roadblocks.stay(6)
    assert ["I2"] == [*roadblocks.rising]


# Stories --------------------------------------------------------------------------------------------------------------


def climbs(log: Log) -> list[str]:
    return [
        f"{one.cause} {one.level} {one.owner} {one.due_on} {one.evidence}"
        for one in log.of(IssueClimbed)
        if isinstance(one, IssueClimbed)
    ]


def test_an_issue_climbs_to_the_top_level_by_level_as_its_days_run_out() -> None:
    log = begun(roadblock())
    for day in ("2026-02-10", "2026-02-11", "2026-02-18", "2026-02-19", "2026-02-27", "2026-03-07", "2026-12-01"):
        log.day(day)
    assert [
        "overdue task-force 一专班 2026-02-18 (4, 7)",
        "overdue joint-consultation 工作调度专班 2026-02-26 (8, 11)",
        "overdue lead-official 张三 2026-03-06 (12, 15)",
        "overdue district-meeting 区委常委会会议 None (17, 20)",
    ] == climbs(log)


def test_a_climb_is_said_because_of_the_miss() -> None:
    log = begun(roadblock()).day("2026-02-11")
    (missed,) = log.positions(DeadlineMissed)
    assert str(log.entries[missed - 1].entry.id) == log.entries[missed].entry.causation


def test_after_months_of_silence_it_climbs_one_level_and_has_its_days_there() -> None:
    assert ["overdue task-force 一专班 2026-07-08 (4, 6)"] == climbs(begun(roadblock()).day("2026-07-01"))


def test_by_the_express_channel_it_goes_straight_to_the_lead_official() -> None:
    assert ["express lead-official 张三 2026-01-08 (5,)"] == climbs(begun(roadblock()).happens(EXPRESS))


def test_whoever_is_in_charge_now_owns_it() -> None:
    log = (
        begun(roadblock())
        .happens(assigned(lead_official="李四", task_force="二专班"))
        .day("2026-02-11")
        .happens(EXPRESS)
    )
    assert ["二专班", "李四"] == [line.split()[2] for line in climbs(log)]


def test_from_the_lead_official_or_above_the_express_channel_leads_nowhere() -> None:
    log = begun(roadblock()).happens(EXPRESS, EXPRESS)
    assert 1 == len(climbs(log))


def test_where_it_was_sent_express_while_it_was_overdue_it_goes_express() -> None:
    log = begun(roadblock())
    log.tell(DayBegun(day=TODAY), EXPRESS)
    log.settle()
    assert ["express lead-official 张三 2026-02-18 (6,)"] == climbs(log)


def test_what_was_solved_while_it_was_to_go_up_stays() -> None:
    log = begun(roadblock())
    log.tell(DayBegun(day=TODAY))
    log.append(log.caseload().next_step())
    log.happens(SOLVED)
    assert (1, []) == (len(log.of(DeadlineMissed)), climbs(log))


def test_what_was_excused_while_it_was_to_go_up_stays() -> None:
    log = begun(roadblock())
    log.tell(DayBegun(day=TODAY))
    log.append(log.caseload().next_step())
    log.happens(exempted("E1", "2026-02-01", "2026-02-20", "issue"))
    assert [] == climbs(log)


def test_what_ended_while_it_was_to_go_up_stays() -> None:
    log = begun(roadblock())
    log.tell(DayBegun(day=TODAY))
    log.append(log.caseload().next_step())
    assert [] == climbs(log.happens(withdrawn("2026-02-11")))


def test_an_issue_that_is_open_again_climbs_from_where_it_was() -> None:
    log = begun(roadblock()).day("2026-02-11").happens(SOLVED, REOPENED).day("2026-02-21")
    assert ["task-force", "joint-consultation"] == [line.split()[1] for line in climbs(log)]


def test_an_issue_of_a_suspended_project_does_not_climb() -> None:
    assert [] == climbs(begun(roadblock()).happens(suspended("2026-02-01")).day("2026-12-01"))


def test_under_a_ladder_without_levels_no_issue_climbs() -> None:
    log = begun(roadblock(), policy=SIMPLE).day("2026-02-11").happens(EXPRESS)
    assert (1, []) == (len(log.of(DeadlineMissed)), climbs(log))
