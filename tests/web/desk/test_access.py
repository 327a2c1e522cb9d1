"""Who may open what: in scope, a colleague without the right, an outsider, a visitor; and nothing else leaks."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.urls import reverse

from rantau.kernel.actors import Role
from rantau.placement.dossiers.models import Dossier
from tests import world
from tests.placement import builders
from tests.web import signed_in
from tests.web.desk.scene import scene

pytestmark = pytest.mark.django_db
# page -> (a role that opens it, a role of the same office that does not)
OPEN_TO: dict[str, tuple[Role, Role]] = {
    "desk_home": (Role.ISSUER, Role.GATE_OFFICER),
    "desk_clean": (Role.VERIFIER, Role.ISSUER),
    "desk_search": (Role.REGISTRAR, Role.GATE_OFFICER),
    "desk_register": (Role.REGISTRAR, Role.ISSUER),
    "desk_classes": (Role.INSTRUCTOR, Role.ISSUER),
    "desk_orders": (Role.MISSION_OFFICER, Role.VERIFIER),
    "desk_corrections": (Role.VERIFIER, Role.ISSUER),
    "desk_disputes": (Role.VERIFIER, Role.ISSUER),
}
ABOUT_FILE = (
    "desk_dossier", "desk_state", "desk_file_act", "desk_sign", "desk_state_kind",
)  # fmt: skip
ABOUT_PERSON = ("desk_person", "desk_summary", "desk_open_file", "desk_reveal", "desk_person_act")
MORE: dict[str, list[str]] = {
    "desk_file_act": ["pindah"], "desk_state_kind": ["ktp"], "desk_person_act": ["kontak"],
}  # fmt: skip


def address(name: str, dossier: Dossier) -> str:
    subject: UUID = dossier.person_id if name in ABOUT_PERSON else dossier.pk
    return reverse(name, args=[subject, *MORE.get(name, [])])


@pytest.mark.parametrize("name", OPEN_TO)
def test_open_page_with_the_role_works_and_without_it_is_refused(name: str) -> None:
    here, (role, other) = scene(), OPEN_TO[name]
    assert here.client(role).get(reverse(name)).status_code == 200
    assert here.client(other).get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", OPEN_TO)
def test_open_page_as_a_visitor_leads_to_signing_in(name: str) -> None:
    response = signed_in.visitor().get(reverse(name))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", [*ABOUT_FILE, *ABOUT_PERSON])
def test_open_file_in_scope_works_elsewhere_does_not_exist(name: str) -> None:
    here = scene()
    url = address(name, here.file("ktp"))
    roles = (Role.PLACEMENT_OFFICER, Role.VERIFIER)
    assert here.client(*roles).get(url).status_code == 200
    assert here.outsider(*roles).get(url).status_code == 404
    assert here.client(Role.GATE_OFFICER).get(url).status_code == 403
    assert signed_in.visitor().get(url).status_code == 302


def test_open_queue_shows_own_office_files_only() -> None:
    here = scene()
    dossier = here.file("ktp")
    url = reverse("desk_queue", args=["all"])
    assert str(dossier.pk) in here.client(Role.VERIFIER).get(url).content.decode()
    assert str(dossier.pk) not in here.outsider(Role.VERIFIER).get(url).content.decode()


@pytest.mark.control
def test_open_file_without_the_wall_shows_it_to_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    here = scene()
    url = reverse("desk_dossier", args=[here.file("ktp").pk])
    stranger = here.outsider(Role.VERIFIER)
    grant_everything(stranger.account.postings.get().unit_id)  # type: ignore[attr-defined]  # set by signed_in
    assert stranger.get(url).status_code == 200


def grant_everything(unit: UUID) -> None:
    with world.as_owner():
        for row in Dossier.objects.all():
            for subject in (row.pk, row.person_id):
                world.grant(subject, unit)


def test_search_never_writes_what_was_typed_into_an_address() -> None:
    response = scene().client(Role.REGISTRAR).post(reverse("desk_search"), {"q": "3604114403990001"})
    assert response.status_code == 200
    assert "3604114403990001" not in response.content.decode()


@pytest.mark.parametrize("language", ["id", "en"])
def test_open_file_reads_in_both_languages(language: str) -> None:
    here = scene()
    html = here.client(Role.VERIFIER, language=language).get(reverse("desk_dossier", args=[here.file("ktp").pk]))
    text = html.content.decode()
    assert {"id": "Yang diperiksa: KTP dan NIK", "en": "To be examined: "}[language] in text
    assert text.count("<h1") == 1
    assert "<c-" not in text


def test_reveal_number_asks_for_a_purpose_and_journals_it() -> None:
    here = scene()
    dossier = here.file()
    client = here.client(Role.REGISTRAR)
    number(client.post, dossier, "3604114403990001")
    url = reverse("desk_reveal", args=[dossier.person_id])
    assert "3604114403990001" not in client.post(url, {"kind": "nik"}).content.decode()
    shown = client.post(url, {"kind": "nik", "purpose": "compare_document"})
    assert "3604114403990001" in shown.content.decode()
    assert [row.purpose for row in builders.journal("reveal_identifier")] == ["compare_document"]


def number(post: Callable[..., object], dossier: Dossier, nik: str) -> None:
    post(reverse("desk_person_act", args=[dossier.person_id, "nik"]), {"nik": nik})


def test_download_without_a_copy_is_not_found_and_with_one_is_an_attachment() -> None:
    here = scene()
    dossier = here.file()
    with_copy = here.state(dossier, "marital_status", content=b"%PDF-1.4 contoh")
    without = here.state(dossier, "ktp")
    client = here.client(Role.VERIFIER)
    assert client.post(reverse("desk_download", args=[dossier.pk, without])).status_code == 404
    answer = client.post(reverse("desk_download", args=[dossier.pk, with_copy]))
    assert answer.content == b"%PDF-1.4 contoh"
    assert answer["Content-Disposition"].startswith("attachment")
    assert len(builders.journal("open_evidence", "read")) == 1
