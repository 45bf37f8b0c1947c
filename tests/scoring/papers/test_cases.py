"""What papers tell of cases and issues after a step was undone, a deadline moved, a promise kept, an issue climbed."""

from dataclasses import replace
from datetime import date

from services.scoring.papers import bulletin, dispatch
from services.scoring.papers.topics.cases import Owed, Taken
from shared.catalogue import Fact
from shared.catalogue.escalation import Clock, Commitment, DeadlineMoved, Outcome, Step
from shared.catalogue.intake import ConsultationDecision, IssueConsulted, IssueLevel
from shared.catalogue.values import Month
from tests.samples import ladder
from tests.samples.oversight import TASK_DONE
from tests.scoring.papers.samples import HELD, INTERVIEW, JANUARY_CLOSED, ORDER, RAISED, RECOVERED, SIXTEENTH
from tests.scoring.papers.telling import BEGINNING, FEBRUARY, JANUARY, card, papers

ORDERED, SUMMONED, UNDERTAKEN = 4, 5, 6
"""Where order, interview and minutes stand on the log."""
WITHDRAWN = replace(ladder.STEP_WITHDRAWN, project="P1", position=ORDERED)
REOPENED = replace(ladder.REOPENED_CASE, project="P1")
TWO = replace(
    HELD, commitments=(*HELD.commitments, Commitment(commitment="补报", owner="局长", due_on=date(2026, 2, 15)))
)


def owed(*facts: Fact) -> list[tuple[Owed | None, str | None, date]]:
    paper = dispatch.write(papers(*BEGINNING, *facts, SIXTEENTH), "2026-01-H1")
    return [(one.owed, one.what, one.due_on) for one in paper.deadlines]


def steps(month: Month, *facts: Fact) -> list[Taken]:
    return [one.taken for one in bulletin.write(papers(*BEGINNING, *facts, *JANUARY_CLOSED, card()), month).steps]


def moved(deadline: str, due_on: date | None) -> DeadlineMoved:
    return replace(ladder.DEADLINE_MOVED, project="P1", deadline=deadline, clock=Clock.PLAN, due_on=due_on)


PLAN = (Owed.PLAN, None, date(2026, 1, 14))
SUMMONS = (Owed.INTERVIEW, None, date(2026, 1, 20))
FIRST, SECOND = (Owed.COMMITMENT, "月底复工", date(2026, 1, 31)), (Owed.COMMITMENT, "补报", date(2026, 2, 15))


def test_a_withdrawn_step_is_told_no_more_and_asks_nothing() -> None:
    assert [Taken.SUPERVISION_ORDER, Taken.INTERVIEW] == steps(JANUARY, ORDER, INTERVIEW)
    assert [Taken.INTERVIEW] == steps(JANUARY, ORDER, INTERVIEW, WITHDRAWN)
    assert [PLAN, SUMMONS] == owed(ORDER, INTERVIEW)
    assert [SUMMONS] == owed(ORDER, INTERVIEW, WITHDRAWN)


def test_with_the_interview_its_commitments_go() -> None:
    undone = replace(WITHDRAWN, step=Step.INTERVIEW, position=SUMMONED)
    assert [PLAN, FIRST] == owed(ORDER, INTERVIEW, HELD)
    assert [PLAN] == owed(ORDER, INTERVIEW, HELD, undone)


def test_a_commitment_is_due_until_it_is_kept() -> None:
    kept = replace(ladder.COMMITMENT_KEPT, project="P1")
    assert [PLAN, FIRST, SECOND] == owed(ORDER, INTERVIEW, TWO)
    assert [PLAN, SECOND] == owed(ORDER, INTERVIEW, TWO, kept)
    assert [PLAN] == owed(ORDER, INTERVIEW, TWO, kept, replace(kept, commitment=2))
    assert [PLAN, FIRST, SECOND] == owed(ORDER, INTERVIEW, TWO, replace(kept, case=2))


def test_a_deadline_is_told_where_it_stands_now() -> None:
    later = (Owed.PLAN, None, date(2026, 1, 26))
    assert [SUMMONS, later] == owed(ORDER, INTERVIEW, moved(f"plan-{ORDERED}", date(2026, 1, 26)))
    assert [SUMMONS] == owed(ORDER, INTERVIEW, moved(f"plan-{ORDERED}", None))
    stands = moved(f"commitment-{UNDERTAKEN}-2", None)
    assert [PLAN, FIRST] == owed(ORDER, INTERVIEW, TWO, stands)
    assert [PLAN, SUMMONS] == owed(ORDER, INTERVIEW, moved("plan-77", None))


def test_only_a_recovered_case_is_told_as_closed_and_none_that_was_reopened() -> None:
    withdrawn = replace(RECOVERED, outcome=Outcome.STEPS_WITHDRAWN, recovered=None, review_on=None)
    assert [Taken.CLOSED] == steps(FEBRUARY, ORDER, RECOVERED)
    assert [] == steps(FEBRUARY, ORDER, withdrawn)
    assert [] == steps(FEBRUARY, ORDER, RECOVERED, REOPENED)
    assert [] == owed(ORDER, RECOVERED)
    assert [] == owed(ORDER, withdrawn)
    assert [PLAN] == owed(ORDER, RECOVERED, REOPENED)


def test_a_task_is_due_until_it_is_done() -> None:
    tasks = tuple(
        ConsultationDecision(decision=what, owner="供电公司", due_on=date(2026, 1, 13)) for what in ("协调迁改", "验收")
    )
    consulted = IssueConsulted(
        issue="I1", held_on=date(2026, 1, 6), chaired_by="区长", participants=("发改局",), decisions=tasks
    )
    done = replace(TASK_DONE, issue="I1", consultation=2)
    told = [(None, one.decision, one.due_on) for one in tasks]
    assert [*told, *told] == owed(RAISED[0], consulted, consulted)
    assert [*told, told[1]] == owed(RAISED[0], consulted, consulted, done)


def test_an_issue_that_climbed_is_told_with_its_level_and_owner() -> None:
    climbed = replace(ladder.CLIMBED, issue="I1", project="P1")
    before, after = (
        dispatch.write(papers(*BEGINNING, *facts, SIXTEENTH), "2026-01-H1").consult
        for facts in ([RAISED[0]], [RAISED[0], climbed])
    )
    assert () == before
    assert [(IssueLevel.JOINT_CONSULTATION, "工作调度专班", date(2026, 1, 20))] == [
        (one.level, one.owner, one.due_on) for one in after
    ]
