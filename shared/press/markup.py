"""The markup of templates: what a line is, by how it begins.

    # title | where it may break > addressee              ! notice above everything
    ## heading 一、               ### heading （一）        #### item of a file, in its table of contents
    |= a | b |  head of a table  | a | b |  row           || a | b |  row with room to write in
    + attachment                 ~ small line             @ remark under the signature        [目录]
    anything else is a paragraph

What comes out of the log is shielded before it is put into a line, so that nothing a person wrote can become markup.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from shared.press.official import Contents, Heading, Note, Part, Row, Rows, Text, Worded, broken

_PRIVATE: Final = 0xE000
_SHIELD: Final = {ord(mark): chr(_PRIVATE + ord(mark)) for mark in "#>!|+~@[\n"}
_BARE: Final = {ord(shielded): chr(mark) for mark, shielded in _SHIELD.items()}
_CONTENTS: Final = "[目录]"
_HEADINGS: Final = {"##": 1, "###": 2, "####": 3}


def shield(told: object) -> str:
    """A value as a template may put it anywhere: one line, and nothing in it is a mark."""
    return "" if told is None else str(told).translate(_SHIELD)


def parse(rendered: str) -> Worded:
    """What a template says, once its places are filled; raises `ValueError` where it has no title, or several."""
    lines = [line.strip() for line in rendered.split("\n") if line.strip()]
    titles = [line.removeprefix("#") for line in lines if line.split(" ")[0] == "#"]
    if len(titles) != 1:
        raise ValueError(f"a template has one title, a line that begins with '# ': this has {len(titles)}")
    return Worded(
        title=broken(_cells(titles[0])),
        addressee="".join(_all(lines, ">")),
        notices=tuple(_all(lines, "!")),
        body=tuple(_body([line for line in lines if line.split(" ")[0] not in ("#", ">", "!", "+", "@")])),
        attachments=tuple(_all(lines, "+")),
        remark="".join(_all(lines, "@")),
    )


def _all(lines: Sequence[str], mark: str) -> list[str]:
    return [_bare(line.removeprefix(mark)) for line in lines if line.split(" ")[0] == mark]


def _body(lines: Sequence[str]) -> Iterator[Part]:
    table: list[str] = []
    for before, line in pairwise(("", *lines, "")):
        if line.startswith("|"):
            table.append(line)
            continue
        if table:
            yield _rows(table)
            table = []
        if line:
            yield from _parts(line, before)


def _parts(line: str, before: str) -> Iterator[Part]:
    mark, _, rest = line.partition(" ")
    if line == _CONTENTS:
        yield Contents()
    elif mark in _HEADINGS:
        yield Heading(_bare(rest), _HEADINGS[mark])
    elif mark == "~":
        yield Note(_bare(rest), headed=before.startswith("#"))
    else:
        # A narrative of several lines is as many paragraphs.
        yield from (Text(told.strip()) for told in _bare(line).split("\n") if told.strip())


def _rows(lines: Sequence[str]) -> Rows:
    heads = [Row(_cells(line[2:])) for line in lines if line.startswith("|=")]
    rows = [
        Row(_cells(line[2:]), tall=True) if line.startswith("||") else Row(_cells(line[1:]))
        for line in lines
        if not line.startswith("|=")
    ]
    return Rows(tuple(rows), heads[0] if heads else None)


def _cells(line: str) -> tuple[str, ...]:
    return tuple(_bare(cell) for cell in line.removesuffix("|").split("|"))


def _bare(shielded: str) -> str:
    return shielded.strip().translate(_BARE)
