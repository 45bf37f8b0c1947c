"""`redcard rulebook check`, `show` and `diff`: what a book says, in words, and what is wrong with it, by place."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from services.command_line.app import app
from services.scoring.rulebook import parse
from services.scoring.rulebook.shelf import shelf
from tests.scoring.books import ASSESSMENT, BOUND, HANTING, LIGHTS, PERCENTILES, SIMPLE, STREAK, replaced

GOLDEN = Path(__file__).parents[1] / "golden" / "rulebooks"


def rulebook(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["rulebook", *map(str, arguments)], env={"COLUMNS": "110"})


def lines(result: Result) -> list[str]:
    return [line.rstrip() for line in result.stdout.splitlines() if line.strip()]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.toml"
    path.write_text(SIMPLE, "utf-8")
    return path


def test_a_good_book_holds_together(book: Path) -> None:
    done = rulebook("check", book, "hanting", "sanya-2022")
    assert done.exit_code == 0
    assert [
        f"{book}: simple-1 holds together: scores 1, lights 0, rules 0; SHA-256 {parse(SIMPLE).sha256}",
        f"hanting: hanting-2025.2 holds together: scores 5, lights 0, rules 7; SHA-256 {parse(HANTING).sha256}",
        "sanya-2022: sanya-2022 holds together: scores 0, lights 1, rules 0; "
        f"SHA-256 {parse(shelf()['sanya-2022']).sha256}",
    ] == lines(done)


def test_everything_that_is_wrong_is_told_with_its_line(book: Path) -> None:
    bad = replaced(
        f"colour = 1\n{SIMPLE}{BOUND.format('veto', 'Bad name', 'red')}{STREAK.format('yellow', 1, 'red')}",
        ("close_after_workdays = 3\n", ""),
        ("at_least = 80", "at_least = 70"),
        ("maximum = 100", "maximum = -1"),
    )
    book.write_text(bad, "utf-8")
    done = rulebook("check", book)
    found = [line.removeprefix(f"{book}:") for line in lines(done)]
    assert [
        "9: month.close_after_workdays: it is required: add it",
        "17: card.band: band 1 blue (at least 70) and band 2 yellow (at least 50 and below 80) overlap: both hold 70",
        '25: score.0.maximum = "-1": Input should be greater than 0',
        "29: veto.0.rule = \"Bad name\": String should match pattern '^[a-z0-9][a-z0-9-]*$'",
        '35: streak.0.months = "1": Input should be greater than or equal to 2',
        '1: colour = "1": there is no such key: leave it out, or mend its name',
    ] == found
    assert done.exit_code == 1


def test_a_text_that_is_no_toml_is_told(book: Path) -> None:
    book.write_text("edition = ", "utf-8")
    done = rulebook("check", book)
    assert (1, [f"{book}: not TOML: Invalid value (at end of document)"]) == (done.exit_code, lines(done))


@pytest.mark.parametrize("command", [("show",), ("diff", "hanting"), ("apply", "hanting"), ("adopt", "--by", "office")])
def test_a_book_that_is_nowhere_is_told(command: tuple[str, ...]) -> None:
    name, *more = command
    done = rulebook(name, "nowhere", *more)
    assert (1, f"no file nowhere; shipped books are {', '.join(shelf())}\n") == (done.exit_code, done.stderr)


@pytest.mark.parametrize("command", ["check", "show"])
def test_a_file_that_is_no_text_is_told(book: Path, command: str) -> None:
    book.write_bytes(b"\xff")
    done = rulebook(command, book)
    assert done.exit_code == 1
    assert done.stderr.startswith(f"{book} cannot be read: ")


def test_a_bad_book_is_neither_shown_nor_compared_nor_applied_nor_adopted(book: Path) -> None:
    book.write_text(replaced(SIMPLE, ("maximum = 100", "maximum = 0")), "utf-8")
    said = f'{book}:25: score.0.maximum = "0": Input should be greater than 0\n'
    for command in (("show", book), ("diff", "hanting", book), ("apply", book, book), ("adopt", book, "--by", "me")):
        done = rulebook(*command)
        assert (1, said) == (done.exit_code, done.stderr)


def test_a_book_is_shown_in_chinese() -> None:
    done = rulebook("show", "hanting")
    assert [
        "重点项目蓝黄红督导办法 (hanting-2025.2)",
        "自 2025-01-01 起施行，四舍五入至 0.01",
        f"SHA-256 {parse(HANTING).sha256}",
        "牌色：按得分",
        "  蓝  >= 85",
        "  黄  >= 60, < 85",
        "  红  < 60",
        "得分（满分 100）",
        "  investment_rate      40  40 × 指标值；未知得 0",
        "  milestone_slip_days  25  每开始一个 15 扣 5；未知得 25",
        "  issue_timeliness     15  15 × 指标值；未知得 15",
        "  factors_ready        10  10 × 指标值；未知得 10",
        "  late_reports         10  每开始一个 1 扣 3；未知得 0；months_since_report >= 1 时得 0",
        "封顶（至多此牌）",
        "  黄  no-fresh-report        months_since_report >= 1",
        "  黄  issue-overdue-14-days  longest_overdue_days > 14",
        "  黄  10-points-behind       schedule_gap_pp >= 10",
        "一票定牌",
        "  红  more-than-30-points-behind  schedule_gap_pp > 30",
        "  红  start-overdue-3-months      start_overdue_months >= 3",
        "  红  concealment-found           concealments >= 1",
        "连续",
        "  红  two-yellows-falling  黄 连续 2 个月，且得分下降",
        "程序",
        "  结账      月末后第 3 个工作日",
        "  异议期    结账后 5 个工作日",
        "  可改牌    区重点项目指挥部总指挥、区重点项目指挥部副总指挥",
        "  年度考核  牌 60，观摩 20，日常 20（基础分 15）；单位按投资加权；评委满 5 人去掉最高最低分",
    ] == lines(done)


def test_lights_are_shown_in_english(book: Path) -> None:
    light = (
        'absolute = true\nexcused_by = ["force-majeure"]\n'
        'when = { indicator = "planned_investment_pct", above = 0, or_unknown = true }\nunknown'
    )
    text = replaced(
        LIGHTS, ("unknown", f'name = "gap"\n{light}'), ("at_least = 30 }", 'at_least = 30, label = "far" }')
    )
    book.write_text(text + BOUND.format("floor", "kept", "blue") + replaced(ASSESSMENT, ("investment", "equal")))
    done = rulebook("show", book, "--lang", "en")
    assert [
        "A book of lights (lights-1)",
        "valid from 2026-01-01, rounded half up to 0.01",
        f"SHA-256 {parse(book.read_text('utf-8')).sha256}",
        "Card, by the worst light",
        "  yellow  no light shines",
        "Lights",
        "  gap         |schedule_gap_pp|; where planned_investment_pct > 0 or unknown; excused by force-majeure only",
        "    blue      < 10",
        "    yellow    >= 10, < 30",
        "    red       >= 30 (far)",
        "    no light  unknown",
        "At worst",
        "  blue  kept  schedule_gap_pp > 30",
        "Terms",
        "  close       3 working days after the month",
        "  objections  5 working days after the close",
        "  override    总指挥",
        "  assessment  cards 60, observation 20, daily management 20 (from 15); a unit's projects weigh the same; the",
        "              highest and lowest of 5 judges or more are dropped",
    ] == lines(done)


def test_points_between_figures_are_shown(book: Path) -> None:
    text = replaced(
        PERCENTILES, ('"share"', '"linear"\nfull_at = 1\nzero_at = 0.2\nminimum = 5'), ("unknown = 0", "unknown = 5")
    )
    book.write_text(text, "utf-8")
    told = lines(rulebook("show", book, "--lang", "en"))
    assert "Card, by the percentage that does not stand better" in told
    assert "  blue    > 70" in told
    assert (
        "  investment_rate  100  all at 1, none at 0.2, in between in proportion; at least 5; 5 where unknown" in told
    )


@pytest.mark.parametrize("name", shelf())
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_shipped_book_can_be_shown(name: str, language: str) -> None:
    done = rulebook("show", name, "--lang", language)
    assert done.exit_code == 0
    assert parse(shelf()[name]).sha256 in done.stdout


def test_books_that_say_the_same_do_not_differ(book: Path) -> None:
    book.write_text(f"# said once more\n{HANTING}", "utf-8")
    done = rulebook("diff", "hanting", book)
    assert (0, ["The books say the same."]) == (done.exit_code, lines(done))


def test_what_differs_is_told_by_path(book: Path) -> None:
    book.write_text(
        replaced(
            HANTING,
            ("hanting-2025.2", "hanting-2026.1"),
            ("above = 30", "at_least = 30"),
            ("maximum = 15", "maximum = 16.50"),
            ("below = 85", "below = 85, label = 'watch'"),
            ("falling = true\n", ""),
        ),
        "utf-8",
    )
    done = rulebook("diff", "hanting", book)
    assert [
        "  edition: hanting-2025.2 -> hanting-2026.1",
        "  score[issue_timeliness].maximum: 15 -> 16.5",
        "- veto[more-than-30-points-behind].when.above: 30",
        "- streak[two-yellows-falling].falling: True",
        "+ card.band[1].label: watch",
        "+ veto[more-than-30-points-behind].when.at_least: 30",
    ] == lines(done)
    assert done.exit_code == 1


def test_a_book_of_the_first_format_is_compared_by_what_it_says() -> None:
    done = rulebook("diff", GOLDEN / "nyc-capital-2013.1.toml", "nyc-capital")
    found = (1, ["  edition: nyc-capital-2013.1 -> nyc-capital-2013.2", "  card.unlit: blue -> yellow"])
    assert found == (done.exit_code, lines(done))
