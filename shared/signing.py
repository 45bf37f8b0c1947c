"""Signatures: Ed25519 over the very bytes of a body, by the nkey that a source was given its grant with.

A signed body names its own kind, source and id, so that nothing of it can be said again in another place.
"""

import base64
import binascii

import nkeys
from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

_PREFIX, _CHECKSUM = 1, 2
"""Bytes before and behind the key itself in an nkey."""


def sign(seed: bytes, body: bytes) -> str:
    """The signature of a body, base64; the seed is an nkey's, as in a `.nk` file."""
    return base64.b64encode(nkeys.from_seed(bytearray(seed.strip())).sign(body)).decode()


def verify(public_key: str, body: bytes, signature: str) -> bool:
    """Whether this is the signature of these bytes by the holder of an nkey."""
    key = base64.b32decode(public_key)[_PREFIX:-_CHECKSUM]
    try:
        VerifyKey(key).verify(body, base64.b64decode(signature, validate=True))
    except (BadSignatureError, binascii.Error, ValueError):
        return False
    return True
