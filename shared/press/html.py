"""A document as one page of HTML that needs nothing else: no script, no font, no file, no address."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from shared.press.document import Document
from shared.press.plain import plain


def render(document: Document) -> str:
    """The document as HTML."""
    return _template().render(paper=plain(document))


@cache
def _template() -> Template:
    loader = PackageLoader("shared.press")
    made = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return made.get_template("paper.html.j2")
