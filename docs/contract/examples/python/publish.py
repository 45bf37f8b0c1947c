"""Report a project's progress to redcard, and wait until its fate is known. Needs nats-py.

    python publish.py PROJECT MONTH INVESTMENT          python publish.py P0142 2026-01 2800.50

NATS_URL              where NATS listens              nats://127.0.0.1:4222
REDCARD_SOURCE        who you are                     my-bureau
NATS_NKEY_SEED_FILE   your key, if NATS asks for one

Ends with 0 if the report was accepted, with 1 if not, with 2 if nobody answered.
"""

import asyncio
import json
import os
import sys
from datetime import datetime
from typing import Any

import nats
from nats.aio.client import Client
from nats.errors import Error as NatsError

SOURCE = os.environ.get("REDCARD_SOURCE", "my-bureau")
ATTEMPTS = 5
PATIENCE_SECONDS = 5.0


def message(project: str, month: str, investment: str) -> dict[str, Any]:
    """The same report has the same id, whenever it is sent: redcard counts it once."""
    return {
        "id": f"{project}-{month}",
        "time": datetime.now().astimezone().isoformat(),
        "data": {"project": project, "month": month, "money_unit": "CNY-10k", "investment": investment},
    }


async def publish(client: Client, kind: str, content: dict[str, Any]) -> dict[str, Any] | None:
    """Publish until there is a receipt; each time with the very same bytes."""
    body = json.dumps(content, ensure_ascii=False).encode()
    receipts = await client.subscribe(f"redcard.receipt.{SOURCE}.{content['id']}")
    for attempt in range(1, ATTEMPTS + 1):
        try:
            await client.jetstream().publish(f"redcard.in.{SOURCE}.{kind}", body, timeout=PATIENCE_SECONDS)
            receipt = await receipts.next_msg(timeout=PATIENCE_SECONDS)
        except NatsError as error:
            print(f"attempt {attempt}: {error}", file=sys.stderr)
        else:
            return json.loads(receipt.data)
    return None


async def trouble(error: Exception) -> None:
    """What goes wrong with the connection; it is made again by itself."""
    print(error, file=sys.stderr)


async def report(project: str, month: str, investment: str) -> dict[str, Any] | None:
    """Connect and publish one report."""
    key = os.environ.get("NATS_NKEY_SEED_FILE")
    client = await nats.connect(
        os.environ.get("NATS_URL", "nats://127.0.0.1:4222"),
        inbox_prefix=f"_INBOX.{SOURCE}",
        max_reconnect_attempts=ATTEMPTS,
        reconnect_time_wait=1,
        error_cb=trouble,
        **({"nkeys_seed": key} if key else {}),
    )
    try:
        return await publish(client, "progress-reported", message(project, month, investment))
    finally:
        await client.close()


def main() -> int:
    """Report what the command line says, and tell what became of it."""
    if len(sys.argv) != 4:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        receipt = asyncio.run(report(*sys.argv[1:]))
    except NatsError as error:
        print(error, file=sys.stderr)
        return 2
    if receipt is None:
        return 2
    print(json.dumps(receipt, ensure_ascii=False))
    return 0 if receipt["outcome"] == "accepted" else 1


if __name__ == "__main__":
    sys.exit(main())
