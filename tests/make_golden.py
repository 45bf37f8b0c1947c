"""Golden entries: every fact of every version as the log holds it, byte for byte, kept for ever.

`python -m tests.make_golden` adds what is missing and enters it in the ledger; nothing there is ever overwritten.
When a fact changes, its version rises, and its old golden shows that the log of yesterday can still be read.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from shared.catalogue import Fact, definition_of
from shared.eventlog.mapper import encode
from tests.samples import EVERY_FACT, entry

GOLDEN = Path(__file__).with_name("golden")
LEDGER = "SHA256SUMS"


def goldens(facts: Mapping[str, Fact]) -> dict[str, bytes]:
    """What the golden of each fact holds, by file name."""
    return {f"{definition_of(fact).topic}.json": encode(entry(fact)) + b"\n" for fact in facts.values()}


def ledger_line(name: str, content: bytes) -> str:
    """How the ledger vouches for a golden; `sha256sum -c` reads it too."""
    return f"{sha256(content).hexdigest()}  {name}"


def add_missing(folder: Path, facts: Mapping[str, Fact]) -> list[str]:
    """Add the goldens that are missing; gives their names."""
    added = []
    for name, content in goldens(facts).items():
        if not (folder / name).exists():
            (folder / name).write_bytes(content)
            with (folder / LEDGER).open("a", encoding="utf-8") as ledger:
                ledger.write(ledger_line(name, content) + "\n")
            added.append(name)
    return added


if __name__ == "__main__":
    add_missing(GOLDEN, EVERY_FACT)
