"""What of a file each role reads: a clinic its examinations, a village its letters, an agency no diagnosis.

The table is the column "May see" of domain.md §1, which is our own proposal, and purpose limitation (UU 27/2022 Ps 16).
Sight of the file comes first (grants, row security); this says how much of it is shown. Promise D1: no extra field.
"""

from collections.abc import Iterable
from dataclasses import replace

from rantau.kernel.actors import Actor, Role
from rantau.placement.dossiers.views import CLINIC, DossierPage, Head, Parts, Proof, Row

NOTHING = Parts(verifiers=())
WHOLE = Parts(values=True, findings=True, traces=True, money=True, contract=True, referral=True)
CIVIL = Parts(
    verifiers=(
        "office",
        "civil_register",
    ),
    values=True,
)
PARTS: dict[Role, Parts] = {
    **dict.fromkeys(
        (
            Role.CANDIDATE, Role.REGISTRAR, Role.VERIFIER, Role.PLACEMENT_OFFICER, Role.ISSUER, Role.SUPERVISOR,
            Role.MISSION_OFFICER, Role.MINISTRY_OFFICER,
        ),
        WHOLE,
    ),
    Role.AGENCY_OFFICER: Parts(values=True, money=True, contract=True),
    Role.CLINIC_OFFICER: Parts(verifiers=(CLINIC,), findings=True),
    Role.TRAINING_OFFICER: Parts(verifiers=("training",), values=True),
    Role.INSTRUCTOR: Parts(verifiers=("bp3mi",), values=True),
    Role.VILLAGE_OFFICER: CIVIL,
    Role.SCHOOL_OFFICER: CIVIL,
    Role.GATE_OFFICER: Parts(),
    Role.LEGAL_OFFICER: Parts(),
    Role.AUDITOR: Parts(verifiers=(), traces=True),
}  # fmt: skip


def parts_of(actor: Actor) -> Parts:
    """Return what the actor reads of any file in her sight: the sum of what her roles read."""
    held = [PARTS[role] for role in actor.roles if role in PARTS]
    return _sum(held) if held else NOTHING


def _sum(held: Iterable[Parts]) -> Parts:
    total, *others = held
    for more in others:
        total = Parts(
            _both(total.verifiers, more.verifiers), total.values or more.values, total.findings or more.findings,
            total.traces or more.traces, total.money or more.money, total.contract or more.contract,
            total.referral or more.referral,
        )  # fmt: skip
    return total


def _both(one: tuple[str, ...] | None, other: tuple[str, ...] | None) -> tuple[str, ...] | None:
    return None if one is None or other is None else tuple(dict.fromkeys((*one, *other)))


def narrowed(page: DossierPage, parts: Parts) -> DossierPage:
    """Return the page with what these parts do not hold left out."""
    shown = tuple(_row(row, parts) for row in page.rows if _reads(row, parts))
    codes = {row.code for row in shown}
    whole = parts.verifiers is None
    return replace(
        page,
        parts=parts,
        head=_head(page.head, parts),
        rows=shown,
        hanging=tuple(item for item in page.hanging if item.code in codes),
        other_proofs=page.other_proofs if whole and parts.findings else (),
        warnings=page.warnings if whole else (),
        sights=page.sights if parts.traces else (),
        moves=page.moves if parts.traces else (),
        outgoing=page.outgoing if parts.traces else (),
        journal=page.journal if parts.traces else (),
    )


def _reads(row: Row, parts: Parts) -> bool:
    return parts.verifiers is None or row.verifier in parts.verifiers


def _row(row: Row, parts: Parts) -> Row:
    if parts.reads_values(row.verifier):
        return row
    return replace(
        row, proof=_bare(row.proof), open_statement=_bare(row.open_statement),
        history=tuple(_without_contents(proof) for proof in row.history),
    )  # fmt: skip


def _bare(proof: Proof | None) -> Proof | None:
    return None if proof is None else _without_contents(proof)


def _without_contents(proof: Proof) -> Proof:
    """That there is a proof and until when it holds, and nothing of what it says."""
    return replace(proof, values={}, machine="", refusal=None, upload_id=None, has_number=False, has_private=False)


def _head(head: Head, parts: Parts) -> Head:
    head = head if parts.referral else replace(head, referral="")
    return head if parts.contract or parts.verifiers is None else replace(head, employer="", position="")
