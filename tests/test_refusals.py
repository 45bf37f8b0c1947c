"""The catalogue of refusals: every code that the source refuses with has a row, and every row is used."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from shared.catalogue.refusals import PAGES, REFUSALS, Refusal
from shared.letters import PROPOSABLE

ROOT = Path(__file__).parents[1]
SOURCES = [path for top in ("services", "shared") for path in sorted((ROOT / top).rglob("*.py"))]
MARKS = {"discarded"}
"""Not codes: they mark in the index of messages what was given up, and stand in no receipt."""
CODE = re.compile(r"[a-z]+(-[a-z]+)*")


def codes(source: str) -> Iterator[str]:
    """Every code that a module refuses with; `?` and the expression where it cannot be told.

    A code is a text in the first argument of `Refused`, or in a table of the module that this argument looks it up in.
    A code that is read from a fact (`row.code`) was refused somewhere else.
    """
    tree = ast.parse(source)
    tables = {
        target.id: texts(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refused":
            first = node.args[0] if node.args else next(word.value for word in node.keywords if word.arg == "code")
            found = texts(first)
            for name in ast.walk(first):
                found |= tables.get(name.id, set()) if isinstance(name, ast.Name) else set()
            if not found and not (isinstance(first, ast.Attribute) and first.attr == "code"):
                found = {f"? {ast.unparse(first)}"}
            yield from found


def texts(node: ast.expr) -> set[str]:
    """The texts in an expression that are values: not the keys of a table."""
    keys = {id(key) for table in ast.walk(node) if isinstance(table, ast.Dict) for key in table.keys}
    return {
        part.value
        for part in ast.walk(node)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in keys
    }


def test_every_code_of_the_source_has_a_row_and_every_row_a_place_in_the_source() -> None:
    raised = {code for path in SOURCES for code in codes(path.read_text("utf-8"))}
    assert set(REFUSALS) == raised - MARKS
    assert MARKS <= raised


def test_no_code_has_two_rows() -> None:
    rows = [row.code for page in PAGES.values() for row in page]
    assert sorted(REFUSALS) == sorted(rows)


def faults(row: Refusal) -> list[str]:
    """What is wrong with a row: its code, its messages, or a text that is not in its language."""
    found = [] if CODE.fullmatch(row.code) else ["code"]
    found += [glob for glob in row.messages.split() if not any(fnmatchcase(name, glob) for name in PROPOSABLE)]
    found += [text for text in (row.meaning, row.remedy) if not re.fullmatch(r"[A-Z`][^\u3000-\u9fff]*\.", text)]
    found += [text for text in (row.meaning_zh, row.remedy_zh) if not re.fullmatch(r".*[\u4e00-\u9fff]+.*。", text)]
    return found or ([] if row.messages.split() else ["messages"])


@pytest.mark.parametrize("row", REFUSALS.values(), ids=REFUSALS)
def test_row_is_told_in_both_languages_and_speaks_of_messages_that_exist(row: Refusal) -> None:
    assert [] == faults(row)


def test_a_bad_row_is_seen() -> None:
    bad = Refusal(
        code="Bad", messages="month-* none-*", meaning="中文。", meaning_zh="English.", remedy="no end", remedy_zh="无"
    )
    assert ["code", "none-*", "中文。", "no end", "English.", "无"] == faults(bad)
    assert ["messages"] == faults(
        Refusal(code="a-b", messages=" ", meaning="A.", meaning_zh="甲。", remedy="B.", remedy_zh="乙。")
    )


def test_codes_are_found_wherever_they_stand() -> None:
    source = """
TABLE = {"missing": "missing-field", "enum": "bad-value"}
raise Refused("one", "field", "", "")
raise Refused(code="two", field="", value="", rule="")
raise Refused("three" if day else "four", "", "", "")
raise Refused(TABLE.get(problem, "five"), "", "", "")
raise Refused(row.code, "", "", "")
raise Refused(unclear, "", "", "")
raise Other("six")
"""
    assert sorted(["missing-field", "bad-value", "one", "two", "three", "four", "five", "? unclear"]) == sorted(
        codes(source)
    )
