"""What a card means on the ladder: what it called for, what became of that, and where the next card would lead."""

from dataclasses import replace
from datetime import date

from services.audit.explain.outlook import Outlook
from shared.catalogue import Fact
from shared.catalogue.escalation import (
    AccountabilityOpened,
    CaseClosed,
    GroundJoined,
    InterviewOrdered,
    ReminderIssued,
    Step,
    StepWithdrawn,
    SupervisionOrderIssued,
)
from shared.catalogue.values import Card, Factor
from tests.audit.explaining import World, month_over
from tests.audit.test_explain import B, R, Y, invested, objected, project
from tests.samples.cases import ANSWER, PROOF
from tests.scoring import story

ANSWERED = tuple(replace(answer, project="P1", answered_on=date(2026, 2, 1)) for answer in (ANSWER, PROOF))
"""The order for January is answered on the day on which it was given."""


def outlook_of(world: World, month: str) -> Outlook:
    outlook = world.explain(month).outlook
    assert outlook is not None
    return outlook


def following(outlook: Outlook) -> dict[Card, list[type[Fact]]]:
    """The kinds of what the next card would lead to."""
    return {card: [type(fact) for fact in facts] for card, facts in outlook.following.items()}


def test_the_ladder_before_and_after() -> None:
    world = World("hanting", project(), *month_over("2026-01", "2026-02"), *ANSWERED, *month_over("2026-02", "2026-03"))
    first, second = (outlook_of(world, month) for month in ("2026-01", "2026-02"))
    assert ([SupervisionOrderIssued], 1) == ([type(one.step) for one in first.called], first.reds)
    assert ([InterviewOrdered], 2) == ([type(one.step) for one in second.called], second.reds)
    assert {B: [], Y: [ReminderIssued], R: [InterviewOrdered]} == following(first)
    assert {B: [], Y: [ReminderIssued], R: [AccountabilityOpened]} == following(second)
    world = World("hanting", project(), *month_over("2026-01", "2026-02"), *ANSWERED)
    world.go_on(*invested("2026-02", "2026-03", "200"))
    recovering = outlook_of(world, "2026-02")
    assert (0, 1) == (recovering.reds, recovering.open_case)
    assert {B: [CaseClosed], Y: [ReminderIssued, CaseClosed], R: [SupervisionOrderIssued]} == following(recovering)


def test_a_red_card_that_is_joined_to_a_step_under_way() -> None:
    """Nobody answered the order for January, so February's card finds the interview ordered already."""
    world = World("hanting", project(), *month_over("2026-01", "2026-02"), *month_over("2026-02", "2026-03"))
    [called] = outlook_of(world, "2026-02").called
    assert isinstance(called.step, GroundJoined)
    assert (Step.INTERVIEW, "red-twice") == (called.step.step, called.step.ground.rule)


def test_a_step_that_was_undone_is_told_as_such() -> None:
    world = World("hanting", replace(project(), factors_needed=(Factor.LAND,)), *invested("2026-01", "2026-02", "0"))
    world.go_on(story.corrected("2026-01", investment="95"))
    raised, upheld = objected("2026-01")
    world.go_on(raised, upheld)
    [withdrawn] = [found for found in world.entries if isinstance(found.entry.fact, StepWithdrawn)]
    [called] = outlook_of(world, "2026-01").called
    assert (SupervisionOrderIssued, withdrawn.position) == (type(called.step), called.withdrawn_at)
