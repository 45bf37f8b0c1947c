"""The papers of a case: what each says, as text in `rendered/`; the same in PDF; and what vouches for it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import docx as reading
import pytest
from docx.table import Table
from jinja2 import UndefinedError
from pypdf import PdfReader

from services.escalation.papers import printing
from services.escalation.papers.fold import Register
from services.escalation.papers.paper import Kind, NoPaper, ranges, write
from shared.catalogue.escalation import AccountabilityOpened
from shared.press import docx, official, pdf
from shared.press.official import Heading, Official
from tests.escalation.papers.history import end, opened, ordered, register, rest, told, whole

ROOT = Path(__file__).parents[3]
RENDERED = Path(__file__).parent / "rendered"
PAPERS: dict[str, tuple[Callable[[], Register], Kind]] = {
    "order": (ordered, Kind.ORDER),
    "interview": (ordered, Kind.INTERVIEW),
    "minutes-form": (ordered, Kind.MINUTES),
    "minutes": (opened, Kind.MINUTES),
    "accountability-proposed": (opened, Kind.ACCOUNTABILITY),
    "accountability-withdrawn": (whole, Kind.ACCOUNTABILITY),
    "file": (whole, Kind.FILE),
}


def paper(name: str) -> Official:
    log, kind = PAPERS[name]
    return printing.make(log(), kind)


def text(content: bytes) -> str:
    """All text of a DOCX, a paragraph or a row of a table in a line."""
    return "\n".join(line.rstrip() for line in _lines(content)) + "\n"


def _lines(content: bytes) -> Iterator[str]:
    for block in reading.Document(BytesIO(content)).iter_inner_content():
        if isinstance(block, Table):
            yield from (f"| {' | '.join(cell.text for cell in row.cells)} |" for row in block.rows)
        else:
            yield block.text


def printed(content: bytes) -> str:
    """All text of a PDF without blanks, which typesetting adds and takes away, and without the numbers of pages."""
    pages = [page.extract_text() for page in PdfReader(BytesIO(content)).pages]
    return "".join(bare(re.sub(r"— \d+ —", "", page)) for page in pages)


def bare(line: str) -> str:
    return re.sub(r"[\s|\u200b]", "", line)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_reads(name: str) -> None:
    assert (RENDERED / f"{name}.txt").read_text("utf-8") == text(docx.render(paper(name)))


@pytest.mark.parametrize("name", ["order", "minutes", "file"])
def test_a_pdf_says_the_same(name: str) -> None:
    made = paper(name)
    found = printed(pdf.render(made))
    lines = [line for line in text(docx.render(made)).split("\n") if "\t" not in line]

    assert [] == [line for line in lines if bare(line) not in found]


def test_a_paper_is_for_archives() -> None:
    found = PdfReader(BytesIO(pdf.render(paper("order"))))
    assert found.metadata is not None
    assert "关于高端数控机床及关键部件生产线项目的督办单 督〔2025〕2号" == found.metadata.title
    assert b"<pdfaid:part>2</pdfaid:part>" in found.trailer["/Root"]["/Metadata"].get_data()  # type: ignore[index]


def test_the_same_log_gives_the_same_bytes() -> None:
    assert docx.render(paper("file")) == docx.render(paper("file"))
    assert pdf.render(paper("minutes")) == pdf.render(paper("minutes"))


def test_a_paper_does_not_change_with_what_is_said_of_others() -> None:
    before, after = (printing.make(log(), Kind.ORDER) for log in (ordered, whole))
    assert before == after


def test_a_paper_is_vouched_for_by_the_entries_it_takes_in() -> None:
    found = write(ordered(), Kind.INTERVIEW)

    assert [9, 20, 21] == [item.position for item in found.items]
    digest = sha256(b"".join(item.stored for item in found.items)).hexdigest()
    assert ("据日志第9、20—21条制作，至第21条止。", f"上列各条内容依次相连的摘要（SHA-256）：{digest}") == found.vouched


def test_a_withdrawn_step_says_so_first() -> None:
    worded = paper("accountability-withdrawn").worded

    assert "关于高端数控机床及关键部件生产线项目的\n问责意见（已撤销）" == worded.title
    assert worded.notices[1].startswith("本件已于2025年6月29日撤销，撤销原因：申诉成立（日志第33条）。")


def test_what_people_wrote_is_no_markup() -> None:
    body = paper("file").worded.body
    said = [part.text for part in body if not isinstance(part, Heading) and hasattr(part, "text")]

    assert "# 这一行不是标题 | 也不是表格" in said


def test_a_place_that_nothing_fills_is_an_error() -> None:
    found = write(ordered(), Kind.ORDER)
    with pytest.raises(UndefinedError, match="'plan_due_on' is undefined"):
        printing.worded(replace(found, told={key: told for key, told in found.told.items() if key != "plan_due_on"}))


def test_of_several_the_latest_is_made_or_the_one_that_is_asked_for() -> None:
    again = next(fact for fact in rest() if isinstance(fact, AccountabilityOpened))
    log = register(told(), rest(), end(), iter([again]))

    assert ["问〔2025〕2号", "问〔2025〕1号", "问〔2025〕2号"] == [
        printing.make(log, Kind.ACCOUNTABILITY, which=which).number for which in (None, 1, 2)
    ]


@pytest.mark.parametrize(
    ("project", "kind", "case", "which", "said"),
    [
        ("P0099", Kind.FILE, None, None, "no project P0099 is on the log"),
        ("P0142", Kind.FILE, 2, None, "P0142 has no case 2; it has 1"),
        (
            "P0142",
            Kind.ACCOUNTABILITY,
            None,
            None,
            "case 1 of P0142 has no accountability: no accountability was taken",
        ),
        ("P0007", Kind.MINUTES, None, None, "case 1 of P0007 has no minutes: no interview was taken"),
        ("P0142", Kind.ORDER, 1, 2, "case 1 of P0142 has no order 2; it has 1"),
    ],
)
def test_what_there_is_not_is_said(project: str, kind: Kind, case: int | None, which: int | None, said: str) -> None:
    with pytest.raises(NoPaper, match=f"^{re.escape(said)}$"):
        write(register(told(), project=project), kind, case, which)


def test_a_project_without_a_case_has_no_papers() -> None:
    log = register(iter(list(told())[:8]))
    with pytest.raises(NoPaper, match=r"^P0142 has no case: no step was ever taken$"):
        write(log, Kind.ORDER)


@pytest.mark.parametrize(
    ("positions", "written"), [([3], "3"), ([3, 4], "3—4"), ([3, 4, 5, 9], "3—5、9"), ([1, 3, 5, 6], "1、3、5—6")]
)
def test_positions_are_written_short(positions: list[int], written: str) -> None:
    assert written == ranges(positions)


def test_every_name_that_a_template_may_use_is_documented() -> None:
    documented = set(re.findall(r"`(\w+)`", (ROOT / "docs" / "papers-of-a-case.md").read_text("utf-8")))
    for log, kind in PAPERS.values():
        assert set() == set(names(dict(write(log(), kind).told))) - documented


def names(told: object) -> Iterator[str]:
    """Every name in a view, however deep."""
    if isinstance(told, dict):
        for name, inner in told.items():
            yield name
            yield from names(inner)
    elif isinstance(told, list):
        for inner in told:
            yield from names(inner)


@pytest.mark.parametrize("name", PAPERS)
def test_a_terminal_shows_it(name: str) -> None:
    made = paper(name)
    shown = official.document(made)

    assert (made.issuer, made.number, made.issued_on) == (shown.issuer, shown.period, shown.issued_on)
    assert made.vouched == shown.vouched
