"""Rows become messages in the order of their days; every row is accounted for, and filing again says the same."""

import csv
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook

from services.upstream.cells import BadCell
from services.upstream.filing import Account, Filing, file_rows
from services.upstream.mapping import Map, parse
from services.upstream.message import Message
from services.upstream.table import Row, Table, TableError
from services.upstream.table_files import read_csv, read_xlsx
from shared.catalogue.intake import (
    ContestOpened,
    MonthClosed,
    MonthOpened,
    PlannedMilestone,
    PlanRevised,
    ProgressReported,
    ReportCorrected,
    RevisionReason,
)
from shared.catalogue.values import Milestone, MoneyUnit, Month
from tests.upstream.samples import RECORDS, RECORDS_MAP, SMALL_MAP

ROAD, PARK = "XM-001-aea46636", "XM-002-f4abeba3"


def example_map() -> Map:
    """The map that comes with redcard as an example."""
    return parse(RECORDS_MAP.read_text("utf-8"))


def example() -> Filing:
    """The example, filed."""
    return file_rows(read_csv(RECORDS, "utf-8-sig", ","), example_map())


def filed(*rows: tuple[str, str, str], contest: str = "") -> Filing:
    """Rows of id, day and done under the small map."""
    table = Table(
        ("id", "day", "done"),
        tuple(
            Row(number, dict(zip(("id", "day", "done"), cells, strict=True)))
            for number, cells in enumerate(rows, start=2)
        ),
    )
    return file_rows(table, parse(SMALL_MAP.replace("[contest]", f"[contest]\n{contest}")))


def said(waves: Sequence[Sequence[Message]]) -> list[list[str]]:
    """What is said in each wave, in short: project or month, and kind."""
    return [
        [f"{getattr(message.data, 'project', getattr(message.data, 'month', ''))} {message.kind}" for message in wave]
        for wave in waves
    ]


def test_every_row_of_the_example_is_accounted_for() -> None:
    accounts = [
        (account.row, [message.kind for message in account.messages], account.refused, account.skipped)
        for account in example().accounts
    ]
    assert [
        (2, ["project-registered", "progress-reported"], None, ""),
        (3, ["project-registered", "progress-reported"], None, ""),
        (4, ["progress-reported"], None, ""),
        (5, ["report-corrected"], None, ""),
        (6, ["plan-revised", "progress-reported"], None, ""),
        (7, [], BadCell("类别", "养老", "not among the map's values: 产业, 基础设施"), ""),
        (8, [], None, "an empty row"),
        (9, [], BadCell("累计完成投资", "约0.9", "not a number"), ""),
        (10, [], None, "no progress.reported: none of investment, forecast_completion is told"),
        (11, [], None, "says the same as row 5"),
        (12, ["progress-reported"], None, ""),
    ] == accounts


def test_the_months_go_by_in_waves_that_hold_nothing_that_depends_on_another() -> None:
    assert [
        [f"{ROAD} project-registered", f"{PARK} project-registered"],
        [f"{ROAD} progress-reported", f"{PARK} progress-reported"],
        ["2025-02 month-opened"],
        ["2025-01 month-closed"],
        [f"{ROAD} progress-reported", f"{PARK} plan-revised"],
        [f"{ROAD} report-corrected", f"{PARK} progress-reported"],
        ["2025-03 month-opened"],
        ["2025-02 month-closed"],
        [f"{PARK} progress-reported"],
        ["2025-04 month-opened"],
        ["2025-03 month-closed"],
    ] == said(example().waves)


def test_a_changed_baseline_is_a_revised_plan_and_what_the_row_leaves_out_of_it_stands() -> None:
    fact = PlanRevised(
        project=PARK,
        reason_class=RevisionReason.OTHER,
        reason="报表未说明原因",
        approver="未列明",
        approved_on=date(2025, 2, 25),
        money_unit=MoneyUnit.CNY_10K,
        total_cost=Decimal(10036000),
        milestones=(PlannedMilestone(milestone=Milestone.COMPLETED, due_on=date(2026, 6, 30)),),
    )
    assert fact == example().accounts[4].messages[0].data


def test_a_second_row_of_a_month_corrects_the_first() -> None:
    fact = ReportCorrected(
        project=ROAD,
        month=Month("2025-02"),
        reason="同月再次报送",
        money_unit=MoneyUnit.CNY_10K,
        investment=Decimal(2400),
        forecast_completion=date(2026, 4, 30),
    )
    assert fact == example().accounts[3].messages[0].data


def test_messages_carry_who_speaks_and_noon_of_their_day() -> None:
    message = example().accounts[2].messages[0]
    assert ("records-example", "示例", datetime(2025, 2, 20, 12, tzinfo=UTC)) == (
        message.source,
        message.actor,
        message.time,
    )


def test_xlsx_and_csv_give_the_same_messages(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    with RECORDS.open(encoding="utf-8-sig", newline="") as file:
        for cells in csv.reader(file):
            sheet.append([typed(cell) for cell in cells])
    book.save(tmp_path / "records.xlsx")
    assert example() == file_rows(read_xlsx(tmp_path / "records.xlsx", None), example_map())


def typed(cell: str) -> str | float | date:
    """A cell as a spreadsheet would hold it."""
    for convert in (lambda text: datetime.strptime(text, "%Y/%m/%d").replace(tzinfo=UTC).date(), _number):
        try:
            return convert(cell)
        except ValueError:
            continue
    return cell


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def test_filing_again_gives_the_same_messages() -> None:
    assert example() == example()


def test_more_rows_leave_the_messages_of_the_others_as_they_are() -> None:
    few = filed(("P1", "2025-01-31", "1"))
    more = filed(("P2", "2025-01-30", "7"), ("P1", "2025-01-31", "1"), ("P1", "2025-02-28", "2"))
    assert few.opening.id == more.opening.id
    assert few.accounts[0].messages == more.accounts[1].messages
    assert {message.id for wave in few.waves for message in wave} < {
        message.id for wave in more.waves for message in wave
    }


def test_the_contest_opens_with_the_first_month_and_the_projects_of_the_data() -> None:
    filing = filed(("P2", "2025-03-01", "1"), ("P1", "2025-01-31", "1"))
    fact = ContestOpened(
        district="区",
        district_en="District",
        first_month=Month("2025-01"),
        money_unit=MoneyUnit.CNY_10K,
        investment_target=Decimal(0),
        projects=2,
        to_commission=0,
        to_speed_up=0,
    )
    noon = datetime(2025, 1, 1, 12, tzinfo=UTC)
    assert Message("clock", "contest-opened", "bureau-contest-opened", noon, fact) == filing.opening


def test_months_without_a_row_go_by_too() -> None:
    first_of = {month: datetime(2025, int(month[5:]), 1, 12, tzinfo=UTC) for month in ("2025-02", "2025-03")}
    turns = [wave[0] for wave in filed(("P1", "2025-01-31", "1"), ("P1", "2025-03-31", "2")).waves if wave][1:5]
    assert [
        Message("clock", "month-opened", "bureau-month-opened-2025-02", first_of["2025-02"],
                MonthOpened(month=Month("2025-02"))),
        Message("clock", "month-closed", "bureau-month-closed-2025-01", first_of["2025-02"],
                MonthClosed(month=Month("2025-01"))),
        Message("clock", "month-opened", "bureau-month-opened-2025-03", first_of["2025-03"],
                MonthOpened(month=Month("2025-03"))),
        Message("clock", "month-closed", "bureau-month-closed-2025-02", first_of["2025-03"],
                MonthClosed(month=Month("2025-02"))),
    ] == turns  # fmt: skip


def test_rows_older_than_the_contest_are_sent_first_for_the_door_to_judge() -> None:
    filing = filed(("P1", "2024-11-30", "1"), ("P1", "2025-01-31", "2"), contest='first_month = "2025-01"')
    assert [
        ["P1 progress-reported"],
        ["P1 progress-reported"],
        ["2025-02 month-opened"],
        ["2025-01 month-closed"],
    ] == said(filing.waves)
    first = filing.waves[0][0].data
    assert isinstance(first, ProgressReported)
    assert Month("2024-11") == first.month


def test_a_project_that_spoke_in_a_month_makes_no_second_report_of_it() -> None:
    accounts = filed(("P1", "2025-01-10", "1"), ("P1", "2025-01-31", "2")).accounts
    assert Account(3, "P1", date(2025, 1, 31), skipped="the map makes no message of such a row") == accounts[1]


def test_rows_without_project_or_date_are_refused_and_the_others_filed() -> None:
    accounts = filed(("", "2025-01-31", "1"), ("P1", "31.1.", "1"), ("P1", "2025-01-31", "1")).accounts
    assert [
        BadCell("id", "", "this cell must not be missing"),
        BadCell("day", "31.1.", "not a date written as %Y-%m-%d"),
        None,
    ] == [account.refused for account in accounts]


def test_a_bad_first_row_leaves_the_registration_to_the_next(tmp_path: Path) -> None:
    text = RECORDS.read_text("utf-8").replace(",0.1,2025/12/31", ",zero,2025/12/31", 1)
    (tmp_path / "records.csv").write_text(text, "utf-8")
    accounts = file_rows(read_csv(tmp_path / "records.csv", "utf-8", ","), example_map()).accounts
    assert [[], ["project-registered", "progress-reported"]] == [
        [message.kind for message in accounts[index].messages] for index in (0, 2)
    ]


@pytest.mark.parametrize(
    ("rows", "contest", "reason"),
    [
        ([], "", "no row has both a project and a date; the first says: the table is empty"),
        (
            [("P1", "soon", "1")],
            "",
            "no row has both a project and a date; the first says: day 'soon': not a date written as %Y-%m-%d",
        ),
        (
            [("P1", "1925-01-31", "1"), ("P1", "2025-01-31", "1")],
            "",
            "from 1925-01 to 2025-01 is no contest of up to 600 months: look at the dates of row 3 and at the map's "
            "`contest.first_month`",
        ),
        (
            [("P1", "2025-01-31", "1")],
            'first_month = "2026-01"',
            "from 2026-01 to 2025-01 is no contest of up to 600 months: look at the dates of row 2 and at the map's "
            "`contest.first_month`",
        ),
    ],
)
def test_a_table_that_makes_no_contest_is_refused(rows: list[tuple[str, str, str]], contest: str, reason: str) -> None:
    with pytest.raises(TableError) as error:
        filed(*rows, contest=contest)
    assert reason == str(error.value)
