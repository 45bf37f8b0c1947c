"""Papers as a page: whole in itself, and read by those who see it and those who hear it."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from shared.language import Language
from shared.press import html
from shared.press.document import Chart, Paragraph, Section, Series, Shape
from tests.shared.press.sample import HOSTILE, bare, sample

VOID = {"meta"}


class Page(HTMLParser):
    """A page as its elements, and the text in each."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(document)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data.strip()))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]

    def of(self, tag: str) -> list[str]:
        return [text for name, text in self.texts if name == tag]


@pytest.mark.parametrize("language", Language)
def test_the_page_is_whole(language: Language) -> None:
    document = sample(language)
    page = Page(html.render(document))

    assert [] == page.open
    assert [{"lang": language.value}] == page.all("html")
    assert [f"{document.title} {document.period}"] == page.of("title")[:1]
    assert [document.title] == page.of("h1")
    assert [section.heading for section in document.sections] == page.of("h2")


def test_the_page_needs_nothing_from_elsewhere() -> None:
    made = html.render(sample(Language.ENGLISH))
    page = Page(made)

    assert [] == page.all("script") + page.all("link") + page.all("img")
    assert not any({"src", "href"} & attributes.keys() for _, attributes in page.elements)
    assert "url(" not in made


def test_every_heading_of_a_table_says_what_it_heads() -> None:
    page = Page(html.render(sample(Language.CHINESE)))

    assert {"row", "col"} == {heading.get("scope") for heading in page.all("th")}


def test_every_colour_has_its_word() -> None:
    page = Page(html.render(sample(Language.CHINESE)))

    assert {"蓝牌", "黄牌", "红牌"} < set(page.of("span"))
    assert {"蓝牌", "黄牌", "红牌", "-"} == {strip.get("title") for strip in page.all("abbr")}
    assert {"蓝", "黄", "红", "-"} == set(page.of("abbr"))


def test_what_people_write_is_no_markup() -> None:
    document = replace(
        bare(Language.ENGLISH),
        issuer=HOSTILE,
        notice=HOSTILE,
        vouched=(HOSTILE,),
        sections=(
            Section(HOSTILE, (Paragraph(HOSTILE), Chart(HOSTILE, Shape.LINES, (HOSTILE,), (Series(HOSTILE, (1,)),)))),
        ),
    )
    page = Page(html.render(document))

    assert [] == page.all("b")
    assert [HOSTILE] == page.of("h2")
    assert [HOSTILE] == [drawn["aria-label"] for drawn in page.all("svg")]


@pytest.mark.parametrize("shape", Shape)
@pytest.mark.parametrize("values", [(), (None, None), (0, -3), (1, 10**9)])
def test_any_chart_is_drawn(shape: Shape, values: tuple[int | None, ...]) -> None:
    series = (Series("一", values), Series("二", values)) if values else ()
    chart = Chart("图", shape, tuple(map(str, values)), series)
    page = Page(html.render(replace(bare(Language.CHINESE), sections=(Section("s", (chart,)),))))

    assert [] == page.open
    assert 1 == len(page.all("svg"))
