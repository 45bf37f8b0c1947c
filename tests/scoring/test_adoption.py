"""Adopting a rulebook: whole and checked, each edition once."""

from dataclasses import replace

import pytest

from services.scoring.contest import decide_adoption
from services.scoring.rulebook import parse
from shared.catalogue.scoring import RulebookAdopted
from shared.deciding import Refused
from tests.scoring.books import HANTING, SIMPLE, replaced
from tests.scoring.story import adopted

PROPOSAL = adopted(SIMPLE)


def test_adopted() -> None:
    assert [PROPOSAL] == decide_adoption({}, PROPOSAL)


def test_adopted_beside_another_edition() -> None:
    assert [PROPOSAL] == decide_adoption({"hanting-2025.1": parse(HANTING)}, PROPOSAL)


@pytest.mark.parametrize(
    ("proposal", "refusal"),
    [
        (
            replace(PROPOSAL, edition="simple-2"),
            Refused("wrong-edition", "data.edition", "simple-2", "the text says it is simple-1"),
        ),
        (
            replace(PROPOSAL, sha256="0" * 64),
            Refused("wrong-digest", "data.sha256", "0" * 64, f"the text's SHA-256 is {PROPOSAL.sha256}"),
        ),
        (
            adopted(replaced(SIMPLE, ("blue = 80", "blue = 101"))),
            Refused(
                "bad-rulebook",
                "data.text",
                "",
                "0 < yellow < blue <= 100 (all points) must hold; found yellow=50, blue=101",
            ),
        ),
    ],
    ids=["edition", "digest", "text"],
)
def test_refused(proposal: RulebookAdopted, refusal: Refused) -> None:
    with pytest.raises(Refused) as refused:
        decide_adoption({}, proposal)
    assert refusal == refused.value


@pytest.mark.parametrize("text", [SIMPLE, replaced(SIMPLE, ("blue = 80", "blue = 90"))], ids=["same", "changed"])
def test_an_edition_is_adopted_once(text: str) -> None:
    with pytest.raises(Refused) as refused:
        decide_adoption({"simple-1": parse(SIMPLE)}, adopted(text))
    assert (
        Refused(
            "edition-exists",
            "data.edition",
            "simple-1",
            "an edition is adopted once: give a changed book a new edition",
        )
        == refused.value
    )
