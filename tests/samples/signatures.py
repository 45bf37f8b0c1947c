"""Named examples: a source with a key, and a message that it signed. Imports nothing from `tests.samples`."""

from hashlib import sha256

import nkeys

from shared.catalogue import Fact
from shared.catalogue.intake import MessageSigned
from shared.signing import sign

HOUSING_SEED: bytes = nkeys.encode_seed(sha256(b"housing-bureau").digest(), nkeys.PREFIX_BYTE_USER)
HOUSING_KEY: str = nkeys.from_seed(bytearray(HOUSING_SEED)).public_key.decode()
BODY = (
    b'{"id":"m1","type":"progress.reported","source":"housing-bureau",'
    b'"data":{"project":"P0142","month":"2026-01","money_unit":"CNY-10k","investment":"3100.00"}}'
)
SIGNED = MessageSigned(
    signature_id="0" * 32,
    service="intake",
    source="housing-bureau",
    message_id="m1",
    subject="redcard.in.housing-bureau.progress-reported",
    public_key=HOUSING_KEY,
    signature=sign(HOUSING_SEED, BODY),
    body=BODY.decode(),
)

EXAMPLES: tuple[Fact, ...] = (SIGNED,)
