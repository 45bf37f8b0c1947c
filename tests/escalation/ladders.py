"""Ladders to judge by: the shipped one, the former one, a small one, and rules to add to it."""

from pathlib import Path

from services.escalation.ladder.shelf import shelf

GOLDEN = Path(__file__).parents[1] / "golden" / "ladders"
HANTING = shelf()["hanting"]
FORMER = (GOLDEN / "hanting-ladder-2025.1.toml").read_text("utf-8")

HEAD = """\
format = 2
edition = "simple-1"
title_zh = "简明阶梯"
title_en = "A simple ladder"
valid_from = 2026-01-01

[decided_by]
reminder = "督查室"
supervision_order = "督查室"
interview = "分管领导"
accountability = "纪检组"

[clocks]
plan_days = 7
hold_days = 7
conclude_days = 30

[recovery]
months = 2

"""


def rule(trigger: str, rung: str, count: int | None = None, *, name: str | None = None) -> str:
    """A rule to add to a ladder."""
    counted = "" if count is None else f"count = {count}\n"
    return f'[[rule]]\nid = "{name or trigger}"\ntrigger = "{trigger}"\n{counted}rung = "{rung}"\n\n'


ORDER, INTERVIEW, ACCOUNTABILITY = "supervision-order", "interview", "accountability"
RED = rule("red-cards", ORDER, 1, name="red")
TWICE = rule("red-cards", INTERVIEW, 2, name="red-twice")
THRICE = rule("red-cards", ACCOUNTABILITY, 3, name="red-three-times")
SIMPLE = HEAD + RED
"""A red card calls for an order, and nothing for more."""

LEVELS = ("unit", "task-force", "joint-consultation", "lead-official", "district-meeting")


def level(name: str, days: int | None = 7, owner: str = "督查室") -> str:
    """A level of issues."""
    told = "" if days is None else f"days = {days}\n"
    return f'[[issues.levels]]\nlevel = "{name}"\n{told}owner = "{owner}"\n\n'


QUOTA = '[issues]\nexpress_per_quarter = 2\nfactor_owner = "要素保障专班"\n\n'
ISSUES = QUOTA + "".join(level(name) for name in LEVELS[:-1]) + level(LEVELS[-1], None)
"""To add to a ladder: five levels, a week each but for the top."""
