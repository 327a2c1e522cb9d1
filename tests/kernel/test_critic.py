"""The critic of the suite (tests/conftest.py) itself: what it lets through and what it does not."""

import socket

import pytest
from django.core.paginator import Paginator, UnorderedObjectListWarning
from django.http import HttpResponse
from django.template import engines

from rantau.kernel import clock, ids
from rantau.kernel.models import AccessGrant
from tests.conftest import UndefinedVariable, judge


@pytest.mark.parametrize("text", ["{{ nobody }}", "{{ actor.nobody }}", "{{ nobody|upper|default:'x' }}"])
def test_template_with_an_undefined_variable_fails(text: str) -> None:
    with pytest.raises(UndefinedVariable, match="nobody"):
        engines["django"].from_string(text).render({"actor": object()})


@pytest.mark.parametrize(
    "text",
    [
        "{% if nobody %}x{% endif %}",
        "{{ nobody|default:'' }}",
        "{{ empty }}",
        "{% for x in empty %}{{ x }}{% endfor %}",
    ],
)
def test_template_that_asks_first_passes(text: str) -> None:
    assert engines["django"].from_string(text).render({"empty": ""}) == ""


@pytest.mark.parametrize(
    "page",
    [
        "<style>p{}</style>",
        "<p style='color:red'>",
        "<button class=x onclick=go()>",
        '<form hx-on:submit="go()">',
        '<a href="javascript:go()">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
    ],
)
def test_page_with_something_inline_fails(page: str) -> None:
    with pytest.raises(AssertionError):
        judge(HttpResponse(f"<html>{page}"))


@pytest.mark.parametrize(
    "page",
    [
        '<script src="/static/x.js" defer></script>',
        '<script type="application/json">{}</script>',
        "<p>once upon = a time; style = x</p>",
        '<link rel="stylesheet" href="/static/look.css">',
    ],
)
def test_page_with_files_of_its_own_passes(page: str) -> None:
    judge(HttpResponse(page))


def test_network_is_out_of_reach() -> None:
    with pytest.raises(AssertionError), socket.socket() as plug:
        plug.connect(("192.0.2.1", 80))
    with pytest.raises(AssertionError):
        socket.create_connection(("rantau.example", 80))


@pytest.mark.django_db
def test_save_of_a_time_without_zone_fails() -> None:
    naive = clock.now().replace(tzinfo=None)
    with pytest.raises(RuntimeWarning):
        AccessGrant(subject=ids.new_id(), unit=ids.new_id(), basis="x", valid_from=naive).save()


@pytest.mark.django_db
def test_pages_of_an_unordered_list_fail() -> None:
    with pytest.raises(UnorderedObjectListWarning):
        Paginator(AccessGrant.objects.all(), 10).page(1)
