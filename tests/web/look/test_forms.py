"""Fields in the look: label, hint, error tied to the field, and a summary that links to each of them."""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation

from rantau.web.look.forms import DateField, DateTimeField, LookForm, RupiahField


class SampleForm(LookForm):
    name = forms.CharField(label="Nama", help_text="Seperti di KTP.")
    born = DateField(label="Tanggal lahir")
    way = forms.ChoiceField(label="Cara", choices=[("wa", "WhatsApp"), ("sms", "SMS")], widget=forms.RadioSelect)
    offices = forms.MultipleChoiceField(
        label="Kantor", choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple
    )
    paid = RupiahField(label="Dibayar", required=False)
    letter = forms.FileField(label="Surat", required=False)
    read = forms.BooleanField(label="Saya sudah membaca")
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def even(html: object) -> str:
    return " ".join(str(html).split()).replace(" >", ">")


def test_draw_field_label_hint_and_input_belong_together():
    html = even(SampleForm()["name"].as_field_group())
    assert '<label class="label" for="id_name">Nama' in html
    assert '<span class="hint" id="id_name_helptext">Seperti di KTP.</span>' in html
    assert '<input type="text" name="name" class="field-in" aria-describedby="id_name_helptext" id="id_name">' in html


def test_draw_field_with_error_ties_it_to_the_input():
    html = even(SampleForm({})["name"].as_field_group())
    assert '<div class="field field--error">' in html
    assert 'aria-invalid="true" aria-describedby="id_name_helptext id_name_error"' in html
    assert '<div id="id_name_error"><p class="error">' in html
    assert "Isi bagian ini." in html


def test_draw_choices_as_fieldset_with_legend_and_described_errors():
    html = even(SampleForm({})["way"].as_field_group())
    assert '<fieldset class="field field--error" aria-describedby="id_way_error"><legend class="label">Cara' in html
    assert html.count('<label class="choice"') == 2
    assert '<input type="radio" name="way" value="wa" aria-invalid="true" id="id_way_0">' in html


def test_draw_choices_keeps_what_was_chosen():
    html = even(SampleForm({"offices": ["b"]})["offices"])
    assert '<input type="checkbox" name="offices" value="b" id="id_offices_1" checked>' in html


def test_draw_date_is_the_browsers_calendar_with_an_iso_value():
    html = even(SampleForm({"born": "1999-08-14"})["born"])
    assert 'type="date" name="born" class="field-in w-10" value="1999-08-14"' in html


def test_draw_tick_stands_beside_its_words():
    assert '<label class="choice" for="id_read"><input type="checkbox" name="read" id="id_read">' in even(
        SampleForm()["read"].as_field_group()
    )


def test_draw_optional_field_says_so_in_both_languages():
    with translation.override("en"):
        assert "(optional)" in str(SampleForm()["paid"].as_field_group())
    assert "(boleh kosong)" in str(SampleForm()["paid"].as_field_group())


def test_draw_form_summary_links_to_every_field_at_fault():
    html = even(SampleForm({"name": "Wulan"}))
    assert '<div class="summary mb-5" role="alert" tabindex="-1"><h2>Ada 4 hal yang perlu dibetulkan</h2>' in html
    for anchor, words in (
        ("id_born", "Tanggal lahir"),
        ("id_way_0", "Cara"),
        ("id_offices_0", "Kantor"),
        ("id_read", "Saya"),
    ):
        assert f'<a href="#{anchor}">{words}' in html
        assert f'id="{anchor}"' in html


def test_draw_form_without_errors_has_no_summary():
    assert "summary" not in str(SampleForm())


def test_draw_form_leaves_checks_to_the_server():
    assert " required" not in str(SampleForm())


def test_draw_form_escapes_hostile_values():
    html = str(SampleForm({"name": '"><script>alert(1)</script>'}))
    assert "<script>" not in html


def test_draw_form_hides_hidden_fields_once():
    assert str(SampleForm()).count('type="hidden"') == 1


def test_refuse_shows_the_sentence_at_the_field_or_above():
    form = SampleForm({})
    form.refuse("name", "Nama ini berbeda dari KTP.")
    form.refuse("quota", "Kuota sudah habis.")
    html = str(form)
    assert '<a href="#id_name">Nama: Nama ini berbeda dari KTP.</a>' in html
    assert "<li>Kuota sudah habis.</li>" in html


def test_speak_keeps_the_forms_own_message():
    class Own(LookForm):
        code = forms.CharField(error_messages={"required": "Tulis kode dari SMS."})

    assert Own({}).errors["code"] == ["Tulis kode dari SMS."]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1200000", 1_200_000), ("1.200.000", 1_200_000), ("Rp1.200.000", 1_200_000), ("rp 1.200.000,00", 1_200_000),
        ("Rp. 500,-", 500), (" 0 ", 0), ("", None),
    ],
)  # fmt: skip
def test_read_rupiah_as_people_write_it(typed, amount):
    assert RupiahField(required=False).clean(typed) == amount


@pytest.mark.parametrize(
    "typed", ["1,5", "12.00", "1.2000", "-5", "1e9", "١٢", "=1+1", "9" * 40, "dua juta", "\u202e1", "1.200.000,50"]
)
def test_read_rupiah_refuses_what_is_no_amount(typed):
    with pytest.raises(ValidationError):
        RupiahField().clean(typed)


@pytest.mark.parametrize("typed", ["2026-02-31", "31/02/2026", "besok", "0000-00-00"])
def test_read_date_refuses_impossible_days_with_what_to_do(typed):
    assert SampleForm({"born": typed}).errors["born"] == ["Tulis tanggal yang ada di kalender, contoh 23/11/2026."]


def test_read_moment_in_the_zone_of_the_page():
    class Visit(LookForm):
        at = DateTimeField()

    form = Visit({"at": "2026-11-26T09:30"})
    assert form.is_valid()
    assert form.cleaned_data["at"].isoformat() == "2026-11-26T09:30:00+07:00"
    assert 'type="datetime-local"' in str(form)
