"""The yearbook: which cards, tours, marks, targets and which book a year is reckoned on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest

from services.scoring.assessment import Basis, MonthCard, Toured, Year
from services.scoring.assessment.yearbook import Reckoning, Yearbook
from shared.catalogue import Fact
from shared.catalogue.intake import ContestOpened, MonthOpened, PlanRevised, ProjectAssigned, ProjectRegistered
from shared.catalogue.scoring import CardIssued, CardsFinalised, CardWithdrawn, Points, RulebookAdopted
from shared.catalogue.values import Card, Category, MoneyUnit, Month
from tests.samples import CONTEST, RED_CARD, REVISION, SCHOOL, STEELWORKS
from tests.samples.cases import OBJECTION, OBJECTION_DECIDED
from tests.samples.months import WITHDRAWN
from tests.samples.oversight import MERIT, SCORED, TOUR
from tests.samples.projects import ASSIGNED, TARGET
from tests.scoring.books import HANTING

OPENED: ContestOpened = CONTEST
WORKS: ProjectRegistered = replace(STEELWORKS, annual_target=Decimal("24000.00"))
LATER = HANTING.replace('edition = "hanting-2025.2"', 'edition = "hanting-2027.1"').replace(
    "daily_base = 15", "daily_base = 10"
)
WITHOUT = HANTING[: HANTING.index("[assessment]")]


def adopted(text: str) -> RulebookAdopted:
    return RulebookAdopted(edition="x", text=text, sha256=sha256(text.encode()).hexdigest(), adopted_by="office")


def card(month: str, score: str | None, project: str = "P0142", book: str = HANTING) -> CardIssued:
    return replace(
        RED_CARD,
        project=project,
        month=Month(month),
        score=None if score is None else Decimal(score),
        points=(),
        rulebook_sha256=adopted(book).sha256,
    )


def withdrawn(month: str) -> CardWithdrawn:
    return replace(WITHDRAWN, month=Month(month))


def final(month: str) -> CardsFinalised:
    return CardsFinalised(month=Month(month), cards=1, under_objection=())


def opened(month: str) -> MonthOpened:
    return MonthOpened(month=Month(month))


def revised(target: str | None) -> PlanRevised:
    return replace(REVISION, annual_target=None if target is None else Decimal(target))


def told(*facts: Fact) -> Yearbook:
    yearbook = Yearbook()
    beginning: tuple[Fact, ...] = (OPENED, adopted(HANTING), adopted(LATER), adopted(WITHOUT), WORKS)
    for fact in (*beginning, *facts):
        yearbook.evolve(fact)
    return yearbook


def reckoned(*facts: Fact, year: int = 2026) -> Reckoning:
    reckoning = told(*facts).reckon(year)
    assert reckoning is not None
    return reckoning


def years(*facts: Fact, year: int = 2026) -> list[Year]:
    found = reckoned(*facts, year=year).assessment
    assert found is not None
    return [assessed.year for assessed in found.projects]


def target(*facts: Fact, year: int = 2026) -> Decimal | None:
    [found] = years(*facts, card(f"{year}-06", "80"), year=year)
    return found.target


def standing(month: str, score: str | None, unit: str = "工业和信息化局", official: str = "王建国") -> MonthCard:
    return MonthCard(Month(month), Card.RED, None if score is None else Decimal(score), unit, official)


def test_a_year_without_cards_is_not_assessed() -> None:
    assert told(MERIT, TOUR, SCORED).reckon(2026) is None
    assert told(card("2026-01", "80")).reckon(2025) is None


def test_a_project_without_cards_in_the_year_is_not_assessed() -> None:
    assert ["P0142"] == [year.project for year in years(SCHOOL, card("2026-01", "80"), card("2025-12", "70", "P0207"))]


def test_a_year_holds_everything_that_its_sum_is_made_of() -> None:
    tour = replace(TOUR, judges=("孙主任",))
    expected = Year(
        project="P0142",
        name=WORKS.name,
        category=Category.INDUSTRY,
        responsible_unit="发展和改革局",
        lead_official="赵敏",
        target=Decimal("24000.00"),
        cards=(standing("2026-01", "80.00"), standing("2026-02", "60.00", "发展和改革局", "赵敏")),
        contested=(),
        tours=(Toured("T2026-1", TOUR.name, Decimal("86.50")),),
        marks=(MERIT,),
    )

    assert [expected] == years(tour, SCORED, MERIT, card("2026-01", "80.00"), ASSIGNED, card("2026-02", "60.00"))


def test_whoever_is_left_out_of_an_assignment_stays_in_charge() -> None:
    official: ProjectAssigned = replace(ASSIGNED, responsible_unit=None, task_force=None)

    [year] = years(official, card("2026-01", "80"))

    assert ("工业和信息化局", "赵敏") == (year.responsible_unit, year.lead_official)


def test_a_withdrawn_card_does_not_count() -> None:
    [year] = years(card("2026-01", "80"), card("2026-02", "41"), withdrawn("2026-02"))

    assert (standing("2026-01", "80"),) == year.cards


def test_the_reissued_card_counts_for_those_who_were_in_charge_of_the_one_withdrawn() -> None:
    [year] = years(card("2026-01", "41"), ASSIGNED, withdrawn("2026-01"), card("2026-01", "62"))

    assert (standing("2026-01", "62"),) == year.cards


def test_a_month_whose_only_card_was_withdrawn_is_no_month_of_the_year() -> None:
    assert told(card("2026-01", "41"), withdrawn("2026-01")).reckon(2026) is None


def test_scores_of_a_book_with_another_sum_of_points_count_in_hundredths_of_it() -> None:
    of_80 = replace(
        card("2026-01", "50.00"),
        points=(
            Points(indicator="investment_rate", points=Decimal(50), maximum=Decimal(60)),
            Points(indicator="late_reports", points=Decimal(0), maximum=Decimal(20)),
        ),
    )

    [year] = years(of_80)

    assert (standing("2026-01", "62.50"),) == year.cards


def test_cards_without_points_have_no_score() -> None:
    [year] = years(card("2026-01", None))

    assert (standing("2026-01", None),) == year.cards


def test_only_tours_that_ended_in_the_year_and_visited_the_project_count() -> None:
    def tour(name: str, ends_on: date, *projects: str) -> tuple[Fact, Fact]:
        listed = replace(TOUR, tour=name, projects=projects, starts_on=date(2025, 12, 1), ends_on=ends_on)
        return listed, replace(SCORED, tour=name, project=projects[0], score=Decimal(90))

    [year] = years(
        *tour("T4", date(2026, 12, 31), "P0142"),
        *tour("T0", date(2025, 12, 31), "P0142"),
        *tour("T2", date(2026, 1, 1), "P0142", "P0207"),
        *tour("T3", date(2026, 6, 30), "P0207"),
        *tour("T5", date(2027, 1, 1), "P0142"),
        card("2026-01", "80"),
    )

    assert ["T2", "T4"] == [tour.tour for tour in year.tours]


def test_a_tour_is_trimmed_as_the_book_says() -> None:
    points = {"孙": 100, "周": 70, "吴": 60, "郑": 50, "冯": 0}
    scores = [replace(SCORED, judge=judge, score=Decimal(score)) for judge, score in points.items()]

    [year] = years(replace(TOUR, judges=tuple(points)), *scores, card("2026-01", "80"))

    assert [Decimal("60.00")] == [tour.mean for tour in year.tours]


@pytest.mark.parametrize(
    ("facts", "year", "expected"),
    [
        ([], 2026, "24000.00"),
        ([], 2027, "24000.00"),
        ([], 2025, None),
        ([replace(TARGET, project="P0142", annual_target=Decimal(100))], 2026, "100"),
        ([replace(TARGET, project="P0142", annual_target=Decimal(100))], 2027, "24000.00"),
        ([revised("30000")], 2026, "30000"),
        ([revised(None)], 2026, None),
        ([replace(TARGET, project="P0142", annual_target=Decimal(100)), revised("30000")], 2026, "30000"),
        ([replace(TARGET, project="P0142", annual_target=Decimal(100)), revised(None)], 2026, "100"),
        ([opened("2027-01"), revised("30000")], 2026, "24000.00"),
        ([opened("2027-01"), revised("30000")], 2027, "30000"),
    ],
)
def test_the_target_of_a_year_is_the_one_set_for_it_or_planned_in_it(
    facts: list[Fact], year: int, expected: str | None
) -> None:
    assert (None if expected is None else Decimal(expected)) == target(*facts, year=year)


def test_a_target_in_another_unit_of_money_weighs_nothing_and_is_not_known() -> None:
    abroad = replace(WORKS, project="P9", money_unit=MoneyUnit.USD)
    found = reckoned(abroad, card("2026-01", "80", "P9"), card("2026-01", "80")).assessment

    assert found is not None
    assert {"P0142": Decimal("24000.00"), "P9": None} == {
        assessed.year.project: assessed.year.target for assessed in found.projects
    }
    assert [Basis.TARGETS_UNKNOWN] == [unit.basis for unit in found.units]


def test_the_book_of_the_last_months_cards_decides() -> None:
    reckoning = reckoned(card("2026-11", "80"), card("2026-12", "80", book=LATER), card("2027-01", "80"))

    assert reckoning.scheme is not None
    assert ("hanting-2027.1", Decimal(10)) == (reckoning.edition, reckoning.scheme.daily_base)


def test_a_book_without_an_assessment_assesses_nothing_and_says_so() -> None:
    reckoning = reckoned(card("2026-11", "80"), card("2026-12", "80", book=WITHOUT))

    assert (None, None, (Month("2026-11"), Month("2026-12"))) == (
        reckoning.scheme,
        reckoning.assessment,
        reckoning.months,
    )


def test_a_card_is_contested_until_the_objection_to_it_is_decided() -> None:
    raised = replace(OBJECTION, month=Month("2026-02"))
    cards = (card("2026-01", "80"), card("2026-02", "41"))

    [open_year] = years(*cards, raised, replace(raised, objection="O2", month=Month("2025-12")))
    [decided_year] = years(*cards, raised, replace(OBJECTION_DECIDED, upheld=False))

    assert ((Month("2026-02"),), ()) == (open_year.contested, decided_year.contested)


def test_months_are_provisional_until_their_cards_are_final() -> None:
    reckoning = reckoned(card("2026-01", "80"), final("2026-01"), card("2026-02", "80"))

    assert ((Month("2026-01"), Month("2026-02")), (Month("2026-02"),)) == (reckoning.months, reckoning.provisional)
