"""What is generated is current: whoever changes the catalogue runs `python -m docs.generate`."""

from pathlib import Path

import pytest

from docs.generate import DOCS, files, surplus, write

WANTED = files()


@pytest.mark.parametrize("name", WANTED)
def test_generated_file_is_current(name: str) -> None:
    assert WANTED[name] == (DOCS / name).read_text("utf-8"), "run: python -m docs.generate"


def test_nothing_else_lies_among_what_is_generated() -> None:
    assert [] == surplus(WANTED, DOCS)


def test_what_is_generated_no_more_is_removed(tmp_path: Path) -> None:
    write(tmp_path)
    gone = tmp_path / "contract/schemas/never-said.schema.json"
    kept = tmp_path / "contract/publishing.md"
    for path in (gone, kept):
        path.write_text("{}\n", encoding="utf-8")
    assert [gone] == surplus(WANTED, tmp_path)

    write(tmp_path)

    assert sorted([*WANTED, "contract/publishing.md"]) == sorted(
        path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()
    )
