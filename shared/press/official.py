"""An official document (公文): a red head, a number, whom it speaks to, what it says, who signs, what vouches.

        template ──► markup ──► Official ──► PDF, DOCX, terminal

Its order is that of GB/T 9704-2012; how large and how far apart everything stands is the business of each form.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Final, assert_never

from shared.language import Language
from shared.press.document import Block, Column, Document, Listing, Paragraph, Section, Table
from shared.press.setting import day

_NUMERALS: Final = "〇一二三四五六七八九"
ROOM: Final = 36
"""Characters that a line of a table holds."""
_NARROW: Final = 11
"""Columns up to so many characters take what they need; the others share what is left, which is a third at least."""
_LEAST: Final = 7
_INSET: Final = 15
"""What a cell keeps free beside its text, in tenths of a character."""
TITLE_ROOM: Final = 20
"""Characters that a line of the title holds."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: 一、 of the first level, （一） of the second; an item of a file is the third and counts itself."""

    text: str
    level: int

    @property
    def is_item(self) -> bool:
        """Whether a table of contents names it."""
        return self.level == 3


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """A small line: where something stands on the log, and who said it."""

    text: str
    headed: bool = False
    """Whether it stands right under a heading, and stays with what follows."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; a tall one leaves room to write in."""

    cells: tuple[str, ...]
    tall: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A table with a rule around every cell; without a head it is a form, and its first column names the rest."""

    rows: tuple[Row, ...]
    head: Row | None = None

    @property
    def all(self) -> tuple[Row, ...]:
        """Every row, the head first."""
        return (self.head, *self.rows) if self.head else self.rows


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: every item of the file, and its page."""


Part = Heading | Text | Note | Rows | Contents


@dataclass(frozen=True, slots=True)
class Worded:
    """What a template says."""

    title: str
    """With line ends where it takes several lines."""
    addressee: str
    notices: tuple[str, ...]
    body: tuple[Part, ...]
    attachments: tuple[str, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Official:
    """What a template says, and what the log says around it."""

    issuer: str
    number: str
    worded: Worded
    signed: str
    """The body that decided; it stands over the date."""
    issued_on: date
    vouched: tuple[str, ...]

    @property
    def name(self) -> str:
        """Its title in one line, with its number."""
        return f"{self.worded.title.replace(chr(10), '')} {self.number}"


def numeral(number: int) -> str:
    """A number below one hundred in Chinese: 十二, 四十."""
    tens, ones = divmod(number, 10)
    return (_NUMERALS[tens] if tens > 1 else "") + ("十" if tens else "") + (_NUMERALS[ones] if ones else "")


def shares(table: Rows) -> tuple[int, ...]:
    """How wide the columns are against each other, in tenths of a character; a form has its names to the left."""
    if table.head is None:
        return tuple(10 * (ROOM - 7 if at % 2 else 7) for at in range(len(table.rows[0].cells)))
    columns = zip(*(row.cells for row in table.all), strict=True)
    longest = [max(_width(line) for cell in column for line in cell.split("\n")) for column in columns]
    settled = {at: width + _INSET for at, width in enumerate(longest) if width <= 10 * _NARROW}
    texts = [at for at in settled if longest[at] > 10 * _LEAST and not _is_figures(table, at)]
    while texts and 10 * ROOM - sum(settled.values()) < (10 * ROOM // 3 if len(settled) < len(longest) else 0):
        widest = max(texts, key=lambda at: longest[at])
        texts.remove(widest)
        del settled[widest]
    while squeezed := _squeezed(longest, settled):
        settled |= dict.fromkeys(squeezed, 10 * _LEAST)
    return tuple(settled[at] if at in settled else _share(longest, settled, at) for at in range(len(longest)))


def _squeezed(longest: Sequence[int], settled: Mapping[int, int]) -> list[int]:
    """The columns whose share of what is left would be too narrow to read."""
    rest = [at for at in range(len(longest)) if at not in settled]
    return [at for at in rest if _share(longest, settled, at) < 10 * _LEAST]


def _share(longest: Sequence[int], settled: Mapping[int, int], at: int) -> int:
    """What a column gets of the room that the settled ones leave, by the length of its texts."""
    left = 10 * ROOM - sum(settled.values())
    return left * longest[at] // sum(width for other, width in enumerate(longest) if other not in settled)


def _is_figures(table: Rows, at: int) -> bool:
    """Whether a column holds numbers or days alone, which are not broken."""
    return all(row.cells[at][:1].isdigit() for row in table.rows)


def _width(line: str) -> int:
    """In tenths of a Chinese character: letters and digits are about half as wide, with a gap between the scripts."""
    wide = [ord(sign) > 0xFF for sign in line]
    gaps = sum(here is not there for here, there in pairwise(wide))
    return sum(10 if one else 6 for one in wide) + 3 * gaps


def broken(parts: Sequence[str]) -> str:
    """A title in as many lines as it has parts, where one line does not hold it: no word is torn."""
    return ("" if sum(map(_width, parts)) <= 10 * TITLE_ROOM else "\n").join(parts)


def outlined(parts: tuple[Part, ...]) -> Iterator[Part]:
    """The parts, with the numbers that headings of the first two levels bear."""
    first = second = 0
    for part in parts:
        match part:
            case Heading(text, 1):
                first, second = first + 1, 0
                yield Heading(f"{numeral(first)}、{text}", 1)
            case Heading(text, 2):
                second += 1
                yield Heading(f"（{numeral(second)}）{text}", 2)
            case _:
                yield part


def plain(official: Official) -> dict[str, Any]:
    """An official document as dicts, lists, texts and numbers: data, and never markup."""
    worded = official.worded
    return {
        "issuer": official.issuer,
        "number": official.number,
        "signed": official.signed,
        "issued_on": day(official.issued_on, Language.CHINESE),
        "issued_iso": official.issued_on.isoformat(),
        "vouched": list(official.vouched),
        "name": official.name,
        "title": worded.title.split("\n"),
        "addressee": worded.addressee,
        "notices": list(worded.notices),
        "attachments": list(worded.attachments),
        "remark": worded.remark,
        "body": [_part(part) for part in outlined(worded.body)],
    }


def _part(part: Part) -> dict[str, Any]:
    match part:
        case Heading():
            return {"type": "heading", **asdict(part)}
        case Text():
            return {"type": "text", **asdict(part)}
        case Note():
            return {"type": "note", **asdict(part)}
        case Rows():
            return {"type": "rows", **asdict(part), "shares": list(shares(part))}
        case Contents():
            return {"type": "contents"}
    assert_never(part)


def document(official: Official) -> Document:
    """The same for a terminal, where a document has sections."""
    worded = official.worded
    before = Section("", (Paragraph(worded.addressee),) if worded.addressee else ())
    after = [Section("附件", (Listing(worded.attachments),))] if worded.attachments else []
    after += [Section("", (Paragraph(worded.remark),))] if worded.remark else []
    return Document(
        language=Language.CHINESE,
        issuer=official.issuer,
        title=worded.title.replace("\n", ""),
        period=official.number,
        notice="　".join(worded.notices),
        sections=(*_sections(before, worded.body), *after, Section("", (Paragraph(official.signed),))),
        issued_on=official.issued_on,
        vouched=official.vouched,
    )


def _sections(first: Section, parts: tuple[Part, ...]) -> Iterator[Section]:
    heading, blocks = first.heading, [*first.blocks]
    items = tuple(part.text for part in parts if isinstance(part, Heading) and part.is_item)
    for part in outlined(parts):
        if isinstance(part, Heading):
            yield from [Section(heading, tuple(blocks))] if heading or blocks else []
            heading, blocks = part.text, []
        else:
            blocks.append(_block(part, items))
    yield Section(heading, tuple(blocks))


def _block(part: Text | Note | Rows | Contents, items: tuple[str, ...]) -> Block:
    match part:
        case Text() | Note():
            return Paragraph(part.text)
        case Contents():
            return Listing(items)
        case Rows():
            titles = part.head.cells if part.head else ("",) * len(part.rows[0].cells)
            columns = tuple(Column(title, share=share) for title, share in zip(titles, shares(part), strict=True))
            return Table(columns, tuple(row.cells for row in part.rows))
    assert_never(part)
