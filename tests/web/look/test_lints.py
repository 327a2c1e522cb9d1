"""No text shouts or calls a person illegal, no template carries code. Walks the whole project."""

import pytest

from rantau.web.look import catalogue, templatelint, wordlint

BAD_WORDS = [
    "TKI ilegal", "PMI ilegal", "pekerja ilegal", "pekerja migran ilegal", "PMI yang ilegal", "TKW gelap",
    "illegal worker", "illegal migrant workers", "a worker is illegal", "undocumented migrants", "CPMI nonprosedural",
    "pahlawan devisa", "non-procedural candidate",
]  # fmt: skip
GOOD_WORDS = [
    "penempatan nonprosedural", "non-procedural placement", "proses yang ilegal", "PMI yang menjadi korban",
    "TKI (sebutan lama)", "pungutan liar", "orang yang kena tipu",
]  # fmt: skip


def test_project_has_no_forbidden_words():
    assert wordlint.findings(messages=catalogue.message_ids()) == []


def test_project_templates_carry_no_code_of_their_own():
    assert templatelint.findings() == []


@pytest.mark.parametrize("text", BAD_WORDS)
@pytest.mark.parametrize("name", ["templates/a.html", "a.py", "rules.toml"])
def test_lint_finds_insults_wherever_they_stand(tmp_path, text, name):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(f'A = "{text}"\n')
    assert len(wordlint.findings(tmp_path, [])) == 1


@pytest.mark.parametrize("text", GOOD_WORDS)
def test_lint_passes_processes_and_old_names(tmp_path, text):
    (tmp_path / "a.html").write_text(f"<p>{text}</p>")
    assert wordlint.findings(tmp_path, []) == []


@pytest.mark.parametrize("text", ["OK", "Submit", "Klik di sini", "click here", "Berhasil!", "Selamat datang!"])
def test_lint_finds_empty_buttons_and_shouting(tmp_path, text):
    assert wordlint.findings(tmp_path, [("web/desk", text)]) == [f"web/desk: {text}"]


def test_lint_reads_translations_too(tmp_path):
    (tmp_path / "django.po").write_text('msgid "pekerja"\nmsgstr "illegal worker"\n')
    assert wordlint.findings(tmp_path, []) == ["django.po: illegal worker"]


@pytest.mark.parametrize(
    ("template", "rule"),
    [
        ('<p style="color:red">', "inline style"),
        ('<p\nSTYLE = "x">', "inline style"),
        ('<a onclick="x()">', "inline handler"),
        ('<a hx-on:click="x()">', "inline handler"),
        ("<script>x()</script>", "inline script"),
        ("<style>p{}</style>", "style element"),
        ('<a href="javascript:x()">', "script address"),
        ("<button hx-vals='js:{a:1}'>", "script address"),
        ("<p {{ attrs }}>", "unescaped attributes"),
        ('<img src="https://example.org/a.png">', "other origin"),
        ('<script src="//example.org/a.js"></script>', "other origin"),
        ("{{ name|safe }}", "unescaped text"),
        ("{% autoescape off %}", "unescaped text"),
        ("\n" * 81, "too long"),
    ],
)
def test_lint_finds_code_in_templates(template, rule):
    assert templatelint.broken(template) == [rule]


def test_lint_passes_scripts_of_ours_and_links_elsewhere():
    assert templatelint.broken('<script defer src="/static/a.js"></script><a href="https://example.org">x</a>') == []
