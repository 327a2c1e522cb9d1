"""Every component draws its states, escapes what it is given, and says in words what colour says."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.safestring import SafeString
from django_cotton.utils import ensure_quoted

from rantau.kernel.refusals import Refusal
from rantau.web.look.line import STATES, STATIONS, Hang, line
from rantau.web.look.templatetags import look

NOW = datetime(2026, 11, 23, 2, 12, tzinfo=UTC)
REFUSAL = Refusal(
    "quota_full", "Kuota sudah habis.", "The quota is used up.", "UU18-13-1-g", "agency", date(2030, 12, 1)
)
EVIL = '"><b onmouseover=x> & \' "'


USE = '<svg viewBox="0 0 32 32" aria-hidden="true"><use href="#m-{}"/></svg>'
PICTURE = '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><use href="#i-{}"/></svg>'
NO = '<c-button kind="refuse" name="act" value="no">Kirim penolakan</c-button>'
SECTION = '<c-section title="Uang" id="uang"><c-slot name="side"><a href="/u">Rincian</a></c-slot>isi</c-section>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (NO, 'class="button button--refuse" type="submit" name="act" value="no">Kirim penolakan'),
        ('<c-button busy="1">Mengirim</c-button>', 'aria-busy="true">Mengirim'),
        ('<c-link-button href="/a" icon="go">Mulai</c-link-button>', 'href="/a">Mulai' + PICTURE.format("go")),
        ('<c-tag tone="warn">Hampir habis</c-tag>', f'data-tone="warn">{USE.format("warn")}Hampir habis'),
        ('<c-tag mark="wait">Menunggu BPJS</c-tag>', USE.format("wait") + "Menunggu BPJS"),
        ('<c-who kind="you" />', f'data-who="you">{PICTURE.format("person")}Giliran Anda'),
        ('<c-who kind="clinic" name="Klinik Contoh" />', PICTURE.format("health") + "Klinik Contoh"),
        ('<c-cite href="/r">UU 18/2017</c-cite>', '<span class="cite"><a href="/r">UU 18/2017</a></span>'),
        ("<c-cite>UU 18/2017</c-cite>", '<span class="cite">UU 18/2017</span>'),
        ('<c-notice tone="ok" title="Diterima" live="status">Ya</c-notice>', 'data-tone="ok" role="status"'),
        ('<c-empty title="Kosong" href="/x" link="Lihat" />', '<p><a href="/x">Lihat</a></p>'),
        ('<c-skeleton words="Memuat" />', 'role="status">Memuat'),
        ('<c-table caption="Biaya">x</c-table>', '<caption class="vh">Biaya</caption>'),
        ('<c-table caption="Biaya" show-caption="1">x</c-table>', "<caption>Biaya</caption>"),
        ('<c-panel title="Bingkai">isi</c-panel>', "<h2>Bingkai</h2>isi"),
        (SECTION, '<section id="uang"><div class="head"><h2>Uang</h2><a href="/u">Rincian</a></div>isi'),
        ('<c-pagination next="/n" words="10 dari 14" />', '<a rel="next" href="/n">Berikutnya</a>'),
        ('<c-preview reader="Wulan">Isi</c-preview>', "Yang akan dibaca Wulan"),
        ('<c-id-mask value="5203011408990004" href="/b" />', '•••• 0004</span> <a href="/b">tampilkan</a>'),
        ('<c-id-mask value="X1234417" kind="passport" />', "X•••4417"),
        ('<c-money :amount="29500" currency="TWD" />', "NT$29.500"),
        ('<c-bar label="Taiwan" :value="72" words="10.309" />', '<i data-v="72"></i><b>10.309</b>'),
        ('<c-figure value="12" words="orang" />', '<dt>orang</dt><dd class="figure-n">12</dd>'),
        ('<c-idcard state="belum terbit" name="Wulan" />', 'aria-label="E-KPMI, belum terbit"'),
        ('<c-gate tone="ok" />', '#m-done"/></svg></span><h2 id="hasil">Terima</h2>'),
        ('<c-gate tone="bad" />', '#m-stop"/></svg></span><h2 id="hasil">Tolak</h2>'),
        ("<c-gate />", '#m-ask"/></svg></span><h2 id="hasil">Belum pasti</h2>'),
    ],
)
def test_draw_component_as_the_style_page_shows_it(draw, source, expected):
    assert expected in draw(source)


def test_draw_disabled_button_gives_the_reason_beside_it_and_submits_nothing(draw):
    html = draw('<c-button disabled="1" why="OPP belum selesai" rule="UU 18/2017">Terbitkan kartu</c-button>')
    assert 'type="button" aria-disabled="true"' in html
    assert "Belum bisa: OPP belum selesai" in html
    assert '<span class="cite">UU 18/2017</span>' in html


@pytest.mark.parametrize(
    "source",
    [
        '<c-notice title="{{ x }}">i</c-notice>',
        '<c-notice :title="x">i</c-notice>',
        '<c-button :data-x="x">i</c-button>',
        '<c-button data-x="{{ x }}">{{ x }}</c-button>',
        '<c-who kind="agency" :name="x" />',
        '<c-tag :tone="x">i</c-tag>',
        "{% track 'card' x %}",
        "{% icon x %}",
    ],
)
def test_draw_component_with_hostile_text_opens_no_tag_and_no_attribute(draw, source):
    html = draw(source, x=EVIL)
    assert "<b onmouseover" not in html
    assert '" onmouseover' not in html


BREAKING = '"a" autofocus onfocus=steal() b="c"'


def test_draw_attribute_with_quotes_stays_one_attribute(draw):
    html = draw('<c-button :data-x="x">i</c-button>', x=BREAKING)
    assert 'data-x="&quot;a&quot; autofocus onfocus=steal() b=&quot;c&quot;"' in html


@pytest.mark.control
def test_draw_attribute_with_quotes_breaks_out_when_quoted_by_the_library(draw, monkeypatch):
    monkeypatch.setattr(look, "_quoted", lambda value: SafeString("=" + ensure_quoted(value)))
    assert 'data-x="a" autofocus onfocus=steal()' in draw('<c-button :data-x="x">i</c-button>', x=BREAKING)


def test_draw_attributes_keeps_json_of_a_template_intact(draw):
    html = draw("""<c-button hx-vals='{"id": "{{ x }}"}'>i</c-button>""", x="a<b")
    assert 'hx-vals="{&quot;id&quot;: &quot;a&lt;b&quot;}"' in html


def test_draw_full_line_marks_the_step_and_names_each_state(draw):
    stations = line("documents", {"selection": "carried"}, register="3 Juni")
    html = draw('<c-journey :stations="s" />', s=stations)
    assert html.count('<li class="station"') == len(STATIONS)
    assert html.count('aria-current="step"') == 1
    assert html.count('data-leg="sea"') == 2
    assert 'Seleksi<span class="vh">: selesai, dibawa dari sistem lama</span>' in html
    assert '<span class="station-note">3 Juni</span>' in html


@pytest.mark.parametrize("state", list(STATES))
def test_draw_station_every_state_has_its_own_mark_and_word(draw, state):
    mark, words = STATES[state]
    html = draw('<c-journey :stations="s" size="small" />', s=line("card", {"register": state}))
    assert f'#m-{mark}"/></svg></span> <span class="station-name">Daftar<span class="vh">: {words}</span>' in html


def test_state_marks_are_all_different():
    assert len({mark for mark, _ in STATES.values()}) == len(STATES)


def test_draw_line_from_plain_objects_of_an_assessment(draw):
    station = SimpleNamespace(code="card", name="", state="here", date=date(2026, 8, 20), here=True)
    html = draw('<c-journey :stations="s" size="tall" />', s=[station])
    assert "Kartu" in html
    assert '<time datetime="2026-08-20">20 Agustus 2026</time>' in html


@pytest.mark.parametrize("size", ["", "small"])
def test_draw_hanging_item_says_what_whose_turn_until_when_which_rule(draw, size):
    item = Hang("Visa kerja", "agency", "PT Contoh Samudra", date(2030, 12, 2), "UU 18/2017 Ps 13(f)", "stop")
    html = draw('<c-hangs :items="s" at="4" size="{{ size }}" />', s=[item], size=size)
    order = [html.index(part) for part in ("Visa kerja", "PT Contoh Samudra", "2 Des", "UU 18/2017 Ps 13(f)")]
    assert order == sorted(order)
    assert 'data-at="4"' in html
    assert 'data-mark="stop"' in html


@pytest.mark.parametrize(
    ("until", "tone", "words"),
    [
        (NOW + timedelta(hours=3), ' data-tone="warn"', "3 jam lagi"),
        (NOW - timedelta(days=1), ' data-tone="bad"', "Lewat 1 hari"),
        (date(2026, 11, 25), "", "2 hari kerja"),
    ],
)
def test_draw_clock_word_first_and_machine_time(draw, until, tone, words):
    html = draw('<c-clock :until="u" :now="n" />', u=until, n=NOW)
    assert html.startswith(f'<time class="clock"{tone} datetime="2026-11-')
    assert f">{words}" in html


def test_draw_clock_without_deadline_draws_nothing(draw):
    assert draw('<c-clock :until="nothing" />') == ""


@pytest.mark.parametrize(
    ("language", "sentence", "how"),
    [("id", "Kuota sudah habis.", "Ajukan keberatan"), ("en", "The quota is used up.", "File an objection")],
)
def test_draw_refusal_has_five_parts_and_how_to_object(draw, language, sentence, how):
    with translation.override(language):
        html = draw('<c-refusal :refusal="r" title="Perjanjian" who-name="PT Contoh" objection-href="/k" />', r=REFUSAL)
    for part in (
        "<h2>Perjanjian</h2>",
        sentence,
        "PT Contoh",
        'datetime="2030-12-01"',
        "UU18-13-1-g",
        how,
        "quota_full",
    ):
        assert part in html


def test_draw_refusal_without_deadline_says_so(draw):
    html = draw('<c-refusal why="Belum lengkap." who="candidate" rule="UU 18" />')
    assert "tanpa batas waktu" in html
    assert "Ini belum dapat dilakukan" in html


def test_draw_file_head_has_one_heading_and_three_separate_facts(draw):
    html = draw(
        '<c-filehead name="Wulan" :stations="s" handled="BP3MI" sees="Disnaker" turn="you" turn-name="Anda">'
        '<c-slot name="facts">perempuan</c-slot></c-filehead>',
        s=line("card"),
    )
    assert html.count("<h1>Wulan</h1>") == 1
    for part in ("Ditangani", "BP3MI", "Boleh melihat", "Disnaker", "Giliran bertindak", "perempuan"):
        assert part in html


def test_draw_confirm_step_posts_once_and_names_the_act(draw):
    html = draw(
        '<c-confirm id="p" title="Terbitkan?" action="/terbit" submit="Terbitkan kartu" back="/b" :items="i" />',
        i=[("Nama", "Wulan")],
    )
    assert '<form method="post" action="/terbit" data-submit-once>' in html
    assert 'aria-labelledby="p-judul"' in html
    assert "<dt>Nama</dt><dd>Wulan</dd>" in html
    assert ">Terbitkan kartu</button>" in html


def test_draw_log_names_its_zone_once(draw):
    html = draw('<c-log :entries="e" zone="WITA" />', e=[SimpleNamespace(at=NOW, text="Membuka berkas.", ref="7f3a")])
    assert "Jam dalam WITA" in html
    assert '<time datetime="2026-11-23T10:12+08:00">' in html
    assert '<span class="sub id">7f3a</span>' in html


def test_draw_queue_kinds_says_overdue_in_words(draw):
    groups = [
        {"title": "Keputusan", "kinds": [{"url": "/q", "label": "Periksa", "count": 1400, "late": 3, "current": True}]}
    ]
    html = draw('<c-kinds :groups="g" label="Jenis" />', g=groups)
    assert '3<span class="vh"> lewat batas</span>' in html
    assert '<a href="/q" aria-current="true">' in html
    assert "<b>1.400</b>" in html


def test_draw_appointment_evidence_pairs_and_crumbs(draw):
    html = draw(
        '<c-appointment :at="at" zone="WITA" what="Foto" bring="paspor" />'
        '<c-evidence title="Surat" :items="p" href="/s" />'
        '<c-pairs :items="p"><c-pair label="Hasil">Layak</c-pair></c-pairs><c-crumbs :items="p" here="kini" />',
        at=NOW,
        p=[("Nomor", "/1")],
    )
    for part in (
        "10.12 WITA",
        "<b>Bawa:</b> paspor",
        "Buka penuh",
        "<dt>Hasil</dt><dd>Layak</dd>",
        'aria-current="page">kini',
    ):
        assert part in html
