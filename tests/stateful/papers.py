"""What is handed in for a requirement, and who does the next step of a journey."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from PIL import Image

from rantau.kernel import clock
from rantau.kernel.actions import Command
from rantau.kernel.models import Evidence
from rantau.placement.agreements.actions import (
    AcknowledgeContract,
    DraftContract,
    EndorseContract,
    ProposeSelection,
    SignPlacement,
    WitnessSelection,
)
from rantau.placement.agreements.models import EmploymentContract
from rantau.placement.clearance.actions import IssueCard
from rantau.placement.documents.actions import AttachPhoto, DecideEvidence, FileEvidence
from rantau.placement.money.actions import AcknowledgeCostStatement, IssueCostStatement
from rantau.placement.money.models import CostStatement
from tests import world
from tests.stateful.land import File, Land
from tests.stateful.telling import proofs

KINDS = (
    "ktp", "kk", "photo", "marital_status", "family_permit", "competence", "medical", "psychology", "passport", "visa",
    "social_security_before", "social_security_during", "pregnancy_test",
)  # fmt: skip
KIND_OF = {"identity": "ktp", "family_card": "kk"}
DATED = {"competence": 1000, "passport": 1500, "visa": 1200, "social_security_during": 1300}
VALUES: dict[str, dict[str, Any]] = {
    "medical": {"result": "fit", "examined_by": "clinic-1", "issued_by": "clinic-1"},
    "psychology": {"result": "fit", "examined_by": "clinic-1", "issued_by": "clinic-1"},
    "social_security_during": {"months": 36},
    "pregnancy_test": {"result": "negative"},
}
WITHOUT_NUMBER = ("photo", "family_permit", "pregnancy_test")
TERMS = {
    "employer_name": "Panti Contoh", "employer_address": "Jalan Contoh 1, Taichung", "position": "Perawat lansia",
    "duties": "Merawat orang lanjut usia.", "currency": "TWD", "wage": 29500, "pay_day": 5, "hours_per_day": 8,
    "rest_days_per_month": 4, "medical_paid_by": "insurance", "ticket_home_paid_by": "employer",
    "insurance": "Asuransi setempat", "safety": "Alat pelindung disediakan.", "months": 36,
}  # fmt: skip
Turn = tuple[str, Command]


def picture(shade: int = 255) -> bytes:
    """A small photograph."""
    target = io.BytesIO()
    Image.new("RGB", (8, 10), (shade, shade, shade)).save(target, "JPEG")
    return target.getvalue()


def paper(file: File, kind: str, variant: int = 0) -> Command:
    """A paper of a kind; another variant is another paper of the same kind, good in itself."""
    if kind == "photo":
        return AttachPhoto(dossier_id=file.dossier, content=picture(255 - variant))
    today = clock.today()
    days = DATED.get(kind)
    return FileEvidence(
        dossier_id=file.dossier,
        kind=kind,
        number="" if kind in WITHOUT_NUMBER else f"X{1_000_000 + 1000 * file.number + variant}",
        issued_on=None if kind in ("ktp", "kk") else today,
        valid_until=today + timedelta(days=days) if days else None,
        values=VALUES.get(kind, {}),
    )


def waiting(file: File, kind: str = "") -> Evidence | None:
    """The newest statement that nobody has decided on yet."""
    rows = [row for row in proofs(file) if row.state == "stated" and kind in ("", row.kind) and "machine" in row.values]
    return rows[-1] if rows else None


def next_turn(land: Land, file: File, code: str) -> Turn | None:
    """Who does what next about a requirement; None when time must pass first, or another hand is needed."""
    if code in MAKERS:
        return MAKERS[code](land, file)
    kind = KIND_OF.get(code, code)
    if kind not in KINDS:
        return None
    row = waiting(file, kind)
    if row is not None:
        return "verifier", DecideEvidence(evidence_id=row.pk, accept=True)
    return "registrar", paper(file, kind)


def _selection(land: Land, file: File) -> Turn:
    stated = [row for row in proofs(file) if row.kind == "selection"]
    if stated and stated[-1].state == "stated":
        return "placer", WitnessSelection(dossier_id=file.dossier)
    return "agent", ProposeSelection(dossier_id=file.dossier, permit_id=land.permit.pk)


def _costs(land: Land, file: File) -> Turn:
    statement = live(CostStatement, file)
    if statement is None:
        return "placer", IssueCostStatement(dossier_id=file.dossier)
    return "placer", AcknowledgeCostStatement(
        dossier_id=file.dossier, statement_id=statement.pk, confirmation="signed_paper"
    )


def _contract(land: Land, file: File) -> Turn:
    contract = live(EmploymentContract, file)
    if contract is None or contract.endorsed_at is not None:
        return "agent", DraftContract.model_validate({**TERMS, "dossier_id": file.dossier})
    return "consul", EndorseContract(dossier_id=file.dossier, fingerprint=contract.fingerprint)


def _acknowledged(land: Land, file: File) -> Turn | None:
    contract = live(EmploymentContract, file)
    if contract is None:
        return None
    return "herself", AcknowledgeContract(
        dossier_id=file.dossier, fingerprint=contract.fingerprint, language="id", understood=True
    )


def _signature(land: Land, file: File) -> Turn:
    return "placer", SignPlacement(dossier_id=file.dossier, permit_id=land.permit.pk)


def _card(land: Land, file: File) -> Turn:
    return "issuer", IssueCard(dossier_id=file.dossier)


MAKERS: dict[str, Callable[[Land, File], Turn | None]] = {
    "selection": _selection, "cost_statement": _costs, "placement_agreement": _signature,
    "employment_contract": _contract, "contract_acknowledged": _acknowledged, "card": _card,
}  # fmt: skip


def live(model: Any, file: File) -> Any:
    """The present one of a file, or None, around the wall."""
    with world.as_owner():
        return model._default_manager.filter(dossier=file.dossier, superseded_at__isnull=True).first()


def newest(model: Any, file: File, **conditions: Any) -> UUID | None:
    """The id of the newest row of a file, around the wall."""
    with world.as_owner():
        rows = model._default_manager.filter(dossier=file.dossier, **conditions).order_by("pk")
        found: UUID | None = rows.values_list("pk", flat=True).last()
        return found
