"""A proof in words: who sent it, how it came, what it says. Numbers stay sealed and are opened elsewhere."""

from collections.abc import Sequence
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rantau.kernel import clock
from rantau.placement.dossiers.views import Proof
from rantau.registry.facilities.selectors import facility_names
from rantau.web.desk.forms.stating import RESULTS, VALUES
from rantau.web.look import wording
from rantau.web.words import SOURCES, origin

HIDDEN = frozenset({"machine", "permit", "by", "agreement", "statement", "pack", "fingerprint", "notes", "rests_on"})
FACILITIES = frozenset({"examined_by", "issued_by"})
YES: Sequence[str | Promise] = (_("tidak"), _("ya"))
CARRIED = "import:"


def sender(proof: Proof) -> str:
    """Return who sent a proof: an office or company by its name, the person, or the system it was carried over from."""
    if proof.origin.startswith(CARRIED):
        return gettext("Dibawa dari %(system)s") % {"system": proof.origin.removeprefix(CARRIED).upper()}
    return proof.stated_by or str(SOURCES.get(proof.origin.split(":")[0], proof.origin))


def note(proof: Proof) -> str:
    """Return what stands below the sender: why it cannot be used, else how and when it came."""
    if proof.refusal:
        return str(proof.refusal.get("seen") or proof.refusal.get("reason") or "")
    if proof.origin.startswith(CARRIED):
        return gettext("acuan %(reference)s") % {"reference": _reference(proof)} if proof.source_reference else ""
    day = wording.date_short(proof.decided_at or proof.stated_at)
    return f"{origin(proof.origin)}, {day}" if proof.stated_by else day


def _reference(proof: Proof) -> str:
    """Return the number in the old system without the names that stand around it there."""
    system = proof.origin.removeprefix(CARRIED)
    return proof.source_reference.removeprefix(f"{system}:").removesuffix(f":{proof.kind}")


def fields(proof: Proof) -> list[tuple[object, object]]:
    """Return what was stated, field by field."""
    carried = proof.origin.startswith(CARRIED)
    listed: list[tuple[object, object]] = [
        (
            _("Datang dari"),
            sender(proof) if carried or not proof.stated_by else f"{sender(proof)}, {origin(proof.origin)}",
        ),
        (_("Dikirim"), clock.legal_date(proof.stated_at)),
        (_("Tanggal terbit"), proof.issued_on),
        (_("Berlaku sampai"), proof.valid_until),
        (_("Acuan asal"), _reference(proof) if carried else proof.source_reference),
        *_values(proof),
    ]
    return [(label, _value(value)) for label, value in listed if value not in (None, "")]


def _values(proof: Proof) -> list[tuple[object, object]]:
    shown = {name: value for name, value in proof.values.items() if name not in HIDDEN}
    names = facility_names(str(value) for name, value in shown.items() if name in FACILITIES)
    return [
        (VALUES.get(name, name.replace("_", " ")), names.get(str(value)) or RESULTS.get(str(value), value))
        for name, value in shown.items()
    ]


def _value(value: object) -> object:
    if isinstance(value, date):
        return wording.date_long(value)
    return YES[value] if isinstance(value, bool) else value
