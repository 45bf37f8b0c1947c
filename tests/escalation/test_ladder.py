"""The ladder's text: the shipped one, and how one that does not hold together is refused."""

import tomllib
from hashlib import sha256

import pytest
from pydantic import ValidationError

from services.escalation.ladder import Rung, parse
from shared.catalogue.escalation import Step
from tests.escalation.story import SHIPPED

ORDER, INTERVIEW, ACCOUNTABILITY = (f"[[rung]]{rung}" for rung in SHIPPED.split("[[rung]]")[1:])
HEAD = SHIPPED.split("[[rung]]")[0]
IN_ORDER = "Value error, the rungs must be supervision-order, interview, accountability, in this order"
ASCENDING = "Value error, each rung needs more reds running than the one below it"


def test_the_shipped_ladder_as_published() -> None:
    ladder = parse(SHIPPED)
    assert (
        Rung(step=Step.SUPERVISION_ORDER, reds=1, decided_by="工作调度专班", due_days=7),
        Rung(step=Step.INTERVIEW, reds=2, decided_by="包靠领导的上级", due_days=7),
        Rung(step=Step.ACCOUNTABILITY, reds=3, decided_by="工作问责专班", due_days=30),
    ) == ladder.rung
    assert (2, "hanting-ladder-2025.1", sha256(SHIPPED.encode()).hexdigest()) == (
        ladder.recovery_months,
        ladder.edition,
        ladder.sha256,
    )


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (HEAD, ("rung",), "Field required"),
        (HEAD + ORDER + INTERVIEW, (), IN_ORDER),
        (HEAD + INTERVIEW + ORDER + ACCOUNTABILITY, (), IN_ORDER),
        (HEAD + ORDER + ORDER + INTERVIEW + ACCOUNTABILITY, (), IN_ORDER),
        (SHIPPED.replace("reds = 2", "reds = 3"), (), ASCENDING),
        (SHIPPED.replace("reds = 2", "reds = 1"), (), ASCENDING),
        (SHIPPED.replace("reds = 1", "reds = 0"), ("rung", 0, "reds"), "Input should be greater than or equal to 1"),
        (
            SHIPPED.replace("due_days = 30", "due_days = 0"),
            ("rung", 2, "due_days"),
            "Input should be greater than or equal to 1",
        ),
        (
            SHIPPED.replace('decided_by = "工作问责专班"', 'decided_by = ""'),
            ("rung", 2, "decided_by"),
            "String should have at least 1 character",
        ),
        (
            SHIPPED.replace('step = "interview"', 'step = "chat"'),
            ("rung", 1, "step"),
            "Input should be 'supervision-order', 'interview' or 'accountability'",
        ),
        (
            SHIPPED.replace("recovery_months = 2", "recovery_months = 0"),
            ("recovery_months",),
            "Input should be greater than or equal to 1",
        ),
        (SHIPPED.replace("recovery_months = 2", ""), ("recovery_months",), "Field required"),
        (f'colour = "red"\n{SHIPPED}', ("colour",), "Extra inputs are not permitted"),
        (SHIPPED + 'colour = "red"\n', ("rung", 2, "colour"), "Extra inputs are not permitted"),
        (
            SHIPPED.replace("hanting-ladder-2025.1", "Hanting 2026"),
            ("edition",),
            "String should match pattern '^[a-z0-9][a-z0-9.-]*$'",
        ),
    ],
    ids=[
        "no rung",
        "a rung missing",
        "rungs out of order",
        "a rung twice",
        "as many reds as above",
        "as many reds as below",
        "no reds",
        "no days",
        "nobody decides",
        "unknown step",
        "no recovery",
        "recovery left out",
        "unknown key",
        "unknown key of a rung",
        "edition",
    ],
)
def test_a_bad_ladder_is_refused_with_the_place_and_the_reason(
    text: str, place: tuple[str | int, ...], reason: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        parse(text)
    assert [(place, reason)] == [(problem["loc"], problem["msg"]) for problem in refused.value.errors()]


def test_what_is_not_toml_is_refused_with_its_line() -> None:
    with pytest.raises(tomllib.TOMLDecodeError, match="at line 1, column 11"):
        parse("edition = \n")
