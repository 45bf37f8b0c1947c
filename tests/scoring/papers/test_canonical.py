"""The canonical form: one text for one content, and the digest over it stays what it was."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from services.scoring.papers.canonical import canonical, digest
from services.scoring.papers.forms import FORMS
from shared.catalogue.scoring import PaperKind
from shared.catalogue.values import Card
from tests.scoring.papers.test_composed import of_the_story

WEEKLY = PaperKind.WEEKLY_SORTING


@dataclass(frozen=True)
class Values:
    """Everything that values are made of."""

    b: tuple[object, ...]
    a: dict[object, object]


def test_keys_are_sorted_decimals_keep_their_places_and_nothing_is_rounded() -> None:
    values = Values(
        (Decimal("1E+3"), Decimal("2.50"), date(2026, 1, 2), True, None, 7), {Card.RED: "红", "1": Card.BLUE}
    )

    assert (
        '{"form":2,"kind":"weekly-sorting","period":"2026-W02","values":'
        '{"a":{"1":"blue","red":"红"},"b":["1000","2.50","2026-01-02",true,null,7]}}'
    ) == canonical(WEEKLY, 2, "2026-W02", values).decode()


def test_what_has_no_canonical_form_is_an_error() -> None:
    with pytest.raises(TypeError, match="no canonical form: float"):
        canonical(WEEKLY, 1, "2026-W02", {"x": 0.5})


@pytest.mark.parametrize(
    ("kind", "period", "expected"),
    [
        (WEEKLY, "2026-W02", "5f0977c8dfabe76199c32ec091a0bef36772f7266f31b4ab37102ff0a3ed1c61"),
        (
            PaperKind.HALF_MONTHLY_DISPATCH,
            "2026-02-H2",
            "9b6547b139258d3b14a70ebde9f1b0a20eb5a261ef3af23f9c139a9f377a7070",
        ),
        (PaperKind.MONTHLY_BULLETIN, "2026-01", "d5f8cfea9095218b2b09b09e9d91761b0af9beee9c280029ce5a596fd00c786d"),
        (PaperKind.QUARTERLY_SUMMARY, "2026-Q1", "d2c0ea190a6508fe6431ff0c591008eb7fc73839182cbc33676939529b2f0e36"),
    ],
)
def test_the_digest_of_a_told_story_stays_what_it_was(kind: PaperKind, period: str, expected: str) -> None:
    """A changed digest is a changed form: its number has to rise, and papers issued before stay as they are."""
    paper, issued = of_the_story()[kind, period]

    assert (1, expected) == (FORMS[kind].number, digest(kind, 1, period, paper.values))
    assert expected == issued.sha256
