"""ladder-adopted: whole and checked, each edition once; the decision alone, without the door."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.escalation import adoption
from services.escalation.ladder import parse
from shared.catalogue.escalation import LadderAdopted
from shared.deciding import Refused
from tests.escalation.ladders import FORMER, INTERVIEW, SIMPLE, rule


def adopted(text: str, edition: str = "simple-1") -> LadderAdopted:
    return LadderAdopted(edition=edition, text=text, sha256=parse(text).sha256, adopted_by="区重点项目指挥部")


PROPOSAL = adopted(SIMPLE)


def refused(proposal: LadderAdopted, *editions: str) -> Refused:
    with pytest.raises(Refused) as found:
        adoption.decide(editions, proposal)
    return found.value


@pytest.mark.parametrize("editions", [(), ("hanting-ladder-2025.2",)])
def test_recorded(editions: tuple[str, ...]) -> None:
    assert [PROPOSAL] == adoption.decide(editions, PROPOSAL)


def test_recorded_in_the_former_format() -> None:
    proposal = adopted(FORMER, "hanting-ladder-2025.1")
    assert [proposal] == adoption.decide((), proposal)


def test_refused_under_another_edition() -> None:
    assert Refused("wrong-edition", "data.edition", "simple-2", "the text says it is simple-1") == refused(
        replace(PROPOSAL, edition="simple-2")
    )


def test_refused_with_a_digest_of_something_else() -> None:
    assert Refused("wrong-digest", "data.sha256", "0" * 64, f"the text's SHA-256 is {PROPOSAL.sha256}") == refused(
        replace(PROPOSAL, sha256="0" * 64)
    )


def test_refused_where_the_ladder_is_bad() -> None:
    assert Refused(
        "bad-ladder",
        "data.text:rule.1.count",
        "2",
        "order-unanswered happens or does not: leave the count out",
    ) == refused(replace(PROPOSAL, text=SIMPLE + rule("order-unanswered", INTERVIEW, 2)))


@pytest.mark.parametrize("text", [SIMPLE, f"# changed\n{SIMPLE}"], ids=["same", "changed"])
def test_refused_the_second_time(text: str) -> None:
    assert Refused(
        "edition-exists",
        "data.edition",
        "simple-1",
        "an edition is adopted once: give a changed text a new edition",
    ) == refused(adopted(text), "simple-1")


def test_the_shipped_ladder_says_who_adopted_it() -> None:
    fact, origin = adoption.of_shipped(SIMPLE)
    assert replace(PROPOSAL, adopted_by="escalation") == fact
    assert ("escalation", PROPOSAL.sha256, datetime(2026, 1, 1, tzinfo=UTC)) == (
        origin.actor,
        origin.causation,
        origin.occurred_at,
    )
