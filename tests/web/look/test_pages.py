"""The layouts, the style page, refusals and error pages: complete, in both languages, within the budget."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from django.utils import translation

from rantau.kernel.refusals import Refusal
from rantau.web.look import samples, views

pytestmark = pytest.mark.django_db

LOOK = Path(views.__file__).parent
ERRORS = ("400", "403", "404", "429", "500", "503")
HOTLINE = {"tel": "08001000", "number": "0800 1000", "hours": "siang dan malam"}


def weigh(*names: str) -> int:
    return sum(len(gzip.compress(Path(finders.find(f"look/{name}")).read_bytes(), 9)) for name in names)


def page(template: str, **context: object) -> str:
    return render_to_string(template, context, RequestFactory().get("/gaya?x=1"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_open_style_page_shows_every_part_without_code_of_its_own(language):
    with translation.override(language):
        html = page("look/gaya.html", **samples.everything())
    assert f'<html lang="{language}">' in html
    assert html.count("<h1") == 1
    for component in sorted((LOOK / "templates" / "cotton").glob("*.html")):
        assert "<c-" not in html, component
    for forbidden in (" style=", " onclick=", "<style", "http://", "https://"):
        assert forbidden not in html


def test_style_page_names_every_component():
    shown = "".join(path.read_text() for path in (LOOK / "templates" / "look").rglob("*.html"))
    shown += "".join(path.read_text() for path in (LOOK / "templates" / "cotton").glob("*.html"))
    # these need a whole page around them, or a form, or stand as tags on the style page
    elsewhere = {"filehead", "field", "summary", "track", "section"}
    names = {path.stem.replace("_", "-") for path in (LOOK / "templates" / "cotton").glob("*.html")}
    assert {name for name in names - elsewhere if f"<c-{name}" not in shown} == set()


def test_sprite_holds_every_icon_that_parts_use():
    html = page("look/gaya.html", **samples.everything())
    used = {part.split('"')[0] for part in html.split('<use href="#')[1:]}
    assert {name for name in used if f'id="{name}"' not in html} == set()


@pytest.mark.parametrize("code", ERRORS)
@pytest.mark.parametrize("language", ["id", "en"])
def test_open_error_page_says_what_to_do_even_without_a_request(code, language):
    with translation.override(language):
        html = get_template(f"{code}.html").render()
    assert f'<span class="id">{code}</span>' in html
    assert "<h1></h1>" not in html
    assert '<main id="isi"' in html


def test_open_refusal_page_gives_all_five_parts():
    refusal = Refusal("x", "Belum bisa.", "Not yet.", "UU18-13", "clinic")
    html = page("look/refused.html", refusal=refusal)
    for part in ("Ini belum dapat dilakukan", "Belum bisa.", "Klinik", "UU18-13", "Ajukan keberatan"):
        assert part in html


@pytest.mark.parametrize("layout", ["public", "mine", "desk", "gate", "print"])
def test_open_layout_has_skip_link_landmark_and_language(layout):
    html = page(f"look/{layout}.html", nav=[{"url": "/a", "label": "Berkas", "current": True}])
    assert '<a class="skip" href="#isi">Langsung ke isi</a>' in html
    assert html.count("<main id=") == 1
    assert '<html lang="id">' in html


@pytest.mark.parametrize("layout", ["public", "mine", "desk"])
def test_open_layout_marks_where_one_is_and_switches_language_by_post(layout):
    html = page(f"look/{layout}.html", nav=[{"url": "/a", "label": "Berkas", "current": True}], hotline=HOTLINE)
    assert '<a href="/a" aria-current="page">Berkas</a>' in html
    assert '<form class="lang" method="post"' in html
    assert 'name="next" value="/gaya?x=1"' in html


def test_urgent_line_comes_from_office_data_or_not_at_all():
    line = '<a href="tel:08001000">Telepon 0800 1000</a>, <span lang="id">siang dan malam</span>'
    assert line in page("look/public.html", hotline=HOTLINE)
    assert "tel:" not in page("look/public.html", hotline=None)


def test_show_message_says_its_tone_by_mark_and_colour():
    class Note:
        tags = "warning"

        def __str__(self) -> str:
            return "Jadwal berubah."

    html = page("look/public.html", messages=[Note()])
    assert 'data-tone="warn"><svg viewBox="0 0 32 32" aria-hidden="true"><use href="#m-warn"/></svg>' in html


def test_style_sheets_weigh_at_most_14_kb():
    assert weigh("tokens.css", "components.css", "gaya.css") <= 14_000


def test_first_page_weighs_at_most_60_kb():
    html = page("look/gaya.html", **samples.everything())
    assert (
        weigh("tokens.css", "components.css", "gaya.css", "htmx.min.js", "rantau.js")
        + len(gzip.compress(html.encode()))
        <= 60_000
    )


def test_style_page_is_public():
    assert views.gaya.access.public


def test_content_policy_lets_nothing_inline_in():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    for name in ("script-src", "style-src"):
        assert directives[name] == ["'self'"]


@pytest.mark.filterwarnings("ignore:No directory at")
@pytest.mark.django_db
def test_get_style_page_through_the_whole_stack(client):
    answer = client.get("/gaya", headers={"accept-language": "en"})
    assert answer.status_code == 200
    assert "The look of Rantau" in answer.content.decode()
    assert 'action="/bahasa/setlang/"' in answer.content.decode()
    assert "style-src 'self'" in answer["Content-Security-Policy"]


@pytest.mark.filterwarnings("ignore:No directory at")
@pytest.mark.django_db
def test_switch_language_stays_on_the_page(client):
    answer = client.post("/bahasa/setlang/", {"language": "en", "next": "/gaya"})
    assert answer["Location"] == "/gaya"
    assert '<html lang="en">' in client.get("/gaya").content.decode()
