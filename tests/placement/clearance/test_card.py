"""The clearance card: two persons, everything before it, a code without a name, and what anybody may ask about it."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pypdf
import pytest
import zxingcpp
from PIL import Image

from rantau.kernel import clock
from rantau.kernel.actions import run
from rantau.kernel.actors import Actor, Role, reading
from rantau.kernel.refusals import Refused
from rantau.placement.clearance import keys, pdf, policies, selectors
from rantau.placement.clearance.actions import (
    IssueCard,
    ReinstateCard,
    RevokeCard,
    SuspendCard,
)
from rantau.placement.clearance.models import Card
from rantau.placement.clearance.selectors import CardState, check_code, public_card_check
from rantau.placement.dossiers.models import Dossier
from rantau_verify import card as codes
from rantau_verify.keys import KeyList
from rantau_verify.mrz import keyed_passport
from rantau_verify.status import State, StatusEntry, StatusList
from rantau_verify.verdict import Outcome
from tests import world
from tests.placement import builders
from tests.placement.builders import refused
from tests.placement.last_steps import PAPERS, PASSPORT, Stage, card_of, file_with, proof, stage, stored

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_keys(settings: Any, tmp_path: Path) -> None:
    settings.RANTAU_CARD_KEYS = tmp_path / "cards"


@pytest.fixture
def at() -> Stage:
    return stage()


def ready(at: Stage, **fields: object) -> Dossier:
    """Everything before the card, orientation too."""
    return file_with(at, "orientation", **fields)  # type: ignore[arg-type]  # passed through


def issuing(dossier: Dossier) -> IssueCard:
    return IssueCard(dossier_id=dossier.pk)


# --- issuing


def test_issue_card_when_everything_is_in_place_makes_the_person_placed(at: Stage) -> None:
    dossier = ready(at)
    card = card_of(at, dossier)
    file = stored(Dossier, dossier.pk)
    assert (card.state, card.checked_by_holder, card.issued_by_holder) == (
        "valid", at.checker.holder_id, at.issuer.holder_id,
    )  # fmt: skip
    assert (file.placed_on, file.departed_on) == (clock.today(), None)
    assert builders.evidence_of(dossier.pk, "card")[0].state == "verified"
    assert builders.journal("issue_card")[0].person == dossier.person_id
    assert [entry.purpose for entry in builders.journal("open_evidence", "read")] == ["issue_card"]


@pytest.mark.parametrize("missing", [*(code for code in PAPERS if code not in ("ktp", "kk", "photo")), "orientation"])
def test_issue_card_while_something_before_it_is_missing_names_it(at: Stage, missing: str) -> None:
    more = () if missing == "orientation" else ("orientation",)
    dossier = file_with(at, *more, without=(missing,))
    with pytest.raises(Refused) as answer:
        run(issuing(dossier), at.issuer)
    assert answer.value.refusal.code == "step_before_missing"
    assert answer.value.refusal.field in (missing, "permit_quota")


def test_issue_card_with_a_lapsed_paper_is_refused(at: Stage) -> None:
    dossier = ready(at, without=("visa",))
    proof(dossier, "visa", at.checker, valid_until=clock.today() - timedelta(days=1))
    assert refused(issuing(dossier), at.issuer) == "step_before_missing"


@pytest.mark.parametrize(
    ("role", "here", "code"), [(Role.VERIFIER, True, "not_allowed"), (Role.ISSUER, False, "not_found")]
)
def test_issue_card_by_the_wrong_person_is_refused(at: Stage, role: Role, here: bool, code: str) -> None:
    actor = world.actor(at.bp3mi if here else world.unit("bp3mi"), role)
    assert refused(issuing(ready(at)), actor) == code


def test_issue_card_twice_is_refused_by_the_index(at: Stage) -> None:
    dossier = ready(at)
    card_of(at, dossier)
    assert refused(issuing(dossier), at.issuer) == "card_one_live"


@pytest.mark.parametrize(("kind", "days"), [("visa", 100), ("passport", 50)])
def test_a_card_ends_with_the_paper_that_ends_first(at: Stage, kind: str, days: int) -> None:
    dossier = ready(at, without=(kind,))
    ends = clock.today() + timedelta(days=days)
    proof(dossier, kind, at.checker, valid_until=ends)
    assert card_of(at, dossier).valid_until == ends


def test_issue_card_without_a_key_changes_nothing(at: Stage) -> None:
    store = keys.store()
    store.withdraw(store.signer(clock.now()).kid)
    dossier = ready(at)
    assert refused(issuing(dossier), at.issuer) == "card_no_key"
    assert stored(Dossier, dossier.pk).placed_on is None


# --- two persons (K1)


def test_issue_card_by_who_verified_names_her_and_her_office(at: Stage) -> None:
    dossier = ready(at)
    both = world.actor(at.here.office, Role.ISSUER, holder=at.checker.holder_id)
    with pytest.raises(Refused) as answer:
        run(issuing(dossier), both)
    assert answer.value.refusal.code == "second_person_needed"
    assert at.here.office.name in answer.value.refusal.id
    assert "Petugas Contoh" in answer.value.refusal.en


@pytest.mark.parametrize("kind", ["ktp", "passport", "medical", "visa"])
def test_issue_card_by_the_unit_that_verified_one_paper_is_refused(at: Stage, kind: str) -> None:
    dossier = ready(at, without=(kind,))
    proof(dossier, kind, world.actor(at.bp3mi, Role.VERIFIER))
    assert refused(issuing(dossier), at.issuer) == "second_person_needed"


def test_issue_card_by_who_verified_under_another_account_in_another_unit_is_refused(at: Stage) -> None:
    dossier = ready(at, without=("passport",))
    proof(dossier, "passport", world.actor(world.unit(), Role.VERIFIER, holder=at.issuer.holder_id))
    assert refused(issuing(dossier), at.issuer) == "second_person_needed"


@pytest.mark.parametrize("kind", ["selection", "placement_agreement"])
def test_issue_card_by_who_witnessed_selection_or_signature_is_refused_and_her_colleague_may(
    at: Stage, kind: str
) -> None:
    dossier = witnessed_by_the_issuer(at, kind)
    other_account = world.actor(at.bp3mi, Role.ISSUER, holder=at.issuer.holder_id)
    assert [refused(issuing(dossier), actor) for actor in (at.issuer, other_account)] == ["second_person_needed"] * 2
    run(issuing(dossier), world.actor(at.bp3mi, Role.ISSUER))


def witnessed_by_the_issuer(at: Stage, kind: str) -> Dossier:
    """A file whose papers another unit checked, and whose issuer attested one of its acts (ADR 0011)."""
    dossier = file_with(at, "orientation", without=(kind,))
    proof(dossier, kind, at.issuer)
    return dossier


@pytest.mark.control
def test_control_without_the_attested_acts_one_person_stands_at_both_ends(
    at: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policies, "ATTESTED", frozenset())
    run(issuing(witnessed_by_the_issuer(at, "placement_agreement")), at.issuer)


def test_issue_card_on_imported_papers_alone_is_refused_until_somebody_checks(at: Stage) -> None:
    dossier = file_with(at, without=PAPERS)
    for kind in (*PAPERS, "orientation"):
        proof(dossier, kind, None)
    assert refused(issuing(dossier), at.issuer) == "card_nobody_checked"
    proof(dossier, "ktp", at.checker)
    card_of(at, dossier)


def test_issue_card_for_oneself_is_refused(at: Stage) -> None:
    dossier = ready(at)
    own = world.herself(dossier.person)
    assert refused(issuing(dossier), replace(at.issuer, holder_id=own.holder_id)) == "card_own_file"


def _both_hats(at: Stage) -> tuple[Dossier, Actor]:
    dossier = ready(at)
    return dossier, world.actor(at.here.office, Role.ISSUER, holder=at.checker.holder_id)


def _blind_guard(actor: Actor, dossier: Dossier) -> policies.Checker:
    return policies.checkers_of(dossier)[0]


def test_the_database_refuses_a_card_by_one_person_without_the_guard(
    at: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, both = _both_hats(at)
    monkeypatch.setattr(policies, "other_person", _blind_guard)
    assert refused(issuing(dossier), both) == "card_two_persons_two_units"


@pytest.mark.control
def test_control_without_guard_and_constraint_one_person_gets_a_card_through(
    at: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier, both = _both_hats(at)
    monkeypatch.setattr(policies, "other_person", _blind_guard)
    world.without("ALTER TABLE card DROP CONSTRAINT card_two_persons_two_units")
    assert run(issuing(dossier), both)["reference"]


# --- the code


def listed(card: Card) -> StatusList:
    claims = codes.read_claims(codes.open_envelope(card.code).payload)
    return StatusList(1, clock.now(), {claims.index: StatusEntry(State(card.state), codes.claims_digest(claims))})


def test_the_code_is_accepted_by_the_stand_alone_verifier_with_the_passport(at: Stage) -> None:
    dossier = ready(at)
    card, born = card_of(at, dossier), dossier.person.birth_date
    expiry = clock.today() + timedelta(days=1500)
    passport = keyed_passport(PASSPORT, "IDN", f"{born:%y%m%d}", f"{expiry:%y%m%d}")
    pinned = KeyList.parse(keys.public_list())
    verdict = codes.verify(card.code, pinned, listed(card).view, clock.now(), passport)
    assert (verdict.outcome, verdict.details["scheme"]) == (Outcome.ACCEPT, "agency")
    other = keyed_passport("A7654321", "IDN", passport.birth, passport.expiry)
    assert codes.verify(card.code, pinned, listed(card).view, clock.now(), other).code == "passport_differs"


def test_the_code_holds_nothing_about_the_person_and_has_one_size(at: Stage) -> None:
    cards = [card_of(at, ready(at)) for _ in range(3)]
    assert len({len(card.code) for card in cards}) == 1
    payload = codes.open_envelope(cards[0].code).payload
    for word in ("Wulan", PASSPORT, "PT Contoh", "Panti", "fit", "TW", builders.scheme()):
        assert word.encode() not in payload
        assert word not in cards[0].code.replace("RANTAU1:", "") or len(word) < 3


def test_check_code_online_follows_the_state_at_once(at: Stage) -> None:
    card = card_of(at, ready(at))
    assert check_code(card.code).outcome is Outcome.ACCEPT
    run(SuspendCard(card_id=card.pk, reason="Data diperiksa"), at.issuer)
    assert check_code(card.code).code == "suspended"
    run(RevokeCard(card_id=card.pk, reason="Kontrak batal"), at.issuer)
    assert check_code(card.code).code == "revoked"


def test_a_code_signed_with_the_true_key_but_never_issued_is_rejected(at: Stage) -> None:
    now = clock.now()
    passport = keyed_passport(PASSPORT, "IDN", "990304", "310101")
    claims = codes.new_claims(1, passport, now, now, now + timedelta(days=9))
    assert check_code(codes.issue(claims, keys.store().signer(now))).code == "never_issued"


@pytest.mark.parametrize("text", ["", "RANTAU1:", "RANTAU1:\x00", "x" * 10**5, "RANTAU1:" + "A" * 300, "٣", "\ud800"])
def test_check_code_of_a_hostile_text_never_accepts(text: str) -> None:
    assert check_code(text).outcome is not Outcome.ACCEPT


# --- the public check


def test_public_check_tells_state_and_validity_only(at: Stage) -> None:
    card = card_of(at, ready(at))
    typed = pdf.grouped(card.reference).lower()
    assert public_card_check(typed) == CardState("valid", card.valid_from, card.valid_until)


@pytest.mark.parametrize(
    "reference", ["", "A", "A" * 16, "1" * 16, "'; DROP TABLE card", "\x00" * 16, "é" * 16, "A" * 9999]
)
def test_public_check_of_unknown_and_malformed_references_answers_alike(at: Stage, reference: str) -> None:
    card_of(at, ready(at))
    assert public_card_check(reference) == CardState("unknown")


def test_public_check_of_an_ended_card_says_so(at: Stage) -> None:
    card = card_of(at, ready(at))
    yesterday = clock.today() - timedelta(days=1)
    with world.as_owner():
        Card.objects.filter(pk=card.pk).update(valid_from=yesterday, valid_until=yesterday)
    assert public_card_check(card.reference).state == "ended"


def test_references_hold_eighty_random_bits(at: Stage) -> None:
    card = card_of(at, ready(at))
    assert len(bytes(card.index)) * 8 == 80
    assert selectors.index_of(card.reference) == bytes(card.index)


def test_cards_themselves_stay_behind_the_wall(at: Stage) -> None:
    dossier = ready(at)
    card_of(at, dossier)
    stranger = world.actor(world.unit(), Role.VERIFIER)
    with reading(stranger):
        assert selectors.cards_of(stranger, dossier.pk) == []


# --- stopping and putting back


MOVES = {
    ("valid", SuspendCard): "suspended", ("valid", RevokeCard): "revoked",
    ("valid", ReinstateCard): "card_not_suspended",
    ("suspended", SuspendCard): "card_not_valid", ("suspended", RevokeCard): "revoked",
    ("suspended", ReinstateCard): "valid",
    ("revoked", SuspendCard): "card_not_valid", ("revoked", RevokeCard): "card_not_valid",
    ("revoked", ReinstateCard): "card_not_suspended",
}  # fmt: skip


@pytest.mark.parametrize(("before", "command", "after"), [(*key, after) for key, after in MOVES.items()])
def test_each_state_takes_only_its_own_moves(
    at: Stage, before: str, command: type[SuspendCard | RevokeCard | ReinstateCard], after: str
) -> None:
    card = card_of(at, ready(at))
    if before != "valid":
        stopping = SuspendCard if before == "suspended" else RevokeCard
        run(stopping(card_id=card.pk, reason="Alasan contoh"), at.issuer)
    asked = command(card_id=card.pk, reason="Alasan contoh")
    if after in ("valid", "suspended", "revoked"):
        assert run(asked, at.issuer) == {"state": after}
    else:
        assert refused(asked, at.issuer) == after


def test_a_stopped_card_opens_the_requirement_and_a_reinstated_one_closes_it(at: Stage) -> None:
    dossier = ready(at)
    card = card_of(at, dossier)
    run(SuspendCard(card_id=card.pk, reason="Data diperiksa"), at.issuer)
    assert stored(Dossier, dossier.pk).hanging == "card"
    run(ReinstateCard(card_id=card.pk, reason="Sudah jelas"), at.issuer)
    assert stored(Dossier, dossier.pk).hanging != "card"
    assert check_code(card.code).outcome is Outcome.ACCEPT


def test_a_revoked_card_may_be_replaced(at: Stage) -> None:
    dossier = ready(at)
    run(RevokeCard(card_id=card_of(at, dossier).pk, reason="Rusak"), at.issuer)
    assert card_of(at, dossier).state == "valid"


def test_reinstate_card_by_who_verified_is_refused(at: Stage) -> None:
    dossier, both = _both_hats(at)
    card = card_of(at, dossier)
    run(SuspendCard(card_id=card.pk, reason="Data diperiksa"), at.issuer)
    assert refused(ReinstateCard(card_id=card.pk, reason="Sudah jelas"), both) == "second_person_needed"


@pytest.mark.parametrize("command", [SuspendCard, RevokeCard, ReinstateCard])
@pytest.mark.parametrize(
    ("role", "here", "code"), [(Role.GATE_OFFICER, True, "not_allowed"), (Role.ISSUER, False, "not_found")]
)
def test_stopping_a_card_by_the_wrong_person_is_refused(
    at: Stage, command: type[SuspendCard], role: Role, here: bool, code: str
) -> None:
    card = card_of(at, ready(at))
    actor = world.actor(at.bp3mi if here else world.unit("bp3mi"), role)
    assert refused(command(card_id=card.pk, reason="Alasan contoh"), actor) == code


# --- on paper


def test_the_pdf_is_tagged_has_the_name_and_an_alternative_for_the_picture(at: Stage) -> None:
    dossier = ready(at)
    card = card_of(at, dossier)
    for paper in pdf.PAPERS:
        document = pypdf.PdfReader(io.BytesIO(pdf.card_pdf(card, dossier, "https://rantau.example/kartu", paper)))
        text = document.pages[0].extract_text()
        assert len(document.pages) == 1
        assert "Wulan Contoh" in text
        assert pdf.grouped(card.reference) in " ".join(text.split())
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]  # the root is a dictionary


def test_the_code_printed_on_the_card_is_read_back_whole(at: Stage) -> None:
    dossier = ready(at)
    card = card_of(at, dossier)
    for picture in (pdf.card_png(card, dossier), pdf.qr_png(card.code)):
        (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
        assert found.text == card.code


@pytest.mark.parametrize("name", ['"]#panic("x")', '#read("/etc/passwd")', "*a* _b_ $c$ @d <e>", "\u0628\u202ex", "-"])
def test_a_hostile_name_is_printed_and_never_obeyed(at: Stage, name: str) -> None:
    dossier = ready(at)
    card = card_of(at, dossier)
    dossier.person.name = name
    text = pypdf.PdfReader(io.BytesIO(pdf.card_pdf(card, dossier))).pages[0].extract_text()
    if name.isascii():
        assert name.replace(" ", "") in text.replace(" ", "").replace("\n", "")


def test_another_paper_is_refused(at: Stage) -> None:
    with pytest.raises(ValueError, match="paper"):
        pdf.card_pdf(Card(), Dossier(), paper="a0")
