"""A file inside a command: bytes from a form, base64 text from the API; the journal sees a keyed fingerprint only."""

import base64
import binascii
from hashlib import sha256
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer

from rantau.kernel import sealed
from rantau.kernel.uploads import LIMIT


def _decoded(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error


def _fingerprint(value: bytes) -> str:
    return sealed.fingerprint(sha256(value).hexdigest()) if value else ""


Content = Annotated[
    bytes,
    BeforeValidator(_decoded),
    Field(repr=False, max_length=LIMIT),
    PlainSerializer(_fingerprint, return_type=str, when_used="json"),
]
"""A photo or PDF, at most 10 MB; empty when there is none."""
