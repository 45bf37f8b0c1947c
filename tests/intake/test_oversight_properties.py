"""Whatever is proposed in whatever order: a judge's score counts once."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import given as examples
from hypothesis import strategies as st

from services.intake.district import District
from shared.catalogue import Fact
from shared.catalogue.intake import ObservationScored
from shared.deciding import Refused
from tests.samples import CONTEST, SCHOOL, STEELWORKS
from tests.samples.oversight import SCORED, TOUR

scores = st.builds(
    lambda project, judge, on, score: replace(SCORED, project=project, judge=judge, scored_on=on, score=score),
    st.sampled_from(["P0142", "P0207", "P0300"]),
    st.sampled_from(["孙主任", "周教授", "外人"]),
    st.dates(date(2026, 1, 19), date(2026, 1, 24)),
    st.sampled_from([Decimal("60.00"), Decimal("95.50")]),
)


@examples(st.lists(scores, max_size=8) | st.lists(scores, min_size=15, max_size=30))
def test_the_first_fitting_score_of_a_judge_counts_and_no_other(proposals: list[ObservationScored]) -> None:
    def fits(score: ObservationScored) -> bool:
        on_list = score.project in TOUR.projects and score.judge in TOUR.judges
        return on_list and TOUR.starts_on <= score.scored_on <= TOUR.ends_on

    first: dict[tuple[str, str], ObservationScored] = {}
    for score in filter(fits, proposals):
        first.setdefault((score.judge, score.project), score)
    assert list(first.values()) == recorded(proposals)


def recorded(proposals: list[ObservationScored]) -> list[Fact]:
    """What the district lets through of these, one after the other."""
    district, taken = District(), list[Fact]()
    for before in (CONTEST, STEELWORKS, SCHOOL, TOUR):
        district.evolve(before)
    for proposal in proposals:
        try:
            facts = district.decide(proposal)
        except Refused:
            continue
        for fact in facts:
            district.evolve(fact)
        taken += facts
    return taken
