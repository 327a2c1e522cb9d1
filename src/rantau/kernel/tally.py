"""Statistical facts, written in the action's transaction under a random identifier of the subject."""

import json
from datetime import date
from uuid import UUID

from django.db import connection

from rantau.kernel import ids
from rantau.kernel.models import TallySubject

COUNT = """
INSERT INTO tally_fact (id, "on", kind, dims, subject)
SELECT %s, %s, %s, %s::jsonb, counted_as FROM tally_subject WHERE subject = %s
"""


def count(kind: str, on: date, subject: UUID, dims: dict[str, str]) -> None:
    """Add one fact of a kind on a legal date, with coded dimensions only (country, scheme, sex, …)."""
    fact = (ids.new_id(), on, kind, json.dumps(dims), subject)
    with connection.cursor() as cursor:
        cursor.execute(COUNT, fact)
        if cursor.rowcount == 0:  # the first fact about this subject
            TallySubject.objects.get_or_create(subject=subject, defaults={"counted_as": ids.random_id()})
            cursor.execute(COUNT, fact)
