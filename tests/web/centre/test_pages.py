"""The centre's pages: who may open them, and the main forms down to the database."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rantau.kernel import clock, ids
from rantau.kernel.actors import Role
from rantau.placement.demand.models import Permit
from rantau.registry.accounts.models import Account, Posting
from rantau.registry.agencies.models import Licence, Suspension
from rantau.registry.facilities.models import Appointment
from rantau.registry.offices.models import Unit
from rantau.registry.packs.models import PackVersion
from rantau.rulebook.loader import INDONESIA
from tests import world
from tests.placement import builders
from tests.placement.builders import YEAR, Market
from tests.web import signed_in

pytestmark = pytest.mark.django_db
READ = ("centre_home", "centre_permits", "centre_agencies", "centre_packs", "centre_offices")
WRITE = ("centre_accounts", "centre_account_new", "centre_post", "centre_agency_new", "centre_office_new")


@pytest.fixture
def here() -> Market:
    builders.rules()
    return builders.market()


def at_centre(here: Market, *roles: Role, language: str = "id") -> Client:
    return signed_in.officer(here.ministry, *(roles or (Role.MINISTRY_OFFICER,)), language=language)


def asked(here: Market) -> Permit:
    order = builders.order_of(here)
    with world.as_owner():
        return Permit.objects.create(job_order=order, asked_by_holder=ids.new_id())


def about(here: Market) -> list[str]:
    return [reverse("centre_permit", args=[asked(here).pk]), reverse("centre_agency", args=[here.agency.pk]),
            reverse("centre_pack", args=["ID-2026.1"]),
            reverse("centre_pack", args=["ID-2026.1"]) + "?uji=1"]  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
def test_open_every_page_as_the_ministry_shows_it(here: Market, language: str) -> None:
    client = at_centre(here, language=language)
    acts = [reverse("centre_agency_act", args=[here.agency.pk, what]) for what in ("izin", "skorsing")]
    for url in [*map(reverse, (*READ, *WRITE)), *about(here), *acts]:
        answer = client.get(url)
        html = answer.content.decode()
        assert answer.status_code == 200, url
        assert f'<html lang="{language}">' in html
        assert html.count("<h1") == 1, url
        assert "<c-" not in html, url


def test_open_pages_as_auditor_reads_but_cannot_write(here: Market) -> None:
    client = at_centre(here, Role.AUDITOR)
    for url in [*map(reverse, READ), *about(here)]:
        assert client.get(url).status_code == 200, url
    for name in WRITE:
        assert client.get(reverse(name)).status_code == 403, name


def test_open_pages_as_desk_and_agency_is_refused_and_as_visitor_asks_to_sign_in(here: Market) -> None:
    desk = signed_in.officer(here.office, Role.VERIFIER)
    agent = signed_in.officer(here.agency.unit, Role.AGENCY_OFFICER)
    for url in [*map(reverse, (*READ, *WRITE)), *about(here)]:
        assert desk.get(url).status_code == 403, url
        assert agent.get(url).status_code == 403, url
        assert signed_in.visitor().get(url)["Location"].startswith(reverse("account_login")), url


def test_grant_permit_writes_number_term_and_pockets(here: Market) -> None:
    permit, today = asked(here), clock.today()
    entry = {"decision": "grant", "number": "B.1/SIP2MI", "valid_from": today.isoformat(),
             "valid_until": (today + YEAR).isoformat(), "male": 0, "female": 2, "mixed": 1}  # fmt: skip
    at_centre(here).post(reverse("centre_permit", args=[permit.pk]), entry)
    with world.as_owner():
        row = Permit.objects.get(pk=permit.pk)
        assert (row.state, row.number) == ("granted", "B.1/SIP2MI")
        assert {each.pocket: each.capacity for each in row.quotas.all()} == {"f": 2, "x": 1}


@pytest.mark.parametrize("reason", ["", "Job order belum memuat asuransi (JO-FIELDS)."])
def test_refuse_permit_needs_its_reason(here: Market, reason: str) -> None:
    permit = asked(here)
    answer = at_centre(here).post(reverse("centre_permit", args=[permit.pk]), {"decision": "refuse", "reason": reason})
    with world.as_owner():
        assert Permit.objects.get(pk=permit.pk).state == ("refused" if reason else "asked")
    assert answer.status_code == (303 if reason else 422)


def test_decide_permit_as_auditor_is_refused(here: Market) -> None:
    permit = asked(here)
    url = reverse("centre_permit", args=[permit.pk])
    at_centre(here, Role.AUDITOR).post(url, {"decision": "refuse", "reason": "Tidak boleh."})
    with world.as_owner():
        assert Permit.objects.get(pk=permit.pk).state == "asked"


def test_record_licence_and_suspension_are_written(here: Market) -> None:
    client, day = at_centre(here), clock.today()
    row = builders.agency(licence=False)
    term = {"valid_from": day.isoformat(), "valid_until": (day + YEAR).isoformat()}
    client.post(reverse("centre_agency_act", args=[row.pk, "izin"]), {"number": "SIP3MI-9", **term})
    client.post(reverse("centre_agency_act", args=[row.pk, "skorsing"]),
                {"document": "SK-1", "ground": "Deposito belum dipenuhi.", "countries": "tw, my", **term})  # fmt: skip
    with world.as_owner():
        assert Licence.objects.get(agency=row).number == "SIP3MI-9"
        assert Suspension.objects.get(agency=row).countries == ["MY", "TW"]


def test_create_account_shows_its_password_once_then_post_and_end(here: Market) -> None:
    client = at_centre(here)
    entry = {"unit_id": str(here.ministry.pk), "username": "hukum.satu", "name": "Petugas Hukum Satu"}
    page = client.post(reverse("centre_account_new"), entry)
    assert "tidak dapat ditampilkan lagi" in page.content.decode()
    client.post(reverse("centre_post"), {"username": "hukum.satu", "unit_id": str(here.ministry.pk),
                                         "role": "legal_officer"})  # fmt: skip
    with world.as_owner():
        posting = Posting.objects.get(account=Account.objects.get(username="hukum.satu"))
    client.post(reverse("centre_posting_end", args=[posting.pk]), {})
    with world.as_owner():
        assert Posting.objects.get(pk=posting.pk).during.upper is not None


def test_post_officer_in_a_unit_outside_ones_tree_is_refused_at_the_form(here: Market) -> None:
    entry = {"username": "x", "unit_id": str(here.office.pk), "role": "verifier"}
    assert at_centre(here).post(reverse("centre_post"), entry).status_code == 422


def version(name: str) -> list[SimpleUploadedFile]:
    folder = sorted(INDONESIA.glob("pack-*"))[-1]
    old = folder.name.replace("pack", "ID")
    day = clock.today().replace(year=clock.today().year + 1).isoformat()
    files = []
    for path in sorted(folder.glob("*.toml")):
        text = path.read_text(encoding="utf-8")
        if path.name == "pack.toml":
            lines = [f"effective_from = {day}" if line.startswith("effective_from") else line
                     for line in text.replace(f'"{old}"', f'"{name}"').splitlines()]  # fmt: skip
            text = "\n".join(lines) + "\n"
        files.append(SimpleUploadedFile(path.name, text.encode()))
    return files


def test_import_pack_then_approve_needs_a_second_legal_officer(here: Market) -> None:
    first, second = at_centre(here, Role.LEGAL_OFFICER), at_centre(here, Role.LEGAL_OFFICER)
    answer = first.post(reverse("centre_packs"), {"content": version("ID-2099.1")})
    assert answer.status_code == 303, answer.content.decode()[-3000:]
    url = reverse("centre_pack", args=["ID-2099.1"])
    assert first.post(url, {"key": ids.reference()}).status_code in (403, 409)
    assert second.post(url, {"key": ids.reference()}).status_code == 303
    with world.as_owner():
        assert PackVersion.objects.get(version="ID-2099.1").approved_at is not None


def test_import_of_a_text_the_loader_refuses_says_why_at_the_files(here: Market) -> None:
    bad = SimpleUploadedFile("pack.toml", b"version = 7")
    answer = at_centre(here, Role.LEGAL_OFFICER).post(reverse("centre_packs"), {"content": [bad]})
    assert answer.status_code == 422
    assert answer.context["form"].errors.get("content")


def test_open_a_unit_and_rename_it_finds_it_by_both_names(here: Market) -> None:
    client = at_centre(here)
    given = {"kind": "p4mi", "name": "Pos Contoh Lama", "code": "pos-contoh", "place": "Kota Tangerang", "clock": "WIB"}
    assert client.post(reverse("centre_office_new"), {**given, "place": "Atlantis"}).status_code == 422
    assert client.post(reverse("centre_office_new"), given).status_code == 303
    with world.as_owner():
        unit = Unit.objects.get(code="pos-contoh")
    url = reverse("centre_office_rename", args=[unit.pk])
    assert "Pos Contoh Lama" in client.get(url).content.decode()
    assert client.post(url, {"name": "P4MI Contoh", "since": "01/01/2026"}).status_code == 303
    for asked in ("Contoh Lama", "P4MI Contoh"):
        page = client.get(reverse("centre_offices"), {"q": asked}).content.decode()
        assert "P4MI Contoh" in page
        assert "Pos Contoh Lama" in page


def test_appoint_a_clinic_for_a_term_and_nothing_else(here: Market) -> None:
    client, clinic, office = at_centre(here), world.unit("clinic"), world.unit("disnaker")
    term = {"number": "KEP/1", "valid_from": "01/01/2026", "valid_until": "31/12/2028"}
    assert client.post(reverse("centre_office_appoint", args=[clinic.pk]), term).status_code == 303
    with world.as_owner():
        assert Appointment.objects.get(unit=clinic).number == "KEP/1"
    assert client.post(reverse("centre_office_appoint", args=[clinic.pk]), term).status_code == 422
    assert client.get(reverse("centre_office_appoint", args=[office.pk])).status_code == 404
