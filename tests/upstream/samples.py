"""The example that comes with redcard, and small maps to break."""

from pathlib import Path

from services.upstream.cells import Numerals, Reading
from services.upstream.table import Cell, Row

ROOT = Path(__file__).parents[2]
RECORDS = ROOT / "docs/examples/records.csv"
RECORDS_MAP = ROOT / "docs/examples/records.toml"

PLAIN = Reading(frozenset({"", "-"}), Numerals())

SMALL_MAP = """
source = "bureau"
actor = "Bureau"

[contest]
district = "区"
district_en = "District"
money_unit = "CNY-10k"
investment_target = 0
to_commission = 0
to_speed_up = 0

[rulebook]
book = "hanting"
adopted_by = "Office"

[row]
project = { column = "id" }
date = { column = "day", date = "%Y-%m-%d" }

[[message]]
fact = "progress.reported"
send = "monthly"

[message.data]
project = { column = "id" }
month = { column = "day", month = "%Y-%m-%d" }
money_unit = "CNY-10k"
investment = { column = "done", unit = "CNY-100m" }
"""


def row(**cells: Cell) -> Row:
    """A row with these cells."""
    return Row(2, cells)
