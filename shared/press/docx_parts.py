"""Parts of a DOCX that python-docx has no name for: fields, bookmarks, rules around paragraphs, heads that repeat."""

from enum import StrEnum

from docx.document import Document as Word
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import _Row
from docx.text.paragraph import Paragraph


class Edge(StrEnum):
    """Where a rule stands."""

    TOP = "top"
    BOTTOM = "bottom"


_AFTER_EDGES = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc", "w:outlineLvl", "w:rPr")


def made(tag: str, **attributes: object) -> BaseOxmlElement:
    """An element of WordprocessingML."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    return element


def field(line: Paragraph, instruction: str, told: str) -> None:
    """A field that the reader's program fills in: a page's number, or the page where something stands."""
    begin, text, apart, end = line.add_run(), line.add_run(), line.add_run(), line.add_run()
    begin._r.append(made("fldChar", fldCharType="begin", dirty="true"))
    told_to = made("instrText")
    told_to.text = f" {instruction} "
    text._r.append(told_to)
    apart._r.append(made("fldChar", fldCharType="separate"))
    apart.add_text(told)
    end._r.append(made("fldChar", fldCharType="end"))


def mark(number: int) -> str:
    """The name of a bookmark."""
    return f"item{number}"


def bookmark(line: Paragraph, number: int) -> None:
    """Put a bookmark around a line."""
    runs = line.runs
    runs[0]._r.addprevious(made("bookmarkStart", id=number, name=mark(number)))
    runs[-1]._r.addnext(made("bookmarkEnd", id=number))


def ruled(line: Paragraph, edge: Edge, *, eighths: int, colour: str = "000000", space: int = 1) -> None:
    """Draw a rule along an edge of a paragraph, so many eighths of a point thick."""
    told = line._p.get_or_add_pPr()
    rules = told.find(qn("w:pBdr"))
    if rules is None:
        rules = made("pBdr")
        told.insert_element_before(rules, *_AFTER_EDGES)
    rules.append(made(edge, val="single", sz=eighths, space=space, color=colour))


def kept_whole(row: _Row, *, head: bool) -> None:
    """No page break goes through a row; a table's head stands on every page that the table reaches."""
    told = row._tr.get_or_add_trPr()
    told.append(made("cantSplit"))
    if head:
        told.append(made("tblHeader"))


def kept_together(word: Word) -> None:
    """No page holds the signature alone: the paragraph that was said last stays with it."""
    signature = 2
    if len(word.paragraphs) > signature:
        word.paragraphs[-signature - 1].paragraph_format.keep_with_next = True
