"""The half-yearly observation: which tours stand in it, in what order, and what is said of their scores."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from services.scoring.assessment.tours import Judged
from services.scoring.papers import forms
from services.scoring.papers.fold import Papers
from services.scoring.papers.observation import Observation
from shared.catalogue import Fact
from shared.catalogue.intake import ObservationScored, TourListed
from shared.catalogue.scoring import PaperKind, RulebookAdopted
from shared.language import Language
from shared.press.document import Document, Paragraph, Table
from tests.memory import Log
from tests.samples.oversight import SCORED, TOUR
from tests.scoring.assessed import BOOK, FACTS

KIND = PaperKind.HALF_YEARLY_OBSERVATION
MANY: TourListed = replace(
    TOUR,
    tour="T1",
    name="秋季观摩",
    projects=("P2",),
    judges=tuple("甲乙丙丁戊己庚辛壬癸"),
    starts_on=date(2026, 10, 1),
    ends_on=date(2026, 10, 9),
)
ONE_SCORE: ObservationScored = replace(SCORED, tour="T1", project="P2", judge="癸", score=Decimal(77))


def written(*more: Fact, period: str = "2026-H2", told: tuple[Fact, ...] = FACTS) -> forms.Paper:
    papers = Papers()
    for logged in Log(*told, *more).entries:
        papers.evolve(logged)
    return forms.write(papers, KIND, period)


def values(paper: forms.Paper) -> Observation:
    assert isinstance(paper.values, Observation)
    return paper.values


def composed(paper: forms.Paper, language: Language = Language.CHINESE) -> Document:
    return forms.compose(paper, language, None)


def standing(document: Document) -> tuple[tuple[object, ...], ...]:
    """Scores and ranks of the first tour."""
    blocks = document.sections[1].blocks
    [found] = [block for block in blocks if isinstance(block, Table) and block.caption == "评分与名次"]
    return found.rows


def said(document: Document) -> list[str]:
    return [block.text for part in document.sections for block in part.blocks if isinstance(block, Paragraph)]


def test_the_tours_that_ended_in_the_half_year_earliest_first() -> None:
    first_half = replace(MANY, tour="T0", ends_on=date(2026, 6, 30))

    tours = values(written(MANY, first_half)).tours

    assert [("T1", date(2026, 10, 9)), ("T2", date(2026, 10, 22))] == [(tour.tour, tour.ends_on) for tour in tours]


def test_projects_stand_by_rank_and_those_nobody_scored_last() -> None:
    listed = replace(MANY, projects=("P3", "P2", "P1"))
    scores = [replace(ONE_SCORE, project=project, score=Decimal(score)) for project, score in (("P1", 70), ("P2", 80))]

    [tour, _] = values(written(listed, *scores)).tours

    assert [("P2", 1), ("P1", 2), ("P3", None)] == [(visit.project.project, visit.rank) for visit in tour.visits]
    assert (Judged("癸", Decimal(80), SCORED.comment, dropped=False),) == tour.visits[0].scores
    assert MANY.judges[:-1] == tour.visits[0].missing


def test_dropped_scores_are_marked_and_missing_ones_named() -> None:
    document = composed(written())

    assert (
        (1, "N", "86.50", "90.00", "[79.00]", "[93.00]", "88.00", Decimal("88.17")),
        (2, "N", "70.00", "80.00", None, "75.00", "78.00", Decimal("75.75")),
    ) == standing(document)
    assert "N：丙尚未评分。" in said(document)


@pytest.mark.parametrize(
    ("judges", "scores"), [("甲乙丙丁戊己庚辛癸", (*[None] * 8, "77.00")), ("甲乙丙丁戊己庚辛壬癸", ("癸 77.00",))]
)
def test_many_judges_share_a_column(judges: str, scores: tuple[str | None, ...]) -> None:
    document = composed(written(replace(MANY, judges=tuple(judges)), ONE_SCORE))

    assert ((1, "N", *scores, Decimal("77.00")),) == standing(document)


def test_the_rule_that_was_applied_is_said() -> None:
    text = BOOK.text[: BOOK.text.index("[assessment]")]
    silent = written(RulebookAdopted(edition="x", text=text, sha256="0" * 64, adopted_by="D"))

    assert (5, None) == (values(written()).drop_from, values(silent).drop_from)
    assert Decimal("87.30") == values(silent).tours[0].visits[0].mean
    assert "5 份及以上" in said(composed(written()))[0]
    assert "全部评分计入平均" in said(composed(silent))[0]


def test_a_half_year_without_a_tour_says_so() -> None:
    beginning = tuple(fact for fact in FACTS if not isinstance(fact, TourListed | ObservationScored))

    assert ["本期没有组织观摩。"] == said(composed(written(told=beginning)))


@pytest.mark.parametrize("language", Language)
def test_both_languages_say_the_same_in_the_same_order(language: Language) -> None:
    document = composed(written(MANY, ONE_SCORE), language)

    kinds = [[type(block) for block in part.blocks] for part in document.sections]
    assert kinds == [[type(block) for block in part.blocks] for part in composed(written(MANY, ONE_SCORE)).sections]


def test_the_same_log_gives_the_same_digest_and_a_comment_changes_it() -> None:
    other = tuple(
        replace(fact, comment="other") if isinstance(fact, ObservationScored) and fact.judge == "戊" else fact
        for fact in FACTS
    )
    digests = [written().issued(9).sha256, written().issued(9).sha256, written(told=other).issued(9).sha256]

    assert [True, False] == [one == another for one, another in pairwise(digests)]
