"""`redcard ladder check`, `show` and `diff`: what a ladder says, in words, and what is wrong with it, by place."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from services.command_line import linting, policy
from services.command_line.app import app
from services.command_line.policy import line_of
from services.escalation.ladder import parse
from services.escalation.ladder.shelf import shelf
from services.upstream.outgoing import Outgoing
from tests.escalation.ladders import FORMER, GOLDEN, HANTING, INTERVIEW, ISSUES, ORDER, SIMPLE, TWICE, rule
from tests.scoring.books import replaced


def ladder(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, ["ladder", *map(str, arguments)], env={"COLUMNS": "110"})


def lines(result: Result) -> list[str]:
    return [line.rstrip() for line in result.stdout.splitlines() if line.strip()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ladder.toml"
    path.write_text(SIMPLE, "utf-8")
    return path


def test_a_good_ladder_holds_together(file: Path) -> None:
    done = ladder("check", file, "hanting", GOLDEN / "hanting-ladder-2025.1.toml")
    assert [
        f"{file}: simple-1 holds together: rules 1, levels of issues 0, findings no; SHA-256 {parse(SIMPLE).sha256}",
        "hanting: hanting-ladder-2025.2 holds together: rules 11, levels of issues 5, findings yes; "
        f"SHA-256 {parse(HANTING).sha256}",
        f"{GOLDEN}/hanting-ladder-2025.1.toml: hanting-ladder-2025.1 holds together: "
        f"rules 3, levels of issues 0, findings no; SHA-256 {parse(FORMER).sha256}",
    ] == lines(done)
    assert done.exit_code == 0


def test_everything_that_is_wrong_is_told_with_its_line(file: Path) -> None:
    bad = SIMPLE + rule("yellow-card", ORDER, 2) + rule("commitment-broken", INTERVIEW) + ISSUES + "days = 7\n"
    file.write_text(replaced(bad, ("days = 7\nowner", "owner")), "utf-8")
    done = ladder("check", file)
    assert [
        '30: rule.1.count = "2": yellow-card happens or does not: leave the count out',
        '31: rule.1.rung = "supervision-order": a case is of red: yellow-card calls for a reminder, and for nothing '
        "else",
        '36: rule.2.rung = "interview": commitment-broken is what became of a step like this: it calls for one above, '
        "or would never end",
        '33: rule.2 = "commitment-broken": it can never speak: no rule leads to a step of interview, and '
        "commitment-broken is what becomes of one",
        '42: issues.levels.0 = "unit": an issue climbs when its days are over: add days',
        '65: issues.levels.4.days = "7": nothing climbs from the top: leave its days out',
    ] == [line.removeprefix(f"{file}:") for line in lines(done)]
    assert done.exit_code == 1


def test_a_part_that_is_wrong_is_told_with_its_line(file: Path) -> None:
    file.write_text(replaced(SIMPLE, ("plan_days = 7", "plan_days = 0"), ("hold_days = 7\n", ""), ("months = 2\n", "")))
    assert [
        '14: clocks.plan_days = "0": Input should be greater than or equal to 1',
        "17: recovery.months: it is required: add it",
    ] == [line.removeprefix(f"{file}:") for line in lines(ladder("check", file))]


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("edition", 2),
        ("decided_by.interview", 10),
        ("clocks", 13),
        ("clocks.result_days", 13),
        ("rule", 21),
        ("rule.0.rung", 25),
        ("rule.1", 27),
        ("rule.1.count", 30),
        ("issues", 33),
        ("issues.levels", 33),
        ("issues.levels.1.owner", 45),
        ("findings.reopened", None),
        ("", None),
    ],
)
def test_the_line_of_a_place(place: str, line: int | None) -> None:
    assert line == line_of(SIMPLE + TWICE + ISSUES, place.split("."))


@pytest.mark.parametrize("command", [("show",), ("diff", "hanting"), ("adopt", "--by", "office")])
def test_a_ladder_that_is_nowhere_is_told(command: tuple[str, ...]) -> None:
    name, *more = command
    done = ladder(name, "nowhere", *more)
    assert (1, "no file nowhere; shipped ladders are hanting\n") == (done.exit_code, done.stderr)


def test_a_bad_ladder_is_neither_shown_nor_compared_nor_adopted(file: Path) -> None:
    file.write_text(replaced(SIMPLE, ("plan_days = 7", "plan_days = 0")), "utf-8")
    said = f'{file}:14: clocks.plan_days = "0": Input should be greater than or equal to 1\n'
    for command in (("show", file), ("diff", "hanting", file), ("adopt", file, "--by", "me")):
        done = ladder(*command)
        assert (1, said) == (done.exit_code, done.stderr)


def test_a_ladder_is_shown_in_chinese() -> None:
    assert [
        "督办、约谈、问责阶梯 (hanting-ladder-2025.2)",
        "自 2025-01-01 起施行",
        f"SHA-256 {parse(HANTING).sha256}",
        "何种情形采取何种措施",
        "  提醒  黄牌                  yellow",
        "  督办  红牌                  red",
        "  督办  问题逾期超过 14 天    issue-overdue",
        "  督办  2 个月未报送进展      no-report",
        "  督办  复查发现反弹          relapse",
        "  约谈  连续 2 个月红牌       red-twice",
        "  约谈  督办逾期未答复        unanswered",
        "  约谈  整改被退回 2 次       refused-twice",
        "  问责  连续 3 个月红牌       red-three-times",
        "  问责  约谈承诺到期未兑现    commitment-broken",
        "  问责  瞒报经认定（可越级）  concealment",
        "由谁决定",
        "  提醒  工作调度专班",
        "  督办  工作调度专班",
        "  约谈  包靠领导的上级",
        "  问责  工作问责专班",
        "时限",
        "  整改方案  督办后 7 天内",
        "  整改结果  方案期限后至少 7 天，至当月月末",
        "  约谈      通知后 5 个工作日内",
        "  问责结论  启动后 30 天内",
        "  恢复销案  连续 2 个月非红牌",
        "  复查      销案后 6 个月",
        "问题逐级上升",
        "  责任单位  3 天                 项目责任单位",
        "  专班      7 天                 项目专班",
        "  联席会商  7 天                 工作调度专班",
        "  包靠领导  7 天                 项目包靠领导",
        "  区级会议  最高一级             区委常委会会议",
        "  要素问题  专班                 要素保障专班",
        "  直通车    每个项目每季度 2 次",
        "慢、拖、瞒",
        "  慢        连续 2 个月落后计划 5 个百分点及以上，又无正当理由",
        "  拖        应办未办，或问题被重新打开 2 次",
        "  涉嫌瞒报  检查所见低于上报超过 5 个百分点",
        "  涉嫌瞒报  障碍超过 14 天未上报",
        "  涉嫌瞒报  连续 3 期数据不变",
    ] == lines(ladder("show", "hanting"))


def test_a_former_ladder_is_shown_in_english() -> None:
    assert [
        "Supervision order, interview, accountability (hanting-ladder-2025.1)",
        "valid from 2025-01-01",
        f"SHA-256 {parse(FORMER).sha256}",
        "What calls for which step",
        "  supervision order  a red card           supervision-order-1-red",
        "  interview          2 red cards running  interview-2-red",
        "  accountability     3 red cards running  accountability-3-red",
        "Who decides",
        "  supervision order  Work dispatch task force",
        "  interview          Superior of the lead official",
        "  accountability     Accountability task force",
        "Clocks",
        "  plan of the remedy            7 days from the order",
        "  proof of its result           no day is set",
        "  interview                     7 days from the summons",
        "  conclusion of accountability  30 days from its opening",
        "  recovered                     out of red for 2 months running",
    ] == lines(ladder("show", GOLDEN / "hanting-ladder-2025.1.toml", "--lang", "en"))


def test_what_is_counted_once_is_told_in_the_singular(file: Path) -> None:
    rules = (rule(trigger, INTERVIEW, 1) for trigger in ("issue-overdue", "reports-missing", "remedy-refused"))
    file.write_text(SIMPLE + "".join(rules), "utf-8")
    assert [
        "  supervision order  a red card                        red",
        "  interview          an issue more than a day overdue  issue-overdue",
        "  interview          a month without a report          reports-missing",
        "  interview          a remedy refused                  remedy-refused",
    ] == lines(ladder("show", file, "--lang", "en"))[4:8]


@pytest.mark.parametrize("name", shelf())
def test_every_shipped_ladder_can_be_shown_in_english(name: str) -> None:
    done = ladder("show", name, "--lang", "en")
    assert done.exit_code == 0
    assert parse(shelf()[name]).sha256 in done.stdout


def test_what_differs_is_told_by_path(file: Path) -> None:
    file.write_text(
        replaced(
            HANTING,
            ("hanting-ladder-2025.2", "hanting-ladder-2026.1"),
            ("result_days = 7", "result_days = 10"),
            ("count = 14", "count = 30"),
            ("days = 3\n", "days = 5\n"),
            ("review_months = 6\n", ""),
            ('[[rule]]\nid = "relapse"\ntrigger = "relapse"\nrung = "supervision-order"\n', ""),
        ),
        "utf-8",
    )
    done = ladder("diff", "hanting", file)
    assert [
        "  edition: hanting-ladder-2025.2 -> hanting-ladder-2026.1",
        "  clocks.result_days: 7 -> 10",
        "- recovery.review_months: 6",
        "  rule[issue-overdue].count: 14 -> 30",
        "- rule[relapse].id: relapse",
        "- rule[relapse].trigger: relapse",
        "- rule[relapse].rung: supervision-order",
        "  issues.levels[unit].days: 3 -> 5",
    ] == lines(done)
    assert done.exit_code == 1


def test_ladders_that_say_the_same_do_not_differ(file: Path) -> None:
    file.write_text(f"# said once more\n{HANTING}", "utf-8")
    done = ladder("diff", "hanting", file)
    assert (0, ["The ladders say the same."]) == (done.exit_code, lines(done))


def test_a_ladder_is_sent_to_be_adopted_as_a_message_that_the_door_can_read(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[tuple[Outgoing, str | None]] = []

    def deliver(letters: Sequence[Outgoing], source: str | None, *_: object) -> None:
        sent.extend((letter, source) for letter in letters)

    monkeypatch.setattr(policy, "deliver", deliver)
    assert 0 == ladder("adopt", "hanting", "--by", "区重点项目指挥部").exit_code
    [(letter, source)] = sent
    digest = parse(HANTING).sha256
    assert ("ladder-adopted", "dispatch-office", f"ladder-{digest[:24]}") == (letter.kind, source, letter.id)
    assert {
        "edition": "hanting-ladder-2025.2",
        "text": HANTING,
        "sha256": digest,
        "adopted_by": "区重点项目指挥部",
    } == json.loads(letter.body)["data"]
    assert [] == [*linting.check(letter, None, source, datetime.now(UTC))]
