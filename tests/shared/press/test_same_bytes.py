"""The same document gives the same bytes: twice in a row, and in another process on another day."""

import os
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from shared.language import Language
from shared.press import html, markdown, pdf, xlsx
from shared.press.document import Document
from tests.shared.press.sample import bare, sample

ROOT = Path(__file__).parents[3]


def digests(language: Language) -> list[str]:
    """A digest of every form of a full document, and of one without a day."""
    return [sha256(made).hexdigest() for document in (sample(language), bare(language)) for made in forms(document)]


def forms(document: Document) -> Iterator[bytes]:
    yield markdown.render(document).encode()
    yield html.render(document).encode()
    yield xlsx.render(document)
    yield pdf.render(document)


@pytest.mark.parametrize("language", Language)
def test_the_same_document_gives_the_same_bytes(language: Language) -> None:
    here = digests(language)
    program = f"from {__name__} import *; print(*digests(Language({language.value!r})))"
    elsewhere = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    there = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=elsewhere, capture_output=True, text=True, check=True
    )

    assert here == digests(language)
    assert here == there.stdout.split()
