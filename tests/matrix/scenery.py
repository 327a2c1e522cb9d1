"""One file with everything that can hang on it, and an account for every role in every relation to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import connection

from rantau.kernel import clock, ids, sealed
from rantau.kernel.actions import run
from rantau.kernel.actors import VISITOR, Actor, Role
from rantau.placement.clearance.models import Card
from rantau.placement.demand.models import Vacancy
from rantau.placement.departure.models import GateCheck
from rantau.placement.dossiers.actions import RecordVisit
from rantau.placement.dossiers.models import Dossier
from rantau.placement.money.models import CostStatement, Payment
from rantau.registry.accounts.models import Account, Posting, Token
from rantau.registry.accounts.selectors import actor_for
from rantau.registry.agencies.models import Referrer
from rantau.registry.offices.models import Unit
from rantau.registry.people.actions import AddContact, AddKin
from rantau.registry.people.models import Contact, Correction, Kin, Recovery
from tests import world
from tests.placement import builders, last_steps
from tests.web.signed_in import ALWAYS

RELATIONS = ("own", "same_office", "other_office", "same_region", "other_agency", "anonymous")
KIND_OF_ROLE = {
    Role.AGENCY_OFFICER: "agency", Role.MISSION_OFFICER: "mission", Role.MINISTRY_OFFICER: "ministry",
    Role.LEGAL_OFFICER: "ministry", Role.AUDITOR: "ministry", Role.GATE_OFFICER: "gate", Role.CLINIC_OFFICER: "clinic",
    Role.TRAINING_OFFICER: "training_body", Role.SCHOOL_OFFICER: "school", Role.VILLAGE_OFFICER: "village",
}  # fmt: skip


def kind_of(role: Role) -> str:
    """The kind of unit in which this role is at home."""
    return KIND_OF_ROLE.get(role, "disnaker")


@dataclass(slots=True)
class Scenery:
    """A file, the ids of everything about it by the names of fields, and who stands how to it."""

    def __deepcopy__(self, _memo: object) -> "Scenery":
        """Tests of one class share it: each takes its changes back."""
        return self

    at: last_steps.Stage
    dossier: Dossier
    ids: dict[str, UUID] = field(default_factory=dict)
    accounts: dict[tuple[Role, str], Account] = field(default_factory=dict)
    tokens: dict[tuple[Role, str], str] = field(default_factory=dict)

    def actor(self, role: Role, relation: str) -> Actor:
        """The actor as sign-in would make her."""
        if relation == "anonymous":
            return VISITOR
        account = self.accounts[role, relation]
        return actor_for(account, Posting.objects.select_related("unit").filter(account=account).first())


def scenery() -> Scenery:
    """Build everything. Called once per test module's walk."""
    at = last_steps.stage()
    dossier = last_steps.file_with(at, "orientation")
    run(RecordVisit(dossier_id=dossier.pk), at.checker)
    card = last_steps.card_of(at, dossier)
    scene = Scenery(at, dossier)
    scene.ids = {**_of_the_file(at, dossier, card), **_of_the_market(at, dossier), **_of_the_person(at, dossier)}
    with world.as_owner():
        Unit.objects.filter(pk=at.here.office.pk).update(parent=at.here.ministry)
    _cast(scene)
    return scene


def _row(model: type[Any], **fields: Any) -> Any:
    """A row as the past left it, around the wall."""
    with world.as_owner():
        return model.objects.create(**fields)


def _of_the_file(at: last_steps.Stage, dossier: Dossier, card: Card) -> dict[str, UUID]:
    row = last_steps.a_class(at, office=at.here.office)
    check = _row(
        GateCheck, dossier=dossier, gate=at.gate, result="green", reasons=[], checked_by=ids.new_id(),
        checked_by_holder=ids.new_id(),
    )  # fmt: skip
    payment = _row(
        Payment, dossier=dossier, component="training", payer="candidate", payee="PT Contoh", amount=1, overcharge=1,
        paid_on=clock.today(), stated_by=ids.new_id(),
    )  # fmt: skip
    statement = _row(CostStatement, dossier=dossier, pack_version="2026.1", lines=[], total_candidate=0)
    proof = builders.evidence_of(dossier.pk, "medical")[0]
    return {
        "dossier_id": dossier.pk, "person_id": dossier.person_id, "card_id": card.pk, "class_id": row.pk,
        "seat_id": last_steps.seat_of(at, dossier, row).pk, "check_id": check.pk, "payment_id": payment.pk,
        "statement_id": statement.pk, "evidence_id": proof.pk,
    }  # fmt: skip


def _of_the_market(at: last_steps.Stage, dossier: Dossier) -> dict[str, UUID]:
    order = dossier.job_order
    assert order is not None
    permit = builders.permit_of(order)
    vacancy = _row(
        Vacancy, permit=permit, permit_number=permit.number, permit_until=permit.valid_until, agency=at.here.agency,
        scheme=order.scheme, position="Perawat lansia", country_id=order.country_id, occupation_id="5322",
        employer_kind="legal_entity", currency="TWD", wage=29500, months=36, hours_per_day=8, rest_days_per_month=4,
        closes_on=clock.today(),
    )  # fmt: skip
    referrer = _row(Referrer, agency=at.here.agency, name="Perujuk Contoh")
    return {
        "job_order_id": order.pk, "order_id": order.pk, "permit_id": permit.pk, "vacancy_id": vacancy.pk,
        "referrer_id": referrer.pk, "agency_id": at.here.agency.pk, "unit_id": at.here.office.pk,
        "office_id": at.here.office.pk, "employer_id": order.employer_id, "mission_id": at.here.mission.pk,
    }  # fmt: skip


def _of_the_person(at: last_steps.Stage, dossier: Dossier) -> dict[str, UUID]:
    asked = {"person": dossier.person, "state": "open"}
    row = ids.new_id()
    with world.as_owner():
        closed = sealed.seal(dossier.person_id, {f"{side}:{row}": "Wulan" for side in ("old", "new")})
    someone = {"holder": ids.new_id(), "account": ids.new_id()}
    correction = _row(
        Correction, **asked, field="name", proposed_by=someone["account"], proposed_by_holder=someone["holder"],
        id=row, old=closed[f"old:{row}"], new=closed[f"new:{row}"], reason="Salah ketik", due_on=clock.today(),
    )  # fmt: skip
    recovery = _row(
        Recovery,
        **asked,
        document="ktp",
        reason="HP hilang",
        asked_by=someone["account"],
        asked_by_holder=someone["holder"],
    )
    run(AddContact(person_id=dossier.person_id, kind="phone", value="081234567890"), at.checker)
    run(AddKin(person_id=dossier.person_id, relation="parent", name="Ibu Contoh"), at.checker)
    with world.as_owner():
        contact, kin = Contact.objects.latest("made_at"), Kin.objects.order_by("-id")[0]
    account = _row(Account, username="petugas-lain", name="Petugas Lain", password="!")
    posting = _row(Posting, account=account, unit=at.here.office, role="registrar", during=ALWAYS)
    token = _row(Token, account=account, posting=posting, digest=b"z", expires_at=clock.now() + timedelta(days=1))
    return {
        "correction_id": correction.pk, "recovery_id": recovery.pk, "contact_id": contact.pk, "kin_id": kin.pk,
        "account_id": account.pk, "posting_id": posting.pk, "token_id": token.pk, "form_id": ids.new_id(),
    }  # fmt: skip


def _cast(scene: Scenery) -> None:
    """An account, a posting, a second factor and a token for every role in every relation."""
    accounts, postings, factors, tokens = [], [], [], []
    houses = _Houses(scene)
    for role, relation in cells():
        who = Account(
            username=f"{role}-{relation}", name="Petugas Contoh", password="!",
            person=houses.person(relation) if role is Role.CANDIDATE else None,
        )  # fmt: skip
        accounts.append(who)
        posting = None
        if role is not Role.CANDIDATE:
            posting = Posting(account=who, unit=houses.unit(kind_of(role), relation), role=role, during=ALWAYS)
            postings.append(posting)
            factors.append(Authenticator(user=who, type="totp", data={"secret": "JBSWY3DPEHPK3PXP"}))
        text = f"token-of-{role}-{relation}"
        tokens.append(
            Token(account=who, posting=posting, digest=sealed.blind("token", text),
                  expires_at=clock.now() + timedelta(days=1))
        )  # fmt: skip
        scene.accounts[role, relation], scene.tokens[role, relation] = who, text
    written: tuple[tuple[Any, list[Any]], ...] = (
        (Account, accounts),
        (Posting, postings),
        (Authenticator, factors),
        (Token, tokens),
    )
    for model, rows in written:
        with world.as_owner():
            model.objects.bulk_create(rows)


def cells() -> Iterator[tuple[Role, str]]:
    """Every role in every relation that needs an account."""
    for role in Role:
        for relation in RELATIONS[:-1]:
            yield role, relation


class _Houses:
    """The units of each kind: the one that handles the file, and three that do not."""

    def __init__(self, scene: Scenery) -> None:
        self.scene = scene
        here = scene.at.here
        self.known: dict[tuple[str, str], Unit] = {
            ("agency", "own"): here.agency.unit, ("mission", "own"): here.mission, ("ministry", "own"): here.ministry,
            ("disnaker", "own"): here.office, ("gate", "own"): scene.at.gate,
        }  # fmt: skip
        self.strangers: dict[str, UUID] = {}

    def unit(self, kind: str, relation: str) -> Unit:
        """The unit of a kind in a relation; the handling ones hold a grant on file and person."""
        if relation == "other_agency":
            kind = "agency"
        place = "own" if relation == "same_office" else relation
        if (kind, place) not in self.known:
            self.known[kind, place] = self._made(kind, place)
        if place == "own":
            self._shown(self.known[kind, place])
        return self.known[kind, place]

    def _made(self, kind: str, place: str) -> Unit:
        if kind == "agency":
            return builders.agency(f"PT Contoh {place}").unit
        where: dict[str, Any] = (
            {"regency_id": "36.71"} if place == "other_office" and kind not in ("ministry", "mission") else {}
        )
        return world.unit(kind, **where)

    def _shown(self, unit: Unit) -> None:
        dossier = self.scene.dossier
        for subject in (dossier.pk, dossier.person_id):
            with world.as_owner(), connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO access_grant (id, subject, unit, basis, valid_from) VALUES (%s, %s, %s, 'matrix', %s)"
                    " ON CONFLICT DO NOTHING",
                    [ids.new_id(), subject, unit.pk, clock.now() - timedelta(hours=1)],
                )

    def person(self, relation: str) -> UUID:
        """The person herself, or another one who is near her in the given way."""
        if relation == "own":
            return self.scene.dossier.person_id
        return builders.dossier_of(self.scene.at.here).person_id
