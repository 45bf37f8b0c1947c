"""The tally at the end of a demo: steps by kind, deadlines, climbs, and what became of the cases."""

from dataclasses import replace

from services.command_line.tally import TEXTS, Tally
from services.scoring.papers.words import Words
from shared.catalogue import Fact
from shared.catalogue.escalation import Outcome
from shared.language import Language
from tests.samples.ladder import (
    CLIMBED,
    CLOSED_CASE,
    DEADLINE_MISSED,
    DEADLINE_MOVED,
    INTERVIEW,
    ORDER,
    REMINDER,
    REOPENED_CASE,
    STEP_WITHDRAWN,
)


def lines(*facts: Fact, language: Language = Language.ENGLISH) -> list[str]:
    tally = Tally()
    for fact in facts:
        tally.evolve(fact)
    return [*tally.lines(Words.of(language, TEXTS, {}))]


def test_every_step_and_every_clock_is_counted() -> None:
    said = lines(REMINDER, ORDER, ORDER, INTERVIEW, STEP_WITHDRAWN, DEADLINE_MISSED, DEADLINE_MOVED, CLIMBED)

    assert [
        "Steps: reminders 1, supervision orders 2, interviews 1, accountability 0; withdrawn 1.",
        "Clocks: deadlines missed 1, moved 1; issues gone up a level 1.",
        "Cases 1: open 1, recovered 0, closed otherwise 0.",
    ] == said


def test_a_case_is_told_by_how_it_ended_last() -> None:
    another = replace(ORDER, case=2)
    withdrawn = replace(CLOSED_CASE, case=2, outcome=Outcome.STEPS_WITHDRAWN)

    assert "Cases 2: open 0, recovered 1, closed otherwise 1." == lines(ORDER, CLOSED_CASE, another, withdrawn)[-1]
    assert "Cases 1: open 1, recovered 0, closed otherwise 0." == lines(ORDER, CLOSED_CASE, REOPENED_CASE)[-1]


def test_it_is_told_in_chinese_too() -> None:
    assert "案件 1 个：在办 0，已恢复 1，其他结案 0。" == lines(ORDER, CLOSED_CASE, language=Language.CHINESE)[-1]
