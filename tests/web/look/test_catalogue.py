"""Every text of the screen has its English, and the tools that keep it so can be trusted."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from django.core.management import CommandError, call_command
from django.utils import translation

from rantau.web.look import catalogue

TEMPLATE = '{% trans "Terima surat" %}{% blocktrans count n=n %}{{ n }} hal{% plural %}{{ n }} hal{% endblocktrans %}'
IMPORTS = "from django.utils.translation import gettext as _, gettext_lazy\n"
CODE = IMPORTS + 'A = _("Simpan")\nB = gettext_lazy("Kirim penolakan")\n'


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "rantau" / "sample"
    (folder / "templates" / "cotton").mkdir(parents=True)
    (folder / "templates" / "cotton" / "x.html").write_text(
        f"<c-tag title=\"{{% trans 'Belum' %}}\">{TEMPLATE}</c-tag>"
    )
    (folder / "views.py").write_text(CODE)
    monkeypatch.setattr(catalogue, "SOURCE", tmp_path / "rantau")
    monkeypatch.setattr(catalogue, "app_dirs", lambda: [folder])
    return folder


def ids(found: Catalog) -> set[object]:
    return {message.id for message in found if message.id}


def test_extract_reads_templates_components_and_python(app):
    plural = ("%(n)s hal", "%(n)s hal")
    assert ids(catalogue.extract(app)) == {"Terima surat", "Belum", plural, "Simpan", "Kirim penolakan"}


def test_update_keeps_translations_and_drops_what_is_gone(app):
    catalogue.update_catalogues()
    path = app / catalogue.PO
    path.write_text(path.read_text().replace('msgid "Simpan"\nmsgstr ""', 'msgid "Simpan"\nmsgstr "Save"'))
    (app / "views.py").write_text(IMPORTS + 'A = _("Simpan")\nB = _("Cetak")\n')
    catalogue.update_catalogues()
    kept = catalogue.stored(app)
    assert kept.get("Simpan").string == "Save"
    assert kept.get("Cetak").string == ""
    assert "Kirim penolakan" not in ids(kept)
    assert "Kirim penolakan" not in path.read_text()


def test_update_twice_writes_the_same_file(app):
    catalogue.update_catalogues()
    first = (app / catalogue.PO).read_bytes()
    catalogue.update_catalogues()
    assert (app / catalogue.PO).read_bytes() == first


def test_update_of_another_app_leaves_this_one_alone(app):
    assert catalogue.update_catalogues(["desk"]) == []
    assert not (app / catalogue.PO).exists()


def test_missing_names_app_and_message_until_both_plurals_are_there(app):
    assert "sample: Simpan" in catalogue.missing()
    catalogue.update_catalogues()
    assert "sample: %(n)s hal" in catalogue.missing()


def test_compile_writes_only_what_is_newer(app):
    catalogue.update_catalogues()
    assert catalogue.compile_catalogues() == [(app / catalogue.PO).with_suffix(".mo")]
    assert catalogue.compile_catalogues() == []


def test_check_command_fails_while_a_text_has_no_english(app):
    with pytest.raises(CommandError, match="Terima surat"):
        call_command("catalogues", "check")


def test_look_has_english_for_every_text():
    assert [entry for entry in catalogue.missing() if entry.startswith("web/look:")] == []


def test_english_page_answers_in_english_and_indonesian_in_its_own_words():
    with translation.override("en"):
        assert translation.gettext("Giliran Anda") == "Your turn"
    assert translation.gettext("Giliran Anda") == "Giliran Anda"
