"""Decisions from the form to the database: previewed, made once, by one of two, and then the next file."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from rantau.kernel import clock
from rantau.kernel.actors import Role
from rantau.kernel.models import Evidence
from rantau.placement.agreements.models import PlacementAgreement
from rantau.placement.dossiers.models import Dossier, Move
from tests import world
from tests.placement import builders
from tests.web import signed_in
from tests.web.desk.scene import Scene, scene

pytestmark = pytest.mark.django_db
WHY = {
    "decision": "refuse", "rule": "UU18-13-1-a", "seen": "Stempel desa tidak terbaca.", "who": "village",
    "until": (clock.today() + timedelta(days=5)).isoformat(),
}  # fmt: skip


def url(dossier: Dossier, code: str = "marital_status", name: str = "desk_decide") -> str:
    return reverse(name, args=[dossier.pk, code])


def evidence(dossier: Dossier, kind: str = "marital_status") -> Evidence:
    return builders.evidence_of(dossier.pk, kind)[-1]


def rule_of(client: Client, dossier: Dossier, code: str = "marital_status") -> str:
    """The rule the form offers first: the citation comes from the rulebook, never from the test."""
    page = client.get(reverse("desk_dossier", args=[dossier.pk]) + f"?bukti={code}")
    return str(page.context["form"].fields["rule"].choices[0][0])


def test_accept_document_verifies_it_and_says_so() -> None:
    here = scene()
    dossier = here.file("marital_status")
    client = here.client(Role.VERIFIER)
    answer = client.post(url(dossier), {"decision": "accept", "step": "decide", "key": "A1"}, follow=True)
    assert evidence(dossier).state == "verified"
    assert "keputusan tersimpan" in answer.content.decode()
    assert answer.redirect_chain[0][1] == 303


def test_refuse_document_keeps_its_five_parts() -> None:
    here = scene()
    dossier = here.file("marital_status")
    client = here.client(Role.VERIFIER)
    client.post(url(dossier), {**WHY, "rule": rule_of(client, dossier), "step": "decide"})
    kept = evidence(dossier)
    assert kept.state == "refused"
    assert kept.refusal is not None
    assert {name: kept.refusal[name] for name in ("seen", "who", "until")} == {
        name: WHY[name] for name in ("seen", "who", "until")
    }


@pytest.mark.parametrize("missing", ["seen", "who", "until"])
def test_refuse_document_without_a_part_changes_nothing(missing: str) -> None:
    here = scene()
    dossier = here.file("marital_status")
    client = here.client(Role.VERIFIER)
    answer = client.post(url(dossier), {**WHY, "rule": rule_of(client, dossier), missing: "", "step": "decide"})
    assert answer.status_code == 422
    assert evidence(dossier).state == "stated"


def told(html: str) -> str:
    """The words of a refusal as they stand on a page, without its tags."""
    start = html.index("<p><b>Surat status perkawinan belum dapat dipakai.")
    return " ".join(re.sub(r"<[^>]+>", " ", html[start : html.index("petugas lain yang memutuskan", start)]).split())


def test_refuse_document_tells_her_exactly_what_the_officer_read_before() -> None:
    here = scene()
    dossier = here.file("marital_status")
    client = here.client(Role.VERIFIER)
    why = {**WHY, "rule": rule_of(client, dossier)}
    before = client.post(url(dossier, name="desk_preview"), why).content.decode()
    client.post(url(dossier), {**why, "step": "decide"})
    page = signed_in.herself(dossier.person).get(reverse("mine_evidence", args=["marital_status"])).content.decode()
    assert WHY["seen"] in told(page)
    assert told(page) == told(before)


@pytest.mark.parametrize("name", ["desk_preview", "desk_decide"])
def test_preview_shows_what_the_person_will_read_and_decides_nothing(name: str) -> None:
    here = scene()
    dossier = here.file("marital_status")
    answer = here.client(Role.VERIFIER).post(url(dossier, name=name), {**WHY, "step": "preview"})
    text = answer.content.decode()
    assert "Yang akan dibaca Wulan" in text
    assert WHY["seen"] in text
    assert evidence(dossier).state == "stated"


def test_decide_second_after_a_colleague_is_told_and_changes_nothing() -> None:
    here = scene()
    dossier = here.file("marital_status")
    first, second = here.client(Role.VERIFIER), here.client(Role.VERIFIER)
    rule = rule_of(second, dossier)
    first.post(url(dossier), {"decision": "accept", "step": "decide"})
    late = second.post(url(dossier), {**WHY, "rule": rule, "step": "decide"})
    assert late.status_code == 409
    assert "lebih dulu" in late.content.decode()
    assert evidence(dossier).state == "verified"


def test_send_decision_twice_has_one_effect() -> None:
    here = scene()
    dossier = here.file("marital_status")
    client = here.client(Role.VERIFIER)
    for _ in range(2):
        client.post(url(dossier), {"decision": "accept", "step": "decide", "key": "SAME"})
    assert len(builders.journal("decide_evidence")) == 1


def test_decide_own_statement_is_refused_beside_the_form() -> None:
    here = scene()
    dossier = here.file()
    client = here.client(Role.VERIFIER)
    filed = {"number": "A-1", "issued_on": clock.today().isoformat(), "herself": "on"}
    client.post(reverse("desk_state_kind", args=[dossier.pk, "marital_status"]), filed)
    answer = client.post(url(dossier), {"decision": "accept", "step": "decide"})
    assert answer.status_code == 422
    assert evidence(dossier).state == "stated"


def test_decide_as_colleague_without_the_right_finds_nothing_to_decide() -> None:
    here = scene()
    dossier = here.file("marital_status")
    answer = here.client(Role.REGISTRAR).post(url(dossier), {"decision": "accept", "step": "decide"})
    assert answer.status_code == 409
    assert evidence(dossier).state == "stated"


def test_decide_from_the_queue_leads_to_the_next_file() -> None:
    here = scene()
    first = here.file("marital_status")
    person = world.person(seen_by=here.here.office)
    second = here.file("marital_status", person=person)
    answer = here.client(Role.VERIFIER).post(
        url(first) + "?dari=documents", {"decision": "accept", "step": "decide", "key": "N"}
    )
    assert answer["Location"] == reverse("desk_dossier", args=[second.pk]) + "?dari=documents"


def test_decide_clean_files_accepts_what_was_chosen_and_leaves_the_sample(monkeypatch: pytest.MonkeyPatch) -> None:
    here = scene()
    dossier = here.file("marital_status")
    monkeypatch.setattr("rantau.placement.documents.actions.deciding.EVERY", 2**40)
    client = here.client(Role.VERIFIER)
    asked = client.post(reverse("desk_clean"), {"dossier": str(dossier.pk)})
    assert "Yang akan terjadi" in asked.content.decode()
    assert evidence(dossier).state == "stated"
    client.post(reverse("desk_clean"), {"dossier": str(dossier.pk), "step": "decide", "key": "C"})
    assert evidence(dossier).state == "verified"


def test_move_file_to_another_office_hands_it_over() -> None:
    here = scene()
    dossier, other = here.file(), world.unit("bp3mi")
    form = {"office_id": str(other.pk), "reason": "Lebih dekat dari rumahnya."}
    here.client(Role.REGISTRAR).post(reverse("desk_file_act", args=[dossier.pk, "pindah"]), form)
    with world.as_owner():
        assert Move.objects.get(dossier=dossier).went_to_id == other.pk


def test_close_file_needs_the_confirmation_and_keeps_the_reason() -> None:
    here = scene()
    dossier = here.file()
    client, address = here.client(Role.VERIFIER), reverse("desk_file_act", args=[dossier.pk, "tutup"])
    assert client.post(address, {"reason": "withdrew"}).status_code == 422
    assert client.post(address, {"reason": "withdrew", "sure": "on"}).status_code == 303
    with world.as_owner():
        assert Dossier.objects.get(pk=dossier.pk).closing_reason == "withdrew"


def ready(here: Scene) -> Dossier:
    """A file in which everything before the signature is done."""
    order = builders.order_of(here.here)
    dossier = builders.ready_to_sign(here.here, order, builders.permit_of(order))
    here.judge(dossier)
    return dossier


def test_sign_agreement_takes_a_quota_place_once_both_have_signed() -> None:
    here = scene()
    dossier = ready(here)
    client = here.client(Role.PLACEMENT_OFFICER)
    address = reverse("desk_sign", args=[dossier.pk])
    assert "Sisa kuota" in client.get(address).content.decode()
    assert client.post(address, {"present": "on"}).status_code == 422
    assert client.post(address, {"present": "on", "read": "on", "signed": "on"}).status_code == 303
    with world.as_owner():
        assert PlacementAgreement.objects.get(dossier=dossier).claim.state == "confirmed"
