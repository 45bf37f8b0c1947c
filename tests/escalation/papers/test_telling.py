"""Every fact of a case and every ground is told in both languages, and no place is left empty."""

import re
from dataclasses import fields, replace
from datetime import date

import pytest

from services.escalation.notices import phrases
from services.escalation.papers.course import course
from services.escalation.papers.telling import Teller
from services.escalation.papers.texts import FACTS, GROUNDS
from services.escalation.papers.words import VALUES, Words
from shared.catalogue import Fact, escalation
from shared.catalogue.escalation import CaseClosed, Clock, DeadlineMissed, IssueClimbed, Outcome, Trigger
from shared.catalogue.fact import DEFINITIONS
from shared.catalogue.intake import IssueLevel
from shared.catalogue.values import Month
from shared.language import Language
from tests.escalation.papers.history import ordered, whole
from tests.samples import EVERY_FACT
from tests.samples.ladder import ORDER


def places(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", text))


@pytest.mark.parametrize("name", FACTS)
def test_both_languages_fill_the_same_places(name: str) -> None:
    for chinese, english in FACTS[name]:
        assert places(chinese) == places(english) or {"card"} == places(chinese) ^ places(english)


LOOKED_UP = {"matter", "number", "step_number", "ground", "commitments", "scored", "recovery", "review", "due"}


@pytest.mark.parametrize("name", FACTS)
def test_every_place_is_a_field_of_the_fact_or_looked_up(name: str) -> None:
    known = {field.name for field in fields(DEFINITIONS[name].cls)} | LOOKED_UP
    assert set() == {place for pair in FACTS[name] for text in pair for place in places(text)} - known


def told(fact: Fact, language: Language) -> str:
    log = whole()
    return Teller(log, Words(language, {"征地受阻": "land held up"})).tell(replace(log.items[9], fact=fact)).story


def test_confirmed_concealment_is_told_of_the_month_that_was_concealed() -> None:
    ground = replace(ORDER.ground, trigger=Trigger.CONCEALMENT_CONFIRMED, subject="2025-09", month=Month("2025-11"))
    teller = Teller(whole(), Words(Language.ENGLISH))

    assert "concealment in the report of September 2025 was confirmed" == teller.ground(ground)
    assert ("2025年9月瞒报已认定", "concealment was confirmed for September 2025") == phrases.why(ground)


def test_a_case_that_did_not_recover_has_no_month_and_no_second_look() -> None:
    recovered = CaseClosed(
        project="P1", case=1, outcome=Outcome.RECOVERED, closed_on=date(2025, 8, 5), recovered=Month("2025-07"),
        review_on=date(2026, 2, 28), edition="hanting-ladder-2025.2", ladder_sha256="0" * 64, evidence=(1,),
    )  # fmt: skip
    ended = replace(recovered, outcome=Outcome.PROJECT_ENDED, recovered=None, review_on=None)

    assert "2025年8月5日结案，至2025年7月已连续脱离红牌，2026年2月28日前复查。" == told(recovered, Language.CHINESE)
    assert "2025年8月5日结案。" == told(ended, Language.CHINESE)
    assert "Closed on 5 August 2025." == told(ended, Language.ENGLISH)


def test_an_issue_at_the_top_has_no_day() -> None:
    climbed = EVERY_FACT["issue.climbed"]
    assert isinstance(climbed, IssueClimbed)
    top = replace(climbed, level=IssueLevel.DISTRICT_MEETING, owner="区委常委会会议", due_on=None)

    assert told(top, Language.CHINESE).endswith("升至区级会议，由区委常委会会议承办，未设办结期限。")


def test_every_fact_that_escalation_records_of_a_case_has_words() -> None:
    recorded = {name for name, one in DEFINITIONS.items() if one.service == "escalation"}
    assert {"ladder.adopted"} == recorded - FACTS.keys()


def test_every_value_has_words() -> None:
    enums = [
        escalation.AnswerKind, escalation.Climb, escalation.Clock, escalation.Conclusion, escalation.ExemptionKind,
        escalation.Fault, escalation.Outcome, escalation.Sign, escalation.Step, escalation.Undoing,
    ]  # fmt: skip
    assert set() == {f"{enum.__name__} {one}" for enum in enums for one in enum} - VALUES.keys()
    assert set() == {str(trigger) for trigger in Trigger} - GROUNDS.keys()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", EVERY_FACT)
def test_whatever_is_evidence_is_told(name: str, language: Language) -> None:
    log = whole()
    item = replace(log.items[9], fact=EVERY_FACT[name])
    told = Teller(log, Words(language)).tell(item)

    assert (False, False) == (not told.title, "{" in told.title + told.story)


@pytest.mark.parametrize("language", Language)
def test_every_item_of_a_case_is_told(language: Language) -> None:
    log = whole()
    teller = Teller(log, Words(language))

    told = [teller.tell(item) for item in course(log, 1).items]

    assert [] == [one for one in told if not one.title or not one.story or "{" in one.title + one.story]


@pytest.mark.parametrize(
    ("clock", "subject", "matter"),
    [
        (Clock.ISSUE, "I0007", "I0007“10 千伏线路迁改未完成”：王建国应于"),
        (Clock.TASK, "I0007-1-2", "I0007“10 千伏线路迁改未完成”：王建国应于"),
        (Clock.PLAN, "1-supervision-order-1", "王建国应于"),
    ],
)
def test_a_missed_deadline_names_its_issue(clock: Clock, subject: str, matter: str) -> None:
    log = whole()
    missed = log.items[26].fact
    assert isinstance(missed, DeadlineMissed)
    item = replace(log.items[26], fact=replace(missed, clock=clock, subject=subject))

    assert Teller(log, Words()).tell(item).story.startswith(matter)


@pytest.mark.parametrize(
    ("trigger", "subject", "evidence", "said"),
    [
        (Trigger.YELLOW_CARD, "2025-03", 20, "2025年3月被评为黄牌"),
        (Trigger.RED_CARDS, "2025-03", 9, "截至2025年3月连续2个月被评为红牌"),
        (Trigger.ISSUE_OVERDUE, "I0007", 12, "问题I0007“10 千伏线路迁改未完成”逾期未办结"),
        (Trigger.ISSUE_OVERDUE, "I0008", 12, "问题I0008逾期未办结"),
        (Trigger.ORDER_UNANSWERED, "1-supervision-order-1", 11, "督办单（督〔2025〕2号）逾期未答复"),
        (Trigger.REMEDY_REFUSED, "1-supervision-order-1", 11, "督办单（督〔2025〕2号）的整改答复屡次未获认可"),
        (Trigger.COMMITMENT_BROKEN, "1-interview-1-2", 21, "约谈（约〔2025〕1号）所作承诺逾期未兑现"),
    ],
)
def test_a_ground_says_what_happened(trigger: Trigger, subject: str, evidence: int, said: str) -> None:
    log = ordered()
    notice = course(log, 1).steps[-1]
    ground = replace(notice.fact.ground, trigger=trigger, subject=subject, evidence=(evidence,))

    assert said == Teller(log, Words()).ground(ground)
