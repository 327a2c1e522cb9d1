"""Refusals as problem details (RFC 9457): code, sentence in both languages, rule, who can resolve it, until when."""

from datetime import date

from pydantic import BaseModel

from rantau.kernel.refusals import Refusal

MEDIA_TYPE = "application/problem+json"
STATUSES = frozenset({400, 401, 403, 404, 405, 409, 413, 415, 422, 429, 503})


class Problem(BaseModel):
    """Why something cannot be done yet. ``until`` is a legal date (Asia/Jakarta)."""

    type: str
    title: str
    status: int
    code: str
    sentence_id: str
    sentence_en: str
    rule: str
    who: str
    until: date | None = None
    field: str | None = None


def problem(refusal: Refusal) -> Problem:
    """Return a refusal in the form the API answers with."""
    return Problem(
        type=f"urn:rantau:refusal:{refusal.code}",
        title=refusal.id,
        status=refusal.status,
        code=refusal.code,
        sentence_id=refusal.id,
        sentence_en=refusal.en,
        rule=refusal.rule,
        who=refusal.who,
        until=refusal.until,
        field=refusal.field,
    )
