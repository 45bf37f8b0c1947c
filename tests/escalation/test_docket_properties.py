"""Whatever happens in a year: the docket is the log's, it holds every debt once, and its tables can be made again."""

from random import Random

from hypothesis import given, settings
from sqlalchemy import Engine, select

from services.escalation.docket.entries import entries
from services.escalation.docket.entry import Kind, State
from services.escalation.docket.page import Head, compose
from services.escalation.docket.tables import CASES, GROUNDS, METADATA, STEPS, Docket
from shared.catalogue.escalation import Clock, ReminderIssued, Step
from shared.language import Language
from tests.escalation.docketing import HOW_MANY, MOVES, Months, Office, read, year, years
from tests.story import memory_database

EXAMPLES = settings(max_examples=25)


def tables(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key))]
            for name, table in METADATA.tables.items()
        }


def projected(office: Office, batch: int) -> Engine:
    """The tables, having taken in the log a batch at a time."""
    engine = memory_database()
    view = Docket(engine)
    for start in range(0, len(office.log.entries), batch):
        view.take(office.log.entries[start : start + batch])
    return engine


@EXAMPLES
@given(years)
def test_a_year_settled_day_by_day_gives_the_docket_of_its_log_read_in_one_go(months: Months) -> None:
    office = year(months)
    assert entries(office.caseload, office.notes) == entries(*read(office.log.entries))


@EXAMPLES
@given(years)
def test_nothing_that_is_owed_is_missing_and_nothing_is_told_twice(months: Months) -> None:
    office = year(months)
    found = entries(office.caseload, office.notes)
    told = [(entry.kind, entry.subject) for entry in found]
    assert len(told) == len(set(told))
    known = [one for of in office.caseload.clocks.agenda.of.values() for one in of.values() if one.met_on is None]
    assert {one.id for one in known if one.clock != Clock.OVERDUE} <= {subject for _, subject in told}
    assert {one.id for one in known if one.clock == Clock.OVERDUE and one.missed_at} <= {subject for _, subject in told}
    assert {one.id for one in known if one.missed_at} == {
        entry.subject for entry in found if entry.state is State.OVERDUE and entry.kind is not Kind.FACTOR
    }
    for issue in office.caseload.roadblocks.of.values():
        about = {entry.kind for entry in found if entry.values.get("issue") == issue.issue}
        to_solve = about & {Kind.ISSUE, Kind.NO_DAY}
        assert (issue.is_open, not issue.is_open and not issue.is_closed) == (
            len(to_solve) == 1,
            about & {Kind.ACCEPTANCE} != set(),
        )


@EXAMPLES
@given(years)
def test_every_entry_can_be_told_in_both_languages(months: Months) -> None:
    office = year(months)
    contest, today = office.notes.contest, office.caseload.calendar.today
    assert contest is not None
    assert today is not None
    head = Head(contest, today, office.notes.position, "hanting-ladder-2025.2")
    found = entries(office.caseload, office.notes)
    texts = [str(compose(found, head, language, {})) for language in Language]
    assert ([], 2) == ([text for text in texts if "{" in text], len({*texts}))


@EXAMPLES
@given(years)
def test_tables_made_again_are_what_they_were_and_say_what_the_cases_do(months: Months) -> None:
    office = year(months)
    engine = projected(office, 1)
    live = tables(engine)
    assert live == tables(projected(office, 1_000))
    steps = [taken for case in office.caseload.cases.values() for taken in case.steps.values()]
    with engine.connect() as connection:
        columns = STEPS.c
        rows = connection.execute(
            select(columns.position, columns.step, columns.plan_on, columns.proof_on, columns.refused)
            .add_columns(columns.held_on, columns.concluded_on, columns.withdrawn_on)
            .order_by(columns.position)
        )
        assert [tuple(row) for row in rows] == [
            (
                taken.position,
                taken.step,
                taken.plan_on and taken.plan_on.isoformat(),
                taken.proof_on and taken.proof_on.isoformat(),
                taken.refused,
                taken.done_on.isoformat() if taken.done_on and taken.step == Step.INTERVIEW else None,
                taken.done_on.isoformat() if taken.done_on and taken.step == Step.ACCOUNTABILITY else None,
                taken.withdrawn_on and taken.withdrawn_on.isoformat(),
            )
            for taken in sorted(steps, key=lambda taken: taken.position)
        ]
        grounds = connection.execute(select(GROUNDS.c.step, GROUNDS.c.rule).order_by(GROUNDS.c.position))
        assert sorted(tuple(row) for row in grounds) == sorted(
            (taken.position, ground.rule) for taken in steps for ground in taken.grounds
        )
        open_cases = select(CASES.c.project).where(CASES.c.closed_on.is_(None)).order_by(CASES.c.project)
        assert [row[0] for row in connection.execute(open_cases)] == sorted(
            case.project for case in office.caseload.cases.values() if case.is_open
        )
    reminders = [logged.position for logged in office.log.entries if isinstance(logged.entry.fact, ReminderIssued)]
    assert reminders == [row[0] for row in live["reminders"]]


def test_in_years_like_these_everything_arises_that_a_docket_can_hold() -> None:
    random, kinds, states = Random(7), set[Kind](), set[State]()
    for _ in range(30):
        happened = [[(random.randrange(len(MOVES)), random.randrange(HOW_MANY)) for _ in range(4)] for _ in range(20)]
        office = year(
            [(random.choice("BYR"), first, tenth) for first, tenth in zip(*[iter(happened)] * 2, strict=True)]
        )
        found = entries(office.caseload, office.notes)
        kinds.update(entry.kind for entry in found)
        states.update(entry.state for entry in found)
        assert found == entries(*read(office.log.entries))
    assert (set(Kind), set(State)) == (kinds, states)
