"""A ladder that is accepted skips no step, and none of its rules is silent for ever; a sound one is accepted."""

import re
import tomllib
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from services.escalation.ladder import COUNTING, STEPS, Ladder, Rule, Rung, read
from shared.catalogue.escalation import Trigger
from tests.escalation.ladders import HANTING, HEAD, rule

REVIEWED = HEAD.replace("months = 2\n", "months = 2\nreview_months = 6\n")
ORDER, INTERVIEW, ACCOUNTABILITY = STEPS
OPENING = (Trigger.RED_CARDS, Trigger.ISSUE_OVERDUE, Trigger.REPORTS_MISSING)
NEEDS = {
    Trigger.ORDER_UNANSWERED: ORDER,
    Trigger.REMEDY_REFUSED: ORDER,
    Trigger.COMMITMENT_BROKEN: INTERVIEW,
}

Told = tuple[Trigger, int | None, Rung]


def written(rules: list[Told], reviewed: bool) -> str:
    """A ladder of these rules."""
    named = (rule(trigger, rung, count, name=f"r{number}") for number, (trigger, count, rung) in enumerate(rules))
    return (REVIEWED if reviewed else HEAD) + "".join(named)


@st.composite
def any_rules(draw: st.DrawFn) -> list[Told]:
    """Rules of any kind, the sound ones more often than chance would have it."""
    found = []
    for trigger in draw(st.lists(st.sampled_from([*Trigger, *OPENING, *OPENING]), min_size=1, max_size=5)):
        count = draw(st.integers(1, 3)) if trigger in COUNTING else draw(st.sampled_from([None, None, None, 1]))
        likely = Rung.REMINDER if trigger is Trigger.YELLOW_CARD else draw(st.sampled_from([*STEPS, ORDER]))
        found.append((trigger, count, draw(st.sampled_from([likely, likely, likely, *Rung]))))
    return found


@st.composite
def sound_ladders(draw: st.DrawFn) -> str:
    """Rules up to some height: each rung has one that its step below can lead to, and any number of others."""
    height = draw(st.integers(1, 3))
    rungs = list(STEPS)[:height]
    may: dict[Trigger, list[Rung]] = dict.fromkeys((*OPENING, Trigger.RELAPSE), rungs)
    may |= {trigger: rungs[list(STEPS).index(step) + 1 :] for trigger, step in NEEDS.items()}
    may |= {Trigger.CONCEALMENT_CONFIRMED: [ACCOUNTABILITY], Trigger.YELLOW_CARD: [Rung.REMINDER]}
    found: list[Told] = [(Trigger.RED_CARDS, count, rung) for count, rung in enumerate(rungs, start=1)]
    for trigger in draw(st.sets(st.sampled_from([one for one in Trigger if one is not Trigger.RED_CARDS]))):
        if may[trigger]:
            count = draw(st.integers(1, 366)) if trigger in COUNTING else None
            found.append((trigger, count, draw(st.sampled_from(may[trigger]))))
    reviewed = any(trigger is Trigger.RELAPSE for trigger, _, _ in found)
    return written(draw(st.permutations(found)), reviewed)


def can_happen(told: Rule, taken: set[Rung], ladder: Ladder) -> bool:
    """Whether its trigger can happen to a project of which these steps were taken at some time."""
    if told.trigger is Trigger.RELAPSE:
        return ladder.recovery.review_months is not None and not taken.isdisjoint(STEPS)
    return told.trigger not in NEEDS or NEEDS[told.trigger] in taken


@settings(max_examples=300)
@given(rules=any_rules(), reviewed=st.booleans())
def test_every_rule_of_an_accepted_ladder_speaks_sooner_or_later_and_skips_no_step(
    rules: list[Told], reviewed: bool
) -> None:
    ladder = read(written(rules, reviewed))
    if not isinstance(ladder, Ladder):
        return
    taken: set[Rung] = set()
    spoken: set[str] = set()
    for _ in range(len(ladder.rule)):
        for told in ladder.rule:
            below = list(STEPS)[: list(STEPS).index(told.rung)] if told.rung in STEPS else []
            if can_happen(told, taken, ladder) and (taken.issuperset(below) or told.skips):
                taken.add(told.rung)
                spoken.add(told.id)
    assert {told.id for told in ladder.rule} == spoken
    assert (
        len(ladder.rule) == len({told.id for told in ladder.rule}) == len({(t.trigger, t.count) for t in ladder.rule})
    )
    for trigger in Trigger:
        ascending = sorted(ladder.rules(trigger), key=lambda told: told.count)
        assert all(list(Rung).index(less.rung) <= list(Rung).index(more.rung) for less, more in pairwise(ascending))


@settings(max_examples=150)
@given(text=sound_ladders())
def test_a_sound_ladder_is_accepted(text: str) -> None:
    assert isinstance(read(text), Ladder)


LINES = [number for number, line in enumerate(HANTING.splitlines()) if re.match(r"\w+ = ", line)]
WORDS = '"" "red" "interview" "reminder" "relapse" "unit" "\\u0007"'
NUMBERS = "0 1 -1 2 99999999999 1.5 nan true 2026-01-01 12:00:00"
VALUES = st.sampled_from([*WORDS.split(), *NUMBERS.split(), "1" * 5000, "[]", "[1]", "{}", "{ a = 1 }", "= 1"])


@settings(max_examples=300)
@given(number=st.sampled_from(LINES), value=VALUES)
def test_whatever_is_written_a_ladder_is_read_or_refused_by_a_place_that_there_is(number: int, value: str) -> None:
    lines = HANTING.splitlines()
    lines[number] = f"{lines[number].partition(' = ')[0]} = {value}"
    text = "\n".join(lines)
    found = read(text)
    for refused in found if isinstance(found, list) else []:
        assert refused.code == "bad-ladder"
        if place := refused.field.removeprefix("data.text").removeprefix(":"):
            inside: Any = tomllib.loads(text)
            for key in place.split(".")[:-1]:
                inside = inside[int(key) if key.isdigit() else key]
