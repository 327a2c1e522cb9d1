"""The queue: one decision per row, in words; whose turn; what waits beside the files; what an empty one says."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from rantau.kernel import clock
from rantau.kernel.actors import Role
from rantau.registry.people.models import IdentityDispute
from tests import world
from tests.web import signed_in
from tests.web.desk.scene import Scene, scene

pytestmark = pytest.mark.django_db


def listed(here: Scene, kind: str, *roles: Role) -> dict[str, Any]:
    """The first row of a queue, and the page's text."""
    answer = here.client(*roles).get(reverse("desk_queue", args=[kind]))
    return {"row": answer.context["groups"][0].rows[0], "text": " ".join(answer.content.decode().split())}


def test_list_of_documents_names_the_document_and_who_sent_it() -> None:
    here = scene()
    here.file("marital_status")
    row = listed(here, "documents", Role.VERIFIER)["row"]
    assert (row.what, row.source) == ("Surat status perkawinan", "Loket")


def test_list_of_files_names_what_is_missing_and_whose_turn_it_is() -> None:
    here = scene()
    here.file("marital_status")
    shown = listed(here, "all", Role.VERIFIER)
    assert shown["row"].source == ""
    assert shown["row"].what != "Surat status perkawinan"
    assert "1 bukti menunggu diperiksa" in shown["text"]


def beside(answer: Any) -> Iterator[tuple[str, int, int]]:
    for group in answer.context["kinds"]:
        yield from ((kind["url"], kind["count"], kind["late"]) for kind in group["kinds"])


def test_count_disputes_beside_the_files_with_those_past_their_day() -> None:
    here = scene()
    dossier, other = here.file(), world.person()
    with world.as_owner():
        IdentityDispute.objects.create(
            kind="nik", digest=b"x", holder=dossier.person, claimant=other, due_on=clock.today() - timedelta(days=1)
        )
    shown = beside(here.client(Role.VERIFIER).get(reverse("desk_home")))
    assert (reverse("desk_disputes"), 1, 1) in list(shown)


@pytest.mark.parametrize(("role", "page"), [(Role.MISSION_OFFICER, "desk_orders"), (Role.INSTRUCTOR, "desk_classes")])
def test_show_work_beside_the_files_to_whom_it_belongs(role: Role, page: str) -> None:
    here = scene()
    urls = {reverse(name) for name in ("desk_orders", "desk_classes", "desk_corrections", "desk_disputes")}
    shown = {url for url, _count, _late in beside(here.client(role).get(reverse("desk_home")))}
    assert shown & urls == {reverse(page)}


def test_open_desk_without_files_says_what_to_do_and_offers_to_register() -> None:
    scene()
    html = signed_in.officer(world.unit("village"), Role.VILLAGE_OFFICER).get(reverse("desk_home")).content.decode()
    assert "Belum ada berkas yang Anda lihat" in html
    assert html.count(reverse("desk_register")) == 2
    assert "Tertahan di luar" not in html


@pytest.mark.parametrize("kind", ["agency", "candidate", "others", "stopped"])
def test_open_empty_queue_says_what_would_stand_there(kind: str) -> None:
    here = scene()
    html = here.client(Role.VERIFIER).get(reverse("desk_queue", args=[kind])).content.decode()
    assert "Tidak ada yang menunggu Anda" not in html
    assert "muncul di sini" in html
