"""An intake that dies, as by a power cut, at a moment of the test's choosing.

python -m tests.live.dying <NATS URL> <directory> <moment>
"""

import asyncio
import os
import sys
from pathlib import Path
from typing import Any, Final

from shared.doorway import Doorway
from shared.receiving import Door
from shared.recording import Recording
from tests.live.serving import served

MOMENTS: Final[dict[str, tuple[type, str, bool]]] = {
    "before the append": (Recording, "append", False),
    "after the append": (Recording, "append", True),
    "before the receipts": (Door, "answer", True),
    "before the acknowledgement": (Doorway, "handle", True),
}
"""On the way of a batch: before or after which method."""
DEATH: Final = 9


def die_at(moment: str) -> None:
    """Have every intake of this process die there."""
    cls, name, afterwards = MOMENTS[moment]
    method = getattr(cls, name)

    def dying(*arguments: Any, **named: Any) -> Any:
        if not afterwards:
            os._exit(DEATH)
        done = method(*arguments, **named)
        return _then_die(done) if asyncio.iscoroutine(done) else os._exit(DEATH)

    setattr(cls, name, dying)


async def _then_die(work: Any) -> None:
    await work
    os._exit(DEATH)


async def main(url: str, data: Path) -> None:
    """Serve until then."""
    async with served(url, data):
        await asyncio.Event().wait()


if __name__ == "__main__":
    die_at(sys.argv[3])
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
