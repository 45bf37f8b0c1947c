"""The AsyncAPI document holds together, and the page to browse shows everything without a network."""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from docs.contract_generation import asyncapi, chinese, errors, page
from docs.contract_generation.page import coloured, rows
from docs.contract_generation.schemas import data_schema
from docs.generate import DOCS
from shared.catalogue.refusals import REFUSALS
from shared.letters import PROPOSABLE

DOCUMENT: dict[str, Any] = yaml.safe_load(asyncapi.document())
PAGE = page.page()


# AsyncAPI ---------------------------------------------------------------------------------------------------------


def references(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(target := node.get("$ref"), str):
            yield target
        node = list(node.values())
    for inner in node if isinstance(node, list) else ():
        yield from references(inner)


def leads_somewhere(target: str) -> bool:
    file, _, pointer = target.partition("#")
    if file:
        return (DOCS / "contract" / file).is_file()
    node: Any = DOCUMENT
    for step in pointer.split("/")[1:]:
        node = node.get(step.replace("~1", "/")) if isinstance(node, dict) else None
    return node is not None


def test_every_reference_leads_somewhere() -> None:
    found = list(references(DOCUMENT))
    assert [] == [target for target in found if not leads_somewhere(target)]
    assert [False, False] == [leads_somewhere(target) for target in ("#/channels/nowhere", "schemas/none.schema.json")]


ASYNCAPI = jsonschema.Draft7Validator(json.loads(Path(__file__).with_name("asyncapi-3.0.0.schema.json").read_bytes()))


def test_document_is_asyncapi() -> None:
    assert [] == list(ASYNCAPI.iter_errors(DOCUMENT))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("info/version", 3),
        ("channels/receipt/adress", "redcard.receipt"),
        ("operations/send-receipt/action", "publish"),
        ("components/messages/receipt/payload", 3),
    ],
)
def test_what_is_not_asyncapi_is_seen(place: str, value: object) -> None:
    *way, last = place.split("/")
    document = deepcopy(DOCUMENT)
    node = document
    for step in way:
        node = node[step]
    node[last] = value
    assert not ASYNCAPI.is_valid(document)


def test_every_message_has_a_channel_and_is_received_and_answered() -> None:
    addresses = {name: channel["address"] for name, channel in DOCUMENT["channels"].items()}
    assert {message: f"redcard.in.{{source}}.{message}" for message in PROPOSABLE} | {
        "receipt": "redcard.receipt.{source}.{messageId}",
        "notice": "redcard.notice.{who}.{number}",
    } == addresses
    received = {
        operation["channel"]["$ref"]: operation["reply"]["channel"]["$ref"]
        for operation in DOCUMENT["operations"].values()
        if operation["action"] == "receive"
    }
    assert {f"#/channels/{message}": "#/channels/receipt" for message in PROPOSABLE} == received


def test_parameters_are_those_of_the_address() -> None:
    for channel in DOCUMENT["channels"].values():
        assert re.findall(r"{(\w+)}", channel["address"]) == list(channel["parameters"])


# Errors -----------------------------------------------------------------------------------------------------------


def test_every_code_has_its_line() -> None:
    found = re.findall(r"^\| `([a-z-]+)` \|", errors.page(), re.MULTILINE)
    assert list(REFUSALS) == found


def test_codes_of_a_message_are_those_that_name_it() -> None:
    assert "already-reported" in errors.codes_of("progress-reported")
    assert "already-reported" not in errors.codes_of("report-corrected")
    assert "broken-json" not in errors.codes_of("progress-reported")


# The page ---------------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """What a browser would find: sections, links, and anything that it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loads: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.links += [found["href"] or ""] if tag == "a" and "href" in found else []
        self.loads += [tag] if tag in ("link", "img", "iframe") or (tag == "script" and "src" in found) else []
        if tag not in ("meta", "input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


READER = Reader(PAGE)


def test_page_is_whole_and_loads_nothing() -> None:
    assert ([], []) == (READER.open, READER.loads)
    assert [] == re.findall(
        r"https?://|@import|url\(", re.sub(r"<pre>.*?</pre>|<code>.*?</code>", "", PAGE, flags=re.S)
    )


def test_links_of_the_page_lead_somewhere() -> None:
    assert set() == {link.removeprefix("#") for link in READER.links} - set(READER.ids)
    assert len(READER.ids) == len(set(READER.ids))


@pytest.mark.parametrize("message", PROPOSABLE)
def test_page_shows_every_message_with_its_fields(message: str) -> None:
    section = PAGE.split(f'<section id="{message}"')[1].split("</section>")[0]
    schema = data_schema(PROPOSABLE[message])
    shown = re.findall(r"<tr[^>]*><td><code>([a-z_0-9.\[\]]+)</code><span", section)
    assert [row.path for row in rows(PROPOSABLE[message].cls, schema)] == shown
    assert list(schema["properties"]) == [path.removesuffix("[]") for path in shown if "." not in path]
    assert f"redcard.in.&lt;source&gt;.{message}" in section
    assert chinese.MESSAGES[message] in section
    assert chinese.SENTENCES[message] in section


def test_page_explains_every_code() -> None:
    assert set() == {code for code in REFUSALS if f"<td><code>{code}</code></td>" not in PAGE}


def test_a_message_cannot_break_out_of_the_page() -> None:
    assert (
        '{\n  <i class="k">&#34;a&lt;b&#34;</i>: <i class="s">&#34;&lt;/pre&gt;&#34;</i>,\n'
        '  <i class="k">&#34;n&#34;</i>: <i class="n">-1.5</i>,\n'
        '  <i class="k">&#34;t&#34;</i>: <i class="n">true</i>\n}'
    ) == coloured({"a<b": "</pre>", "n": -1.5, "t": True})
