"""The agency's own data to take away: its candidates and nothing of another agency."""

import csv
import io
import json
from collections.abc import Iterable
from hashlib import sha256

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render

from rantau.kernel import journal
from rantau.kernel.actors import Actor, scope
from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.selectors import files_of_agency
from rantau.web.access import ActorRequest, page
from rantau.web.agency.house import OFFICERS, house

COLUMNS = (
    "number", "name", "scheme", "country", "occupation", "stage", "missing", "turn", "act_by", "handled_by",
    "opened_on", "departs_on", "placed_on", "departed_on", "closed_on",
)  # fmt: skip
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Row = dict[str, str | int]


def row_of(row: Dossier) -> Row:
    """Return one file as it is handed out; days as ISO dates."""
    days = ("act_by", "opened_on", "departs_on", "placed_on", "departed_on", "closed_on")
    return {
        "number": row.number, "name": row.person.name, "scheme": row.scheme, "country": row.country_id or "",
        "occupation": row.occupation_id or "", "stage": row.stage, "missing": row.missing, "turn": row.turn,
        "handled_by": row.handling.name,
        **{name: day.isoformat() if (day := getattr(row, name)) else "" for name in days},
    }  # fmt: skip


def safe(value: str | int) -> str | int:
    """Return a cell that no spreadsheet reads as a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def as_csv(rows: Iterable[Row]) -> str:
    """Return the rows as CSV with a heading."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows({name: safe(row[name]) for name in COLUMNS} for row in rows)
    return out.getvalue()


def taken_away(actor: Actor, form: str) -> list[Row]:
    """Return the agency's files after one journal entry with the digest of what was asked."""
    with transaction.atomic(durable=True), scope(actor):
        agency = house(actor)
        digest = sha256(f"files_of_agency:{agency.pk}:{form}".encode()).hexdigest()[:16]
        journal.write(actor, "export_files", "read", journal.About(agency.pk, purpose="agency_export"), {"of": digest})
        return [row_of(row) for row in files_of_agency(actor)]


@page(roles=OFFICERS)
def export(request: ActorRequest) -> HttpResponse:
    """Explain what is handed out; a POST hands it out as CSV or JSON."""
    if request.method != "POST":
        return render(request, "agency/export.html", {"columns": COLUMNS})
    form = "json" if request.POST.get("bentuk") == "json" else "csv"
    rows = taken_away(request.actor, form)
    text = json.dumps(rows, ensure_ascii=False, indent=1) if form == "json" else as_csv(rows)
    answer = HttpResponse(text, content_type="application/json" if form == "json" else "text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="calon.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
