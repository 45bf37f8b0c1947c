"""Resemblance: titles that tell one thing twice lie above the line, and titles of two things below it."""

import pytest
from hypothesis import given as examples
from hypothesis import strategies as st

from services.intake.resemblance import ALIKE, similarity, words

TWICE = [
    ("高压线迁改未批", "高压线迁改未批", 100),
    ("高压线迁改未批", "【高压线】 迁改未批！", 100),
    ("ＡＢＣ 路拆迁受阻", "abc路拆迁受阻", 100),
    ("3号楼停工", "三号楼停工", 100),
    ("高压线迁改未批", "高压线迁改未批复", 93),
    ("High-voltage line relocation not approved", "high voltage line: relocation is NOT approved", 92),
    ("Access road not open", "Access road is not open", 88),
    ("征地补偿款未到位", "征地补偿款没到位", 87),
    ("高压线迁改未批", "高压线迁改尚未批复", 87),
]
TWO_THINGS = [
    ("环评批复未下达", "能评批复未下达", 85),
    ("高压线迁改未批", "低压线迁改未批", 85),
    ("High-voltage line relocation not approved", "Low-voltage line relocation not approved", 83),
    ("Land approval not issued", "Planning approval not issued", 75),
    ("用地批复未下达", "规划批复未下达", 71),
    ("征地补偿款未到位", "工程款未到位", 57),
    ("二标段征地补偿款未到位", "三标段征地补偿款未到位", 0),
    ("Building 3 stands still for lack of steel", "Building 4 stands still for lack of steel", 0),
    ("DN300 管线未迁", "DN500 管线未迁", 0),
    ("！！！", "？？？", 0),
    ("高压线迁改未批", "……", 0),
]
titles = st.text(st.sampled_from("高压线迁改未批三3a B-，"), max_size=12)


def alike(one: str, other: str) -> int:
    return similarity(words(one), words(other))


@pytest.mark.parametrize(("one", "other", "percent"), TWICE)
def test_one_thing_told_twice(one: str, other: str, percent: int) -> None:
    assert (percent, percent) == (alike(one, other), alike(other, one))
    assert percent >= ALIKE


@pytest.mark.parametrize(("one", "other", "percent"), TWO_THINGS)
def test_two_things(one: str, other: str, percent: int) -> None:
    assert (percent, percent) == (alike(one, other), alike(other, one))
    assert percent < ALIKE


@examples(titles, titles)
def test_percent_and_a_hundred_for_the_same_words_alone(one: str, other: str) -> None:
    assert 0 <= alike(one, other) <= 100
    assert (100 if words(one) else 0) == alike(one, one)
    assert (words(one) == words(other) != ()) == (alike(one, other) == 100)
