"""The kinds of document a dossier may hold, and what each asks for: derived from the requirement in the rulebook.

Only what paper looks like stands here (has it a number, does it end, is there something to copy). Who brings it, who
checks it, which results and values count and how long it holds are read from the pack.
"""

from dataclasses import dataclass
from datetime import date

from rantau.kernel.actors import Role
from rantau.kernel.refusals import refuse
from rantau.placement.documents import refusals as refusals
from rantau.registry.packs.selectors import rulebook
from rantau.rulebook.asking import asked
from rantau.rulebook.model import Text
from rantau.rulebook.pack import RequirementRow

PHOTO, PASSPORT = "photo", "passport"
# What Rantau itself sees happen is written by the room where it happens; nobody may hand it in as paper.
OF_THE_SYSTEM = frozenset(
    {
        "account", "age", "destination", "permit_quota", "selection", "cost_statement", "placement_agreement",
        "employment_contract", "contract_acknowledged", "orientation", "biometrics", "card", "departure",
        "arrival_report", "return_report", "identity",
    }
)  # fmt: skip
WITHOUT_NUMBER = frozenset({PHOTO, "pregnancy_test", "family_permit"})
WITHOUT_END = frozenset({"ktp", "kk", PHOTO, "marital_status", "family_permit", "diploma", "medical", "psychology",
                         "pregnancy_test", "social_security_before"})  # fmt: skip
WITHOUT_DATE = frozenset({"ktp", "kk", PHOTO})
COUNTER = frozenset({Role.REGISTRAR, Role.VERIFIER, Role.PLACEMENT_OFFICER})
STATING = {
    "candidate": frozenset({Role.CANDIDATE, Role.AGENCY_OFFICER}) | COUNTER,
    "agency": frozenset({Role.AGENCY_OFFICER}) | COUNTER,
}
ALSO_STATING = {
    "clinic": frozenset({Role.CLINIC_OFFICER}),
    "training": frozenset({Role.TRAINING_OFFICER}),
    "office": frozenset({Role.VILLAGE_OFFICER}),
}
DECIDING = frozenset({Role.VERIFIER, Role.PLACEMENT_OFFICER})
ALSO_DECIDING = {
    "clinic": frozenset({Role.CLINIC_OFFICER}),
    "training": frozenset({Role.TRAINING_OFFICER}),
    "mission": frozenset({Role.MISSION_OFFICER}),
}


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document: which entries its form has, who may state it, who may decide on it, what it proves."""

    kind: str
    requirement: str
    title: Text
    number: bool
    issued_on: bool
    issued_needed: bool
    valid_until: bool
    upload_needed: bool
    values: tuple[str, ...]
    results: tuple[str, ...]
    stated_by: frozenset[Role]
    decided_by: frozenset[Role]
    verifier: str
    law: tuple[str, ...]
    machine_readable: bool


def kinds_of(scheme: str, opened_on: date) -> dict[str, DocumentKind]:
    """Return the kinds a dossier of this scheme and cohort may hold, by code, in the order of the pack."""
    book = rulebook()
    packs = (book.packs[-1], book.pack_on(opened_on))
    rows = {row.code: row for pack in packs for row in asked(pack, scheme.upper())}
    return {
        kind: _kind(kind, row)
        for row in rows.values()
        if row.check in ("evidence", "window")
        for kind in row.kinds or (row.code,)
        if kind not in OF_THE_SYSTEM and row.code not in OF_THE_SYSTEM - {"identity"}
    }


def kind_of(kind: str, scheme: str, opened_on: date) -> DocumentKind:
    """Return one kind.

    Raises:
        Refused: ``kind_of_system`` for what only Rantau may state, ``kind_unknown`` for what no rule asks for.
    """
    if kind in OF_THE_SYSTEM:
        refuse("kind_of_system")
    return kinds_of(scheme, opened_on).get(kind) or refuse("kind_unknown")


def _kind(kind: str, row: RequirementRow) -> DocumentKind:
    needs_date = row.valid_months is not None or row.check == "window"
    return DocumentKind(
        kind=kind,
        requirement=row.code,
        title=Text(row.title_id, row.title_en),
        number=kind not in WITHOUT_NUMBER,
        issued_on=needs_date or kind not in WITHOUT_DATE,
        issued_needed=needs_date,
        valid_until=kind not in WITHOUT_END,
        upload_needed=kind == PHOTO,
        values=_values(row),
        results=_results(row),
        stated_by=STATING.get(row.supplier, COUNTER) | ALSO_STATING.get(row.verifier, frozenset()),
        decided_by=DECIDING | ALSO_DECIDING.get(row.verifier, frozenset()),
        verifier=row.verifier,
        law=row.basis,
        machine_readable=kind == PASSPORT,
    )


def _values(row: RequirementRow) -> tuple[str, ...]:
    """The named values that rules read from a proof of this requirement, or compare with another."""
    names = [*row.need, *row.same, *(name for held in row.match.values() for name in held)]
    names += ["months"] if row.covers_contract else []
    return tuple(dict.fromkeys(names))


def _results(row: RequirementRow) -> tuple[str, ...]:
    """Results a form offers: those the rule wants, and their opposite, which must be sayable too."""
    wanted = row.need.get("result", ())
    return (*wanted, *(OPPOSITE[word] for word in wanted if word in OPPOSITE))


OPPOSITE = {"fit": "unfit", "negative": "positive"}
