"""The queues of a desk: which files each holds, and the order in which waiting does harm.

Each queue has an index of its own in its order, led by the handling office: its first page is read and not sorted, and
counting it ends where counting ends, however long the office's backlog is.
"""

from django.db.models import Index, Q

ORDER = ("urgent_on", "waiting_since", "id")
AGENCY_TURN, CANDIDATE_TURN, OFFICE_TURN = "agency", "candidate", "office"
YOURS = "yours"
OPEN = Q(closed_on__isnull=True)
QUEUES: dict[str, Q] = {
    "documents": Q(unchecked__gt=0),
    "clean": Q(unchecked__gt=0, machine_clean=True),
    "stopped": Q(stopped=True),
    "agreement": Q(stage="agreement"),
    "orientation": Q(stage="orientation"),
    "card": Q(stage="card"),
    "agency": Q(turn=AGENCY_TURN),
    "candidate": Q(turn=CANDIDATE_TURN),
    "office": Q(turn=OFFICE_TURN),
    "others": ~Q(turn__in=[AGENCY_TURN, CANDIDATE_TURN, OFFICE_TURN, ""]),
    YOURS: Q(),  # and what ``desks.waiting_for`` adds: it depends on who asks
    "all": Q(),
}


def indexes() -> list[Index]:
    """Return an index per queue for whoever looks at offices, and one of all files for whoever looks at the country."""
    of_offices = [
        Index(fields=["handling", *ORDER], name=f"dossier_queue_{kind}", condition=OPEN & wanted)
        for kind, wanted in QUEUES.items()
        if kind != YOURS
    ]
    return [*of_offices, Index(fields=ORDER, name="dossier_urgent", condition=OPEN)]
