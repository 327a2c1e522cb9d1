"""The frame around a page: only doors that open, where one is, whose desk it is, a refusal in one's own space."""

import re

import pytest
from django.urls import reverse

from rantau.kernel.actors import Role
from rantau.web.context import HOMES
from rantau.web.doors import home_of
from tests import world
from tests.web import signed_in

pytestmark = pytest.mark.django_db
STAFF = sorted(set(Role) - {Role.CANDIDATE, Role.AGENCY_OFFICER})
LINK = re.compile(r'<li><a href="([^"]+)"( aria-current="(?:page|true)")?>')


def navigation(html: str) -> list[tuple[str, str]]:
    """Links of the main navigation with the mark of the one where the reader is."""
    frame = html[html.index("<header") : html.index("</header>")]
    return [(url, mark) for url, mark in LINK.findall(frame) if not url.startswith("#")]


@pytest.mark.parametrize("role", STAFF)
def test_follow_every_entry_of_the_navigation_opens_a_page(role: Role) -> None:
    at = world.unit("ministry" if role in (Role.MINISTRY_OFFICER, Role.LEGAL_OFFICER, Role.AUDITOR) else "disnaker")
    client = signed_in.officer(at, role)
    todo, seen = [reverse(home_of(world.actor(at, role)))], set()
    while todo:
        url = todo.pop()
        seen.add(url)
        response = client.get(url)
        assert response.status_code == 200, (role, url)
        todo += [each for each, _mark in navigation(response.content.decode()) if each not in seen]
    assert seen


def test_open_page_below_an_entry_marks_that_entry_only() -> None:
    client = signed_in.officer(world.unit("disnaker"), Role.VERIFIER)
    marked = [url for url, mark in navigation(client.get(reverse("desk_queue", args=["all"])).content.decode()) if mark]
    assert marked == [reverse("desk_home")]


@pytest.mark.parametrize("space", ["centre", "gate", "agency"])
def test_open_page_of_another_space_is_refused_in_the_frame_of_ones_own(space: str) -> None:
    response = signed_in.officer(world.unit("disnaker"), Role.REGISTRAR).get(reverse(HOMES[space]))
    html = response.content.decode()
    assert response.status_code == 403
    assert reverse("desk_home") in [url for url, _mark in navigation(html)]
    assert reverse(HOMES[space]) not in [url for url, _mark in navigation(html)]


def test_show_who_acts_names_all_her_tasks_and_offers_no_change_where_there_is_none() -> None:
    office = world.unit("disnaker")
    html = signed_in.officer(office, Role.VERIFIER, Role.REGISTRAR).get(reverse("desk_home")).content.decode()
    assert "Petugas pendaftaran, Verifikator dokumen" in html
    assert reverse("choose_posting") not in html


def test_offer_to_change_when_she_is_posted_to_two_units() -> None:
    client = signed_in.officer(world.unit("disnaker"), Role.VERIFIER)
    with world.as_owner():
        client.account.postings.create(unit=world.unit("bp3mi"), role=Role.REGISTRAR, during=signed_in.ALWAYS)
    assert reverse("choose_posting") in client.get(reverse("desk_home")).content.decode()


def test_search_is_offered_to_who_may_search_only() -> None:
    auditor = signed_in.officer(world.unit("ministry"), Role.AUDITOR)
    verifier = signed_in.officer(world.unit("disnaker"), Role.VERIFIER)
    assert reverse("desk_search") not in auditor.get(reverse("desk_home")).content.decode()
    assert reverse("desk_search") in verifier.get(reverse("desk_home")).content.decode()
