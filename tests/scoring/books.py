"""Rulebooks to judge by: the shipped one, two small ones, and rules to add to them."""

from services.scoring.rulebook.shelf import shelf

HANTING = shelf()["hanting"]

HEAD = """\
format = 2
edition = "{}"
title_zh = "{}"
title_en = "{}"
valid_from = 2026-01-01
rounding = "0.01"

[month]
close_after_workdays = 3
objection_workdays = 5

[override]
offices = ["总指挥"]

"""

SIMPLE = (
    HEAD.format("simple-1", "简明办法", "A simple book")
    + """\
[card]
by = "score"
band = [
  { card = "blue", at_least = 80 },
  { card = "yellow", at_least = 50, below = 80 },
  { card = "red", below = 50 },
]

[[score]]
indicator = "investment_rate"
maximum = 100
rule = "share"
unknown = 0
"""
)
"""100 points for the investment rate; blue from 80, yellow from 50."""

LIGHTS = (
    HEAD.format("lights-1", "多灯办法", "A book of lights")
    + """\
[card]
by = "worst-light"
unlit = "yellow"

[[light]]
indicator = "schedule_gap_pp"
unknown = "no-light"
band = [
  { card = "blue", below = 10 },
  { card = "yellow", at_least = 10, below = 30 },
  { card = "red", at_least = 30 },
]
"""
)
"""A book without points: 10 points behind is yellow, 30 red; where nobody knows, yellow."""

PERCENTILES = (
    HEAD.format("percentiles-1", "排位办法", "A book of percentiles")
    + """\
[card]
by = "percentile"
band = [
  { card = "blue", above = 70 },
  { card = "yellow", above = 10, at_most = 70 },
  { card = "red", at_most = 10 },
]

"""
    + SIMPLE[SIMPLE.index("[[score]]") :]
)
"""The same points as the simple book; the first three of ten are blue, the last one red."""

BOUND = '[[{}]]\nrule = "{}"\nwhen = {{ indicator = "schedule_gap_pp", above = 30 }}\ncard = "{}"\n'
STREAK = '[[streak]]\nrule = "again"\nof = "{}"\nmonths = {}\ncard = "{}"\n'
ASSESSMENT = """\
[assessment]
by = "investment"
cards = 60
observation = 20
daily = 20
daily_base = 15
drop_from = 5
"""
"""Rules to add to a book."""


def replaced(text: str, *changes: tuple[str, str]) -> str:
    """A book with changes that are sure to have changed it."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text
