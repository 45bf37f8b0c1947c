"""`python -m docs.release_contract` freezes the contract as it is under `docs/contract/released/<version>`.

What is kept there is never changed: tests hold the code to take, for ever, what any released version took. The version
is `VERSION` in `docs/contract_generation/schemas.py`; raise it before anything is added to a released contract.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

from docs.contract_generation.compatibility import breaks
from docs.contract_generation.contract import as_json, messages, schemas
from docs.contract_generation.schemas import VERSION
from shared.catalogue import RETIRED
from shared.catalogue.refusals import REFUSALS

RELEASED = Path(__file__).parent / "contract" / "released"
LEDGER = "SHA256SUMS"


def release(version: str, folder: Path = RELEASED) -> None:
    """Freeze the contract; raises `FileExistsError` where it is there, `ValueError` where it would break another."""
    for before in versions(folder):
        if found := breaks(frozen(folder / before), schemas(), RETIRED):
            raise ValueError(f"breaks {before}: {'; '.join(found)}")
    contents = {f"schemas/{name}.schema.json": as_json(schema) for name, schema in schemas().items()}
    contents |= {f"messages/{name}.json": as_json(message) for name, message in messages().items()}
    contents |= {"codes.json": as_json(sorted(REFUSALS))}
    (folder / version).mkdir(parents=True)
    for name, text in contents.items():
        (folder / version / name).parent.mkdir(exist_ok=True)
        (folder / version / name).write_text(text, encoding="utf-8")
    (folder / version / LEDGER).write_text("".join(ledger(folder / version)), encoding="utf-8")


def versions(folder: Path = RELEASED) -> list[str]:
    """Every version that was released."""
    return sorted(path.name for path in folder.glob("*") if path.is_dir())


def frozen(version: Path) -> dict[str, Any]:
    """The schemas of a released version by name."""
    found = sorted((version / "schemas").glob("*.schema.json"))
    return {path.name.removesuffix(".schema.json"): json.loads(path.read_bytes()) for path in found}


def ledger(version: Path) -> list[str]:
    """How the ledger vouches for each file of a version; `sha256sum -c` reads it too."""
    files = sorted(path for path in version.rglob("*") if path.is_file() and path.name != LEDGER)
    return [f"{sha256(path.read_bytes()).hexdigest()}  {path.relative_to(version).as_posix()}\n" for path in files]


if __name__ == "__main__":
    try:
        release(VERSION)
    except (FileExistsError, ValueError) as error:
        sys.exit(str(error))
