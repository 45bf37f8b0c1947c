"""A ladder that does not hold together is refused whole, with every place that is wrong, and the reason."""

import pytest

from services.escalation.ladder import parse, read
from shared.deciding import Refused
from tests.escalation.ladders import (
    ACCOUNTABILITY,
    FORMER,
    HANTING,
    HEAD,
    INTERVIEW,
    ISSUES,
    LEVELS,
    ORDER,
    QUOTA,
    RED,
    SIMPLE,
    THRICE,
    TWICE,
    level,
    rule,
)
from tests.scoring.books import replaced

Fault = tuple[str, str, str]

REQUIRED = "it is required: add it"
UNKNOWN_KEY = "there is no such key: leave it out, or mend its name"
WHOLE = "Input should be a valid integer"
POSITIVE = "Input should be greater than or equal to 1"
MANY = "{} happens or does not: leave the count out"
AGAIN = "{} says already what it calls for: keep one of the two, or give another count"
YELLOW = "a case is of red: yellow-card calls for a reminder, and for nothing else"
REMINDER = "a reminder asks for no answer: it is for yellow-card, and {} is more"
ENDLESS = "{} is what became of a step like this: it calls for one above, or would never end"
CONCEALED = "confirmed concealment calls for accountability, and for nothing less"
LOWER = "{} calls for {} from {} on: more must not lead lower"
SKIPS = "no rule leads to the {} below {}: no step may be skipped"
SILENT = "it can never speak: no rule leads to a step of {}, and {} is what becomes of one"
NO_CASE = "it can never speak: no other rule opens a case, so none is closed that could relapse"
NO_LOOK = "it can never speak: without recovery.review_months no case is looked at again"
NOWHERE = "a second look that finds a relapse would lead nowhere: add a rule for relapse, or leave it out"
IN_ORDER = f"issues climb by {', '.join(LEVELS)}: each of them once, in this order"
OFFICE = (
    "offices are responsible-unit, lead-official, task-force; who is none of them is written as people write the name"
)
REVIEWED = replaced(HEAD, ("months = 2\n", "months = 2\nreview_months = 6\n"))

PARTS: dict[str, tuple[str, Fault]] = {
    "no TOML": ("edition = ", ("", "", "not TOML: Invalid value (at end of document)")),
    "its own digest": (
        'sha256 = "0"\n' + SIMPLE,
        (":sha256", "", "a text cannot hold its own digest: leave it out"),
    ),
    "another format": (replaced(SIMPLE, ("format = 2", "format = 3")), (":format", "3", "Input should be 2")),
    "a name that is none": (
        replaced(SIMPLE, ("simple-1", "Simple 1")),
        (":edition", "Simple 1", "String should match pattern '^[a-z0-9][a-z0-9.-]*$'"),
    ),
    "no title": (replaced(SIMPLE, ('title_en = "A simple ladder"\n', "")), (":title_en", "", REQUIRED)),
    "a day that is none": (
        replaced(SIMPLE, ("2026-01-01", '"2026-13-01"')),
        (
            ":valid_from",
            "2026-13-01",
            "Input should be a valid date or datetime, month value is outside expected range of 1-12",
        ),
    ),
    "nobody decides": (
        replaced(SIMPLE, ('interview = "分管领导"', 'interview = ""')),
        (":decided_by.interview", "", "String should have at least 1 character"),
    ),
    "a decider left out": (
        replaced(SIMPLE, ('interview = "分管领导"\n', "")),
        (":decided_by.interview", "", REQUIRED),
    ),
    "an unknown key": ("colour = 1\n" + SIMPLE, (":colour", "1", UNKNOWN_KEY)),
    "an unknown key of a rule": (SIMPLE + "colour = 1\n", (":rule.0.colour", "1", UNKNOWN_KEY)),
    "an unknown table": (SIMPLE + "[rungs]\n", (":rungs", "", UNKNOWN_KEY)),
    "no days": (replaced(SIMPLE, ("plan_days = 7", "plan_days = 0")), (":clocks.plan_days", "0", POSITIVE)),
    "more days than a year has": (
        replaced(SIMPLE, ("plan_days = 7", "plan_days = 367")),
        (":clocks.plan_days", "367", "Input should be less than or equal to 366"),
    ),
    "days in words": (
        replaced(SIMPLE, ("plan_days = 7", 'plan_days = "7"')),
        (":clocks.plan_days", "7", WHOLE),
    ),
    "days with a fraction": (
        replaced(SIMPLE, ("plan_days = 7", "plan_days = 7.0")),
        (":clocks.plan_days", "7.0", WHOLE),
    ),
    "days that are true": (
        replaced(SIMPLE, ("plan_days = 7", "plan_days = true")),
        (":clocks.plan_days", "True", WHOLE),
    ),
    "no day for the interview": (
        replaced(SIMPLE, ("hold_days = 7\n", "")),
        (":clocks", "", "an interview is held within hold_days or hold_workdays: keep one of the two"),
    ),
    "two days for the interview": (
        replaced(SIMPLE, ("hold_days = 7\n", "hold_days = 7\nhold_workdays = 5\n")),
        (":clocks", "", "an interview is held within hold_days or hold_workdays: keep one of the two"),
    ),
    "no recovery": (replaced(SIMPLE, ("months = 2", "months = 0")), (":recovery.months", "0", POSITIVE)),
    "an unknown trigger": (
        HEAD + rule("green-card", ORDER),
        (
            ":rule.0.trigger",
            "green-card",
            "Input should be 'yellow-card', 'red-cards', 'issue-overdue', 'reports-missing', 'order-unanswered', "
            "'remedy-refused', 'commitment-broken', 'concealment-confirmed' or 'relapse'",
        ),
    ),
    "an unknown rung": (
        HEAD + rule("red-cards", "chat"),
        (":rule.0.rung", "chat", "Input should be 'reminder', 'supervision-order', 'interview' or 'accountability'"),
    ),
    "no rule at all": (HEAD, (":rule", "", REQUIRED)),
    "no rule": ("rule = []\n" + HEAD, (":rule", "", "Tuple should have at least 1 item after validation, not 0")),
    "nothing counted": (HEAD + rule("red-cards", ORDER, 0), (":rule.0.count", "0", POSITIVE)),
    "a finding of nothing": (
        replaced(HANTING, ("unchanged_reports = 3", "unchanged_reports = 1")),
        (":findings.unchanged_reports", "1", "Input should be greater than or equal to 2"),
    ),
}

RULES: dict[str, tuple[str, Fault]] = {
    "an id twice": (
        SIMPLE + rule("issue-overdue", ORDER, 14, name="red"),
        (":rule.1.id", "red", "it is the id of rule.0 already: a step could not say which one called for it"),
    ),
    "a trigger and count twice": (
        SIMPLE + TWICE + rule("red-cards", ORDER, 1, name="again"),
        (":rule.2.trigger", "red-cards", AGAIN.format("rule.0")),
    ),
    "two days from which an issue is overdue": (
        HEAD + rule("issue-overdue", ORDER, 14) + rule("issue-overdue", ORDER, 28, name="later"),
        (":rule.1.trigger", "issue-overdue", "an issue has one day from which it is overdue: keep one rule of it"),
    ),
    "a count that is 1 where it is left out": (
        SIMPLE + rule("red-cards", INTERVIEW, name="again"),
        (":rule.1.trigger", "red-cards", AGAIN.format("rule.0")),
    ),
    "what cannot be counted": (
        SIMPLE + rule("order-unanswered", INTERVIEW, 2),
        (":rule.1.count", "2", MANY.format("order-unanswered")),
    ),
    "what cannot be counted, once": (
        SIMPLE + rule("yellow-card", "reminder", 1),
        (":rule.1.count", "1", MANY.format("yellow-card")),
    ),
    "an order for a yellow card": (SIMPLE + rule("yellow-card", ORDER), (":rule.1.rung", ORDER, YELLOW)),
    "a reminder of a red card": (
        HEAD + rule("red-cards", "reminder"),
        (":rule.0.rung", "reminder", REMINDER.format("red-cards")),
    ),
    "an interview for concealment": (
        SIMPLE + TWICE + rule("concealment-confirmed", INTERVIEW),
        (":rule.2.rung", INTERVIEW, CONCEALED),
    ),
    "an order for an order": (
        SIMPLE + rule("order-unanswered", ORDER),
        (":rule.1.rung", ORDER, ENDLESS.format("order-unanswered")),
    ),
    "an order for a remedy": (
        SIMPLE + rule("remedy-refused", ORDER, 2),
        (":rule.1.rung", ORDER, ENDLESS.format("remedy-refused")),
    ),
    "an interview for an interview": (
        SIMPLE + TWICE + rule("commitment-broken", INTERVIEW),
        (":rule.2.rung", INTERVIEW, ENDLESS.format("commitment-broken")),
    ),
    "more reds lead lower": (
        SIMPLE + TWICE + rule("red-cards", ORDER, 3, name="late"),
        (":rule.2.rung", ORDER, LOWER.format("red-twice", INTERVIEW, 2)),
    ),
    "more months lead lower": (
        SIMPLE + rule("reports-missing", ORDER, 3, name="long") + rule("reports-missing", INTERVIEW, 2),
        (":rule.1.rung", ORDER, LOWER.format("reports-missing", INTERVIEW, 2)),
    ),
    "an interview without an order": (
        HEAD + rule("red-cards", INTERVIEW, 2),
        (":rule.0", "red-cards", SKIPS.format(ORDER, INTERVIEW)),
    ),
    "accountability without an interview": (
        SIMPLE + THRICE,
        (":rule.1", "red-three-times", SKIPS.format(INTERVIEW, ACCOUNTABILITY)),
    ),
    "an answer to nothing": (
        HEAD + rule("order-unanswered", INTERVIEW),
        (":rule.0", "order-unanswered", SILENT.format(ORDER, "order-unanswered")),
    ),
    "a commitment to nobody": (
        SIMPLE + rule("commitment-broken", ACCOUNTABILITY),
        (":rule.1", "commitment-broken", SILENT.format(INTERVIEW, "commitment-broken")),
    ),
    "a relapse of nothing": (REVIEWED + rule("relapse", ORDER), (":rule.0", "relapse", NO_CASE)),
    "a relapse that nobody looks for": (SIMPLE + rule("relapse", ORDER), (":rule.1", "relapse", NO_LOOK)),
    "a second look that leads nowhere": (REVIEWED + RED, (":recovery.review_months", "6", NOWHERE)),
    "levels out of order": (
        SIMPLE + QUOTA + "".join(level(name) for name in (LEVELS[1], LEVELS[0], *LEVELS[2:])),
        (":issues.levels", "", IN_ORDER),
    ),
    "a level twice": (SIMPLE + ISSUES + level("unit"), (":issues.levels", "", IN_ORDER)),
    "a level left out": (
        SIMPLE + QUOTA + "".join(level(name) for name in LEVELS[1:]),
        (":issues.levels", "", IN_ORDER),
    ),
    "a level without days": (
        SIMPLE + replaced(ISSUES, ("days = 7\n", "")),
        (":issues.levels.0", "unit", "an issue climbs when its days are over: add days"),
    ),
    "days at the top": (
        SIMPLE + ISSUES + "days = 7\n",
        (":issues.levels.4.days", "7", "nothing climbs from the top: leave its days out"),
    ),
    "an office that there is not": (
        SIMPLE + replaced(ISSUES, ("督查室", "lead_official")),
        (":issues.levels.0.owner", "lead_official", OFFICE),
    ),
}

SECOND, THIRD = (FORMER[FORMER.index(f'[[rung]]\nstep = "{step}"') :] for step in (INTERVIEW, ACCOUNTABILITY))
HINT = " (a text without `format = 2` is read in the first format)"
RUNGS = f"the rungs must be supervision-order, interview, accountability, in this order{HINT}"
ASCENDING = f"each rung needs more reds running than the one below it{HINT}"
FORMERLY: dict[str, tuple[str, Fault]] = {
    "no rung": (FORMER[: FORMER.index("[[rung]]")], (":rung", "", REQUIRED + HINT)),
    "a rung missing": (FORMER.replace(THIRD, ""), ("", "", RUNGS)),
    "rungs out of order": (FORMER.replace(SECOND, THIRD + SECOND.replace(THIRD, "")), ("", "", RUNGS)),
    "as many reds as above": (FORMER.replace("reds = 2", "reds = 3"), ("", "", ASCENDING)),
    "as many reds as below": (FORMER.replace("reds = 2", "reds = 1"), ("", "", ASCENDING)),
    "no reds": (FORMER.replace("reds = 1", "reds = 0"), (":rung.0.reds", "0", POSITIVE + HINT)),
    "no days": (FORMER.replace("due_days = 30", "due_days = 0"), (":rung.2.due_days", "0", POSITIVE + HINT)),
    "nobody decides": (
        FORMER.replace('"工作问责专班"', '""'),
        (":rung.2.decided_by", "", f"String should have at least 1 character{HINT}"),
    ),
    "no recovery": (
        FORMER.replace("recovery_months = 2", "recovery_months = 0"),
        (":recovery_months", "0", POSITIVE + HINT),
    ),
    "a key of the present format": (f"{FORMER}\n[clocks]\n", (":clocks", "", UNKNOWN_KEY + HINT)),
}
BAD = {
    **{f"part: {name}": bad for name, bad in PARTS.items()},
    **{f"rule: {name}": bad for name, bad in RULES.items()},
    **{f"former: {name}": bad for name, bad in FORMERLY.items()},
}


@pytest.mark.parametrize(("text", "fault"), BAD.values(), ids=BAD)
def test_a_bad_ladder_is_refused_with_the_place_and_the_reason(text: str, fault: Fault) -> None:
    place, value, reason = fault
    with pytest.raises(Refused) as refused:
        parse(text)
    assert Refused("bad-ladder", f"data.text{place}", value, reason) == refused.value


def test_everything_that_is_wrong_is_told_at_once() -> None:
    text = (
        REVIEWED + rule("yellow-card", ORDER, 2) + THRICE + replaced(ISSUES, ("days = 7\n", ""), ("督查室", "no-body"))
    )
    assert [
        Refused("bad-ladder", f"data.text:{place}", value, reason)
        for place, value, reason in [
            ("rule.0.count", "2", MANY.format("yellow-card")),
            ("rule.0.rung", ORDER, YELLOW),
            ("rule.1", "red-three-times", SKIPS.format(INTERVIEW, ACCOUNTABILITY)),
            ("recovery.review_months", "6", NOWHERE),
            ("issues.levels.0", "unit", "an issue climbs when its days are over: add days"),
            ("issues.levels.0.owner", "no-body", OFFICE),
        ]
    ] == read(text)


def test_a_wrong_part_hides_no_other() -> None:
    text = replaced(SIMPLE, ("plan_days = 7", "plan_days = -1"), ("conclude_days = 30", "conclude_days = 0.5"))
    found = read(text)
    assert isinstance(found, list)
    assert ["data.text:clocks.plan_days", "data.text:clocks.conclude_days"] == [each.field for each in found]


def test_rules_that_are_all_wrong_are_not_told_to_be_missing() -> None:
    found = read(HEAD + rule("green-card", ORDER) + rule("red-cards", "chat"))
    assert isinstance(found, list)
    assert ["data.text:rule.0.trigger", "data.text:rule.1.rung"] == [each.field for each in found]
