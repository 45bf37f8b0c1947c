"""Periods: the days they cover, the one that follows, and how they are called."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scoring.papers.periods import PERIOD_OF, Span, following, span_of
from services.scoring.papers.words import Words
from shared.catalogue.scoring import PaperKind
from shared.language import Language

WEEK, HALF, MONTH, QUARTER, HALF_YEAR, YEAR = PaperKind
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


DAYS_OF = {
    (WEEK, "2025-W07"): ("2025-02-10", "2025-02-16"),
    (WEEK, "2025-W05"): ("2025-01-27", "2025-02-02"),
    (WEEK, "2026-W01"): ("2025-12-29", "2026-01-04"),
    (WEEK, "2026-W53"): ("2026-12-28", "2027-01-03"),
    (HALF, "2025-03-H1"): ("2025-03-01", "2025-03-15"),
    (HALF, "2024-02-H2"): ("2024-02-16", "2024-02-29"),
    (MONTH, "2025-12"): ("2025-12-01", "2025-12-31"),
    (QUARTER, "2025-Q1"): ("2025-01-01", "2025-03-31"),
    (QUARTER, "2025-Q4"): ("2025-10-01", "2025-12-31"),
    (HALF_YEAR, "2025-H1"): ("2025-01-01", "2025-06-30"),
    (HALF_YEAR, "2025-H2"): ("2025-07-01", "2025-12-31"),
    (YEAR, "2025"): ("2025-01-01", "2025-12-31"),
}
CALLED = {
    (WEEK, "2025-W07"): ("2025年第7周（2月10日—2月16日）", "Week 7 of 2025 (10–16 February)"),
    (WEEK, "2025-W05"): ("2025年第5周（1月27日—2月2日）", "Week 5 of 2025 (27 January–2 February)"),
    (WEEK, "2026-W01"): ("2026年第1周（12月29日—1月4日）", "Week 1 of 2026 (29 December–4 January)"),
    (WEEK, "2026-W53"): ("2026年第53周（12月28日—1月3日）", "Week 53 of 2026 (28 December–3 January)"),
    (HALF, "2025-03-H1"): ("2025年3月上半月", "First half of March 2025"),
    (HALF, "2024-02-H2"): ("2024年2月下半月", "Second half of February 2024"),
    (MONTH, "2025-12"): ("2025年12月", "December 2025"),
    (QUARTER, "2025-Q1"): ("2025年第一季度", "First quarter of 2025"),
    (QUARTER, "2025-Q4"): ("2025年第四季度", "Fourth quarter of 2025"),
    (HALF_YEAR, "2025-H1"): ("2025年上半年", "First half of 2025"),
    (HALF_YEAR, "2025-H2"): ("2025年下半年", "Second half of 2025"),
    (YEAR, "2025"): ("2025年度", "2025"),
}


@pytest.mark.parametrize(("kind", "period"), DAYS_OF)
def test_the_days_of_a_period(kind: PaperKind, period: str) -> None:
    first, last = DAYS_OF[kind, period]

    assert Span(date.fromisoformat(first), date.fromisoformat(last)) == span_of(kind, period)


@pytest.mark.parametrize(("kind", "period"), CALLED)
def test_what_a_period_is_called(kind: PaperKind, period: str) -> None:
    assert CALLED[kind, period] == tuple(Words.of(language, {}).period(kind, period) for language in Language)


@pytest.mark.parametrize(
    ("kind", "period"),
    [
        (WEEK, "2025-W53"),
        (WEEK, "2025-7"),
        (HALF, "2025-03-H3"),
        (MONTH, "2025-13"),
        (QUARTER, "2025-Q5"),
        (YEAR, "25"),
    ],
)
def test_what_is_no_period_is_refused(kind: PaperKind, period: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - The message is the calendar's own, or ours.
        span_of(kind, period)


@given(st.sampled_from(PaperKind), DAYS)
def test_every_day_lies_in_one_period_and_periods_follow_without_a_gap(kind: PaperKind, day: date) -> None:
    period = PERIOD_OF[kind](day)
    span = span_of(kind, period)

    assert span.first <= day <= span.last
    assert span.last + timedelta(days=1) == span_of(kind, following(kind, period)).first


def test_a_span_tells_its_months() -> None:
    assert ("2025-12", "2026-01") == span_of(WEEK, "2026-W01").months
    assert ("2025-04", "2025-05", "2025-06") == span_of(QUARTER, "2025-Q2").months
