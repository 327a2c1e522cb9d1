"""Typed secrets: texts in a command that nothing writes down. Journal and request keys see a keyed fingerprint only."""

import secrets
from typing import Annotated

from pydantic import Field, PlainSerializer

from rantau.kernel import ids, sealed

Hidden = Annotated[str, PlainSerializer(sealed.fingerprint, return_type=str, when_used="json")]
"""A password, NIK, phone or name: equal values stay equal in digests, and no digest can be guessed without the key."""

Code = Annotated[Hidden, Field(min_length=12, max_length=80)]
"""A password that an officer hands over on paper, or the text of a token: made by the door that shows it."""


def new_code() -> str:
    """Return a one-time password that can be read out and typed: three groups of four (59 bits)."""
    text = ids.reference(12)
    return "-".join(text[start : start + 4] for start in (0, 4, 8))


def new_token_text() -> str:
    """Return the text of a new API token (256 bits)."""
    return secrets.token_urlsafe(32)
