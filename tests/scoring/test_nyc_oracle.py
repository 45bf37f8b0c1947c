"""New York City's real records, replayed into scoring: every light is the one that pandas computes from the table.

The one way: rows become messages, intake's deciders make facts of them, scoring issues a card for each project and
month. The other way: the table itself, column by column, for all projects and months at once.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import pandas as pd
import pytest

from services.intake.district import District
from services.scoring.contest import Contest
from services.scoring.rulebook import parse
from services.upstream import mapping
from services.upstream.filing import file_rows
from services.upstream.table_files import read_csv
from shared.catalogue import Fact
from shared.catalogue.scoring import CardIssued
from tests.memory import Log
from tests.scoring.story import adopted

TABLE = Path(__file__).parents[3] / "shared/data/nyc_capital_projects.csv"
SLIP, COST, SILENCE = "completion_slip_original_days", "cost_variance_original_pct", "months_since_report"
YELLOW_AND_RED = {SLIP: (90, 365), COST: (10, 30), SILENCE: (7, 13)}
"""From where on a light is yellow, and red, as the book `nyc-capital` publishes it."""

Lights = dict[tuple[str, str], dict[str, str]]
"""Month and project to the colour of each light."""

pytestmark = pytest.mark.skipif(not TABLE.exists(), reason=f"{TABLE.name} is not beside the repository")


def facts() -> Iterator[Fact]:
    """What intake makes of the table."""
    found = mapping.parse((files("services.upstream") / "maps/nyc_capital_projects.toml").read_text("utf-8"))
    filing = file_rows(read_csv(TABLE, found.file.encoding, found.file.delimiter), found)
    district = District()
    for message in (filing.opening, *(message for wave in filing.waves for message in wave)):
        assert not isinstance(message.data, Mapping)
        for fact in district.decide(message.data):
            district.evolve(fact)
            yield fact


@cache
def cards() -> tuple[CardIssued, ...]:
    """Every card that scoring issues, close by close."""
    book = (files("services.scoring") / "rulebooks/nyc-capital.toml").read_text("utf-8")
    log, contest, read = Log(adopted(book, parse(book).edition)), Contest(), 0
    for fact in facts():
        log.tell(fact)
        while read < len(log.entries):
            contest.evolve(log.entries[read])
            read += 1
            if read == len(log.entries):
                log.append(contest.next_step())
    return tuple(fact for fact in log.facts if isinstance(fact, CardIssued))


def lights_issued() -> Lights:
    return {(card.month, card.project): {light.rule: str(light.card) for light in card.lights} for card in cards()}


def by_month(records: pd.DataFrame, column: str, months: pd.PeriodIndex) -> pd.DataFrame:
    """A column as it was last told: a row a project, a column a month."""
    told = records.groupby(["pid", "month"])[column].last().unstack("month")
    return told.reindex(columns=months).ffill(axis=1)


def colours(values: pd.DataFrame, yellow: float, red: float) -> pd.DataFrame:
    """The colour of each value; what is unknown is not good standing."""
    shown = pd.DataFrame("blue", index=values.index, columns=values.columns)
    return shown.mask(values >= yellow, "yellow").mask(values >= red, "red").mask(values.isna(), "yellow")


@cache
def measured_by_pandas() -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """What each light looks at, projects by months; and the number of the month in which each project began."""
    records = pd.read_csv(
        TABLE, dtype={"pid": str}, parse_dates=["as_of", "baseline_completion", "forecast_completion"]
    )
    # A forecast below nothing is no forecast: the door takes no such row.
    records = records[~(records["budget_forecast"] < 0)].sort_values("as_of", kind="stable")
    records["month"] = records["as_of"].dt.to_period("M")
    months = pd.period_range(records["month"].min(), records["month"].max(), freq="M")
    first = records.groupby("pid").nth(0).set_index("pid")

    completion = by_month(records, "forecast_completion", months)
    slip = completion.apply(lambda told: (told - first["baseline_completion"]).dt.days)
    budget = by_month(records, "budget_forecast", months)
    baseline = first["baseline_budget"].where(first["baseline_budget"] != 0)
    cost = budget.sub(baseline, axis=0).mul(100).div(baseline, axis=0)

    number = pd.Series(range(len(months)), index=months)
    records["number"] = records["month"].map(number)
    records["told"] = records["number"].where(records[["forecast_completion", "budget_forecast"]].notna().any(axis=1))
    began = records.groupby("pid")["number"].min()
    told = by_month(records, "told", months).T.fillna(began - 1).T
    return {SLIP: slip, COST: cost, SILENCE: told.rsub(number, axis=1)}, {
        str(pid): int(month) for pid, month in began.items()
    }


def lights_by_pandas(**other: tuple[float, float]) -> Lights:
    """Every light of the table; by another threshold where one is given."""
    measured, began = measured_by_pandas()
    shown = {light: colours(values, *(YELLOW_AND_RED | other)[light]) for light, values in measured.items()}
    return {
        (str(month), f"NYC-{pid}"): {light: str(table.at[pid, month]) for light, table in shown.items()}
        for pid, since in began.items()
        for month in shown[SLIP].columns[since:]
    }


def test_every_light_of_every_card_is_the_one_that_pandas_computes() -> None:
    issued, computed = lights_issued(), lights_by_pandas()
    assert computed.keys() == issued.keys()
    assert [] == [(card, computed[card], lights) for card, lights in issued.items() if computed[card] != lights]


def test_all_of_it_was_compared() -> None:
    issued = lights_issued()
    counted = Counter((light, colour) for lights in issued.values() for light, colour in lights.items())
    assert (6_607, 254) == (len(issued), len({project for _, project in issued}))
    assert {
        (SLIP, "blue"): 3_159,
        (SLIP, "yellow"): 1_131,
        (SLIP, "red"): 2_317,
        (COST, "blue"): 4_180,
        (COST, "yellow"): 1_074,
        (COST, "red"): 1_353,
        (SILENCE, "blue"): 6_492,
        (SILENCE, "yellow"): 115,
    } == counted


@pytest.mark.parametrize(
    ("light", "other", "differences"),
    [
        (SLIP, (92, 365), 15),
        (SLIP, (90, 364), 9),
        (COST, (10.01, 30), 4),
        (COST, (10, 29), 46),
        (SILENCE, (8, 13), 51),
        (SILENCE, (7, 12), 1),
    ],
)
def test_any_other_threshold_would_be_noticed(light: str, other: tuple[float, float], differences: int) -> None:
    issued, computed = lights_issued(), lights_by_pandas(**{light: other})
    assert differences == sum(computed[card] != lights for card, lights in issued.items())


def test_a_card_is_as_good_as_its_worst_light() -> None:
    order = ["blue", "yellow", "red"]
    worst = {key: max(lights.values(), key=order.index) for key, lights in lights_by_pandas().items()}
    assert worst == {(card.month, card.project): str(card.card) for card in cards()}
