"""Pages that are generated: `python -m docs.generate` writes `docs/facts.md` and the contract, all from the catalogue.

The catalogue is the only source: names, sentences, Chinese names, units and ranges are taken from its definitions, the
examples from `tests.samples`, which the tests hold to be complete.
"""

from pathlib import Path

from docs import facts
from docs.contract_generation.contract import files as files_of_contract

DOCS = Path(__file__).parent
GENERATED = ("contract/schemas/*.json", "contract/messages/*.json")
"""Folders in which nothing else may lie."""


def files() -> dict[str, str]:
    """Every generated file, by its path below `docs`, and what it has to hold."""
    return {"facts.md": facts.page()} | {f"contract/{name}": text for name, text in files_of_contract().items()}


def surplus(wanted: dict[str, str], docs: Path) -> list[Path]:
    """What lies in the generated folders and is generated no more."""
    found = (path for pattern in GENERATED for path in docs.glob(pattern))
    return sorted(path for path in found if path.relative_to(docs).as_posix() not in wanted)


def write(docs: Path) -> None:
    """Write everything, and remove what is generated no more."""
    wanted = files()
    for path in surplus(wanted, docs):
        path.unlink()
    for name, text in wanted.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write(DOCS)
