"""Every page × role × relation answers as the table says; what is not one's own looks like what does not exist."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client, TestCase, override_settings
from django.urls import URLPattern, path, reverse
from django.utils import translation

from rantau.config import paths, urls
from rantau.config.matrix import pages
from rantau.kernel import clock, ids
from rantau.kernel.actors import Role
from rantau.kernel.models import AccessGrant
from rantau.registry.accounts.models import Posting
from rantau.web.access import ActorRequest, page
from rantau.web.look.catalogue import compile_catalogues
from tests import world
from tests.matrix.expected import INSIDE, Line, table
from tests.matrix.scenery import Scenery, scenery
from tests.web.signed_in import visitor

EXPECTED = table("pages.csv")
SLUGS = {
    "desk_queue": {"kind": "all"}, "mine_evidence": {"kind": "ktp"}, "desk_state_kind": {"kind": "medical"},
    "desk_decide": {"code": "medical"}, "desk_preview": {"code": "medical"}, "desk_file_act": {"what": "kunjungan"},
    "desk_person_act": {"what": "kontak"}, "mine_data_change": {"what": "kontak"},
}  # fmt: skip
SENT_ONLY = {
    "gate_outcome",
    "agency_order_act",
    "agency_state",
    "agency_file_act",
}  # answer a form; opened as a page they show nothing
WORDS = {"framework": ("in", "sign_in", "forbidden", "nothing"), "closed": ("nothing",), "public": ("in",)}
TOKEN = re.compile(rb'name="(?:csrfmiddlewaretoken|key)"[^>]*value="[^"]*"')
UUIDS = re.compile(rb"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def addresses() -> Iterator[tuple[str, list[str]]]:
    """Every named page once, with the names of what its address holds; the API has a walk of its own."""
    seen = set()
    for route, name, _view in pages():
        if not route.startswith("api/") and name not in seen:
            seen.add(name)
            yield name, re.findall(r"<(?:\w+:)?(\w+)>", route)


def address(name: str, parts: list[str], known: dict[str, UUID]) -> str:
    """The address of a page about the scenery's subjects."""
    slugs = SLUGS.get(name, {})
    return reverse(name, kwargs={part: slugs.get(part) or known.get(part) or "x" for part in parts})


def client_of(scene: Scenery, role: Role | None, relation: str) -> Client:
    """A browser signed in as one of the cast; None is a visitor."""
    client = visitor()
    client.raise_request_exception = False
    if role is not None:
        client.force_login(scene.accounts[role, relation], settings.AUTHENTICATION_BACKENDS[-1])
    return client


def said(response: Any) -> str:
    """An answer in one word: in, sign_in, forbidden, nothing, or a fault."""
    if response.status_code in (301, 302, 303) and "/akun/masuk" in response["Location"]:
        return "sign_in"
    if response.status_code >= 500:
        return "fault"
    return {403: "forbidden", 404: "nothing"}.get(response.status_code, "in")


def shape(response: Any) -> bytes:
    """The bytes of an answer without what is new in every answer: form tokens and the id that was asked for."""
    return UUIDS.sub(b"-", TOKEN.sub(b"", response.content))


def due(line: Line, role: Role | None, relation: str) -> tuple[str, ...]:
    """What the table allows as answer. ``nothing``: as if it did not exist."""
    for word, answers in WORDS.items():
        if word in line.words:
            return answers
    if role is None or role not in line.roles:
        return ("forbidden",) if role else ("sign_in",)
    if line.about not in ("-", "public") and not line.reaches(role, relation):
        return ("nothing",)
    return ("in", "nothing") if line.about == "-" or line.name in SLUGS or line.name in SENT_ONLY else ("in",)


def walked(line: Line, role: Role | None, relation: str) -> bool:
    """All relations of one role where the subject matters; the telling ones of the others; few where all may."""
    if line.public() or "closed" in line.words:
        return role in (None, Role.CANDIDATE, Role.VERIFIER) and relation in ("own", "anonymous")
    if role is None or relation in ("own", "other_agency"):
        return True
    about = line.about not in ("-", "public") and role in line.roles
    return about and (relation == "other_office" or role == min(line.roles))


class Walk:
    """One walk over all pages."""

    def __init__(self, scene: Scenery, expected: dict[str, Line], only: str = "") -> None:
        self.scene, self.expected, self.wrong, self.asked = scene, expected, list[str](), 0
        self.nowhere = {name: ids.new_id() for name in scene.ids}
        known = {name for name, _parts in addresses()}
        self.wrong += [f"{name}: not in the table" for name in sorted(known - set(expected))]
        self.pages = [(name, parts) for name, parts in addresses() if name in expected and only in ("", name)]

    def go(self) -> list[str]:
        """Ask everything; returns every cell that is not as the table says."""
        for role, relation in [*((role, relation) for role in Role for relation in INSIDE), (None, "anonymous")]:
            client = client_of(self.scene, role, relation)
            for name, parts in self.pages:
                if name != "account_logout" and walked(self.expected[name], role, relation):
                    self._ask(client, name, parts, role, relation)
        return self.wrong

    def _ask(self, client: Client, name: str, parts: list[str], role: Role | None, relation: str) -> None:
        line = self.expected[name]
        allowed = due(line, role, relation)
        closely = role is not None and bool(line.roles) and role == min(line.roles) and allowed == ("nothing",)
        for method in ("get", "post") if closely else ("get",):
            call = getattr(client, method)
            response = call(address(name, parts, self.scene.ids))
            self.asked += 1
            told = said(response)
            if line.about not in ("-", "public") and allowed == ("nothing",) and (closely or told != "nothing"):
                twin = call(address(name, parts, self.nowhere))
                if (response.status_code, shape(response)) == (twin.status_code, shape(twin)) and told != "fault":
                    continue
                told += ", unlike what does not exist"
            if told not in allowed and response.status_code != 405:
                who = f"{method} {name} {role or 'visitor'} {relation}"
                self.wrong.append(f"{who}: {told} {response.status_code}, not {'/'.join(allowed)}")


@page(public=True)
def _left_open(request: ActorRequest, dossier_id: UUID) -> HttpResponse:
    return HttpResponse(str(AccessGrant.objects.filter(subject=dossier_id).exists()))


class Planted:
    """The address table with one more page."""

    urlpatterns: list[Any] = [*urls.urlpatterns, path("sisa/<uuid:dossier_id>", _left_open, name="left_open")]


class TestEveryPage(TestCase):
    """One scenery for all walks."""

    scene: Scenery

    @classmethod
    def setUpTestData(cls) -> None:
        paths.STATIC.mkdir(parents=True, exist_ok=True)
        compile_catalogues()
        translation.activate("id")
        cls.scene = scenery()

    def test_walking_every_page_role_and_relation_finds_the_table(self) -> None:
        walk = Walk(self.scene, EXPECTED)
        wrong = walk.go()
        assert not wrong, chr(10).join(wrong)
        assert walk.asked > 1000

    def test_table_holds_no_page_that_is_gone(self) -> None:
        assert sorted(set(EXPECTED) - {name for name, _parts in addresses()}) == []

    def test_page_that_nobody_wrote_into_the_table_is_found(self) -> None:
        with override_settings(ROOT_URLCONF=Planted):
            assert Walk(self.scene, EXPECTED).wrong == ["left_open: not in the table"]

    @pytest.mark.control
    def test_page_that_lost_its_wall_is_found(self) -> None:
        line = Line("left_open", frozenset({Role.VERIFIER}), frozenset({"verifier"}), "file")
        with override_settings(ROOT_URLCONF=Planted):
            wrong = Walk(self.scene, {**EXPECTED, "left_open": line}, only="left_open").go()
        assert "get left_open visitor anonymous: in 200, not sign_in" in wrong
        assert "get left_open verifier other_office: in, unlike what does not exist 200, not nothing" in wrong

    def test_losing_a_posting_takes_effect_with_the_next_request(self) -> None:
        client = client_of(self.scene, Role.VERIFIER, "own")
        page_of_file = reverse("desk_dossier", args=[self.scene.dossier.pk])
        assert client.get(page_of_file).status_code == 200
        account = self.scene.accounts[Role.VERIFIER, "own"]
        with world.as_owner():
            for posting in Posting.objects.filter(account=account):
                posting.during = type(posting.during)(posting.during.lower, clock.now())
                posting.save(update_fields=["during"])
        assert said(client.get(page_of_file)) == "forbidden"

    def test_losing_the_account_takes_effect_with_the_next_request(self) -> None:
        client = client_of(self.scene, Role.REGISTRAR, "own")
        account = self.scene.accounts[Role.REGISTRAR, "own"]
        with world.as_owner():
            type(account).objects.filter(pk=account.pk).update(is_active=False)
        assert said(client.get(reverse("desk_home"))) == "sign_in"


def test_planted_pages_are_pages() -> None:
    assert all(isinstance(entry, URLPattern) for entry in Planted.urlpatterns[-1:])
    assert settings.ROOT_URLCONF == "rantau.config.urls"
