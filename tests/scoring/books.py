"""Rulebooks to judge by: the shipped one, two small ones, and rules to add to them."""

from pathlib import Path

import services.scoring

HANTING = (Path(services.scoring.__file__).parent / "rulebooks" / "hanting.toml").read_text(encoding="utf-8")

SIMPLE = """\
edition = "simple-1"
title_zh = "简明办法"
title_en = "A simple book"
valid_from = 2026-01-01
rounding = "0.01"

[card]
by = "score"
blue = 80
yellow = 50

[[score]]
indicator = "investment_rate"
maximum = 100
rule = "share"
unknown = 0
"""
"""100 points for the investment rate; blue from 80, yellow from 50."""

LIGHTS = """\
edition = "lights-1"
title_zh = "多灯办法"
title_en = "A book of lights"
valid_from = 2026-01-01
rounding = "0.01"

[card]
by = "worst-light"

[[light]]
indicator = "schedule_gap_pp"
yellow = 10
red = 30
"""
"""A book without points: 10 points behind is yellow, 30 red."""

BOUND = '[[{}]]\nrule = "{}"\nwhen = {{ indicator = "schedule_gap_pp", above = 30 }}\ncard = "{}"\n'
STREAK = '[[streak]]\nrule = "again"\nof = "{}"\nmonths = {}\ncard = "{}"\n'
"""Rules to add to a book."""


def replaced(text: str, *changes: tuple[str, str]) -> str:
    """A book with changes that are sure to have changed it."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return text
