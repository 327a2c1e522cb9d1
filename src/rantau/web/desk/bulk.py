"""Clean files together: the list, the sample that must be opened singly, and what was done."""

from typing import Any

from django.utils.translation import gettext as _

from rantau.kernel import ids
from rantau.kernel.actors import Actor
from rantau.placement.demand.models import PermitQuota
from rantau.placement.demand.selectors import Places, places_of
from rantau.placement.documents.actions.deciding import drawn
from rantau.placement.dossiers import selectors as dossiers
from rantau.placement.dossiers.facts import evidence_log, standing
from rantau.placement.dossiers.models import Dossier
from rantau.web.desk import queue
from rantau.web.desk.filing import File

Shown = dict[str, Any]


def page(actor: Actor, chosen: list[str], cursor: str) -> Shown:
    """Return one page of clean files; those of the sample are marked. With a choice: what will happen."""
    found = dossiers.queue(actor, "clean", cursor)
    rows = queue.rows(found.rows, "clean")
    files = {row.pk: row for row in Dossier.objects.filter(pk__in=[row.id for row in rows])}
    log = evidence_log(files.values())
    sampled = {key for key in files if drawn([row for row in standing(log[key]) if row.state == "stated"])}
    picked = [row for row in rows if str(row.id) in chosen and row.id not in sampled]
    return {
        "rows": [(row, row.id in sampled) for row in rows],
        "picked": picked,
        "sampled": len(sampled),
        "next": found.next,
        "key": ids.reference(),
    }


def said(answer: dict[str, Any]) -> str:
    """Return what was done, in one sentence."""
    first = _("%(n)s berkas diterima.") % {"n": len(answer["accepted"])}
    second = _("%(n)s harus dibuka satu per satu.") % {"n": len(answer["to_open"])} if answer["to_open"] else ""
    third = _("%(n)s dilewati karena sudah berubah.") % {"n": len(answer["left"])} if answer["left"] else ""
    return " ".join(part for part in (first, second, third) if part)


def quotas(file: File) -> list[Places]:
    """Return the pockets of the permit she may use, with the places left."""
    if file.permit is None:
        return []
    rows: list[PermitQuota] = [row for row in file.permit.quotas.all() if row.pocket in (file.head.sex, "x")]
    return [places_of(row) for row in rows]
