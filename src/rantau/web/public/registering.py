"""Registering oneself, in short steps that need no script and leave nothing behind until the last one.

What was filled in travels with the page from step to step; nothing is kept on our side before she sends the whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rantau.kernel import ids
from rantau.kernel.actions import Answer, parse, run
from rantau.kernel.actors import Actor
from rantau.kernel.refusals import Refused
from rantau.registry.people.actions import RegisterOneself
from rantau.registry.people.models import Kin, Marital, Sex
from rantau.registry.places.selectors import search_regions
from rantau.web.look import wording
from rantau.web.look.forms import DateField, LookForm
from rantau.web.look.wording import language

MOST_PLACES = 12
PURPOSES = [
    ("training", _("Menawari saya pelatihan")),
    ("credit", _("Menanyakan KUR ke bank untuk saya, kalau saya minta")),
    ("family_messages", _("Mengirim kabar berkas kepada keluarga saya")),
    ("media", _("Memakai cerita saya untuk penyuluhan, tanpa nama")),
]


class WhoForm(LookForm):
    """Who she is, as her documents write it."""

    name = forms.CharField(label=_("Nama lengkap"), help_text=_("Persis seperti di KTP atau akta."), max_length=160)
    sex = forms.ChoiceField(label=_("Jenis kelamin"), choices=Sex.choices, widget=forms.RadioSelect)
    birth_date = DateField(label=_("Tanggal lahir"))
    birth_place = forms.CharField(label=_("Tempat lahir"), max_length=80, required=False)
    marital = forms.ChoiceField(label=_("Status perkawinan"), choices=Marital.choices, widget=forms.RadioSelect)
    nik = forms.CharField(
        label=_("NIK"),
        help_text=_(
            "16 angka di KTP. Tidak punya, atau KTP hilang? Kosongkan saja; Anda tetap bisa mendaftar, "
            "dan kantor membantu mengurusnya."
        ),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-16"}),
    )


class WhereForm(LookForm):
    """How to reach her, and where she lives."""

    phone = forms.CharField(
        label=_("Nomor ponsel"),
        help_text=_("Boleh milik keluarga. Dipakai untuk masuk dan menerima kabar."),
        max_length=40,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "w-16"}),
    )
    tempat = forms.CharField(
        label=_("Desa, kecamatan, atau kabupaten tempat tinggal"),
        help_text=_("Contoh: Cikande Serang. Tempat tinggal sekarang, tidak harus sama dengan KTP."),
        max_length=80,
        required=False,
    )
    home = forms.ChoiceField(label=_("Yang mana?"), required=False, choices=[], widget=forms.RadioSelect,
                             error_messages={"required": _("Pilih tempat yang Anda maksud.")})  # fmt: skip
    address = forms.CharField(label=_("Alamat"), help_text=_("Nama jalan atau kampung, RT/RW."), max_length=300,
                              required=False)  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        source: Mapping[str, Any] = self.data if self.is_bound else self.initial
        typed = str(source.get("tempat") or "")
        hits = search_regions(typed, levels=("regency", "district", "village"), limit=MOST_PLACES) if typed else []
        choices = [(hit.code, f"{hit.name}, {hit.within}") for hit in hits]
        self.fields["home"].choices = choices  # type: ignore[attr-defined]  # it is a ChoiceField
        self.fields["home"].required = len(choices) > 1
        if not choices:
            self.fields["home"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """Take the place when only one fits; which of several is asked by the field itself."""
        cleaned = super().clean() or {}
        choices = self.fields["home"].choices  # type: ignore[attr-defined]  # it is a ChoiceField
        if not cleaned.get("tempat"):
            cleaned["home"] = ""
        elif not choices:
            self.add_error("tempat", _("Tempat ini tidak kami temukan. Coba nama kecamatan atau kabupaten saja."))
        elif len(choices) == 1:
            cleaned["home"] = choices[0][0]
        return cleaned


class KinForm(LookForm):
    """Whom to call in need."""

    kin_name = forms.CharField(label=_("Nama keluarga yang bisa dihubungi"), max_length=160, required=False)
    kin_relation = forms.ChoiceField(
        label=_("Hubungan dengan Anda"), choices=[("", _("pilih")), *Kin._meta.get_field("relation").flatchoices],
        required=False,
    )  # fmt: skip
    kin_phone = forms.CharField(
        label=_("Nomor teleponnya"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "class": "w-16"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """A name needs a relation; a relation or phone needs a name."""
        cleaned = super().clean() or {}
        if cleaned.get("kin_name") and not cleaned.get("kin_relation"):
            self.add_error("kin_relation", _("Pilih hubungannya dengan Anda."))
        if not cleaned.get("kin_name") and (cleaned.get("kin_relation") or cleaned.get("kin_phone")):
            self.add_error("kin_name", _("Tulis namanya, atau kosongkan semuanya."))
        return cleaned


class AgreeForm(LookForm):
    """What else her data may serve, and the password of her account."""

    consents = forms.MultipleChoiceField(
        label=_("Data saya juga boleh dipakai untuk"),
        help_text=_("Tidak wajib, dan bisa Anda tarik kapan saja. Tanpa ini pun berkas Anda jalan terus."),
        choices=PURPOSES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        help_text=_("Paling sedikit 10 huruf atau angka. Tiga kata yang tidak berhubungan mudah diingat."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "w-16"}),
        strip=False,
        max_length=128,
    )
    right = forms.BooleanField(label=_("Yang saya isi benar, dan saya sendiri yang mendaftar"))


@dataclass(frozen=True, slots=True)
class StepOf:
    """One step: its form and its heading."""

    form: type[LookForm]
    title: str | Promise


STEPS = (
    StepOf(WhoForm, _("Siapa Anda?")),
    StepOf(WhereForm, _("Di mana kami bisa menghubungi Anda?")),
    StepOf(KinForm, _("Siapa yang kami hubungi kalau ada apa-apa?")),
    StepOf(AgreeForm, _("Periksa, lalu kirim")),
)
PLACE_OF_FIELD = {name: place for place, step in enumerate(STEPS) for name in step.form.base_fields}
NEVER_CARRIED = frozenset({"password", "right"})


class Registration:
    """The way through the steps for one request: which step to show, and the command once all are filled in."""

    def __init__(self, data: QueryDict | None = None) -> None:
        self.data = data or QueryDict()
        self.form_id = _form_id(self.data.get("form_id", ""))
        self.at = _step_number(self.data.get("langkah", ""))
        self.form: LookForm = self._blank(self.at) if data is None else self._advance()

    @property
    def step(self) -> StepOf:
        return STEPS[self.at]

    @property
    def last(self) -> bool:
        return self.at == len(STEPS) - 1

    @property
    def number(self) -> int:
        return self.at + 1

    @property
    def carried(self) -> list[tuple[str, str]]:
        """What the other steps hold, to travel with this one."""
        others = [name for name, place in PLACE_OF_FIELD.items() if place != self.at and name not in NEVER_CARRIED]
        return [(name, value) for name in others for value in self.data.getlist(name)]

    @property
    def summary(self) -> list[tuple[str | Promise, str]]:
        """What she has filled in, to be read once more at the end."""
        return [pair for place in range(self.at) for pair in _said(self._bound(place))] if self.last else []

    def _advance(self) -> LookForm:
        """Go one step back, or forward past every step that is well filled in."""
        self.complete = False
        if "kembali" in self.data:
            self.at = max(0, self.at - 1)
            return self._blank(self.at)
        form = self._bound(0)
        for place in range(self.at + 1):
            form = self._bound(place)
            if not form.is_valid():
                self.at = place
                return form
        if self.at == len(STEPS) - 1:
            self.complete = True
            return form
        self.at += 1
        return self._blank(self.at)

    def _bound(self, place: int) -> LookForm:
        return STEPS[place].form(self.data)

    def _blank(self, place: int) -> LookForm:
        given = {
            name: self.data.getlist(name) if name == "consents" else self.data.get(name)
            for name in STEPS[place].form.base_fields
            if name in self.data and name not in NEVER_CARRIED
        }
        return STEPS[place].form(initial=given)

    def register(self, actor: Actor) -> Answer | None:
        """Register her; None when a step must be shown again with what stands against it."""
        try:
            return run(parse(RegisterOneself, self._command()), actor)
        except Refused as refused:
            self._show(refused)
            return None

    def _command(self) -> dict[str, Any]:
        filled: dict[str, Any] = {}
        for place in range(len(STEPS)):
            form = self._bound(place)
            form.is_valid()
            filled |= form.cleaned_data
        kin: tuple[dict[str, Any], ...] = ()
        if filled["kin_name"]:
            kin = ({"relation": filled["kin_relation"], "name": filled["kin_name"], "phone": filled["kin_phone"]},)
        same = ("name", "sex", "birth_date", "birth_place", "marital", "nik", "phone", "home", "address", "consents",
                "password")  # fmt: skip
        return {**{name: filled[name] for name in same}, "kin": kin, "form_id": self.form_id, "language": language()}

    def _show(self, refused: Refused) -> None:
        """Go to the step whose field was refused and say there what to do."""
        field = (refused.refusal.field or "").replace("kin.0.", "kin_")
        self.at = PLACE_OF_FIELD.get(field, self.at)
        self.form = self._bound(self.at)
        self.form.refuse(field, refused.refusal.sentence(language()))


def _said(form: LookForm) -> Iterator[tuple[str | Promise, str]]:
    form.is_valid()
    for name, field in form.fields.items():
        value = form.cleaned_data.get(name)
        if value in (None, "") or name == "tempat":
            continue
        choices = dict(list(field.choices)) if isinstance(field, forms.ChoiceField) else {}  # type: ignore[arg-type]  # a list of pairs by now
        yield (_("Tempat tinggal") if name == "home" else field.label or name), _shown(choices.get(value, value))


def _shown(value: object) -> str:
    return wording.date_long(value) if isinstance(value, date) else str(value)


def _form_id(text: str) -> UUID:
    """Return the form's own id; a new one when there is none or it was tampered with."""
    try:
        return UUID(text)
    except ValueError:
        return ids.random_id()


def _step_number(text: str) -> int:
    return int(text) if text in ("0", "1", "2", "3") else 0
