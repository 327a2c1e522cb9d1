"""How a file stands, in the words of its owner: heading, line, what hangs, proof of each step. All from ``assess``."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rantau.placement.dossiers.models import Dossier
from rantau.rulebook.model import Assessment, Mark, Requirement, State, Text
from rantau.web.look import line, wording
from rantau.web.words import origin

CANDIDATE, AGENCY = "candidate", "agency"
WORDS_UP_TO = 10
NUMBERS = (
    gettext_lazy("nol"), gettext_lazy("satu"), gettext_lazy("dua"), gettext_lazy("tiga"), gettext_lazy("empat"),
    gettext_lazy("lima"), gettext_lazy("enam"), gettext_lazy("tujuh"), gettext_lazy("delapan"),
    gettext_lazy("sembilan"), gettext_lazy("sepuluh"),
)  # fmt: skip
# requirement -> (page where it is done, what the button says)
DONE_AT: Mapping[str, tuple[str, str | Promise]] = {
    "cost_statement": ("mine_costs", gettext_lazy("Baca rincian biaya")),
    "contract_acknowledged": ("mine_contract", gettext_lazy("Baca kontrak")),
    "orientation": ("mine_orientation", gettext_lazy("Pilih kelas OPP")),
    "arrival_report": ("mine_arrival", gettext_lazy("Lapor diri")),
    "account": ("mine_data", gettext_lazy("Lihat data saya")),
    "age": ("mine_data", gettext_lazy("Lihat data saya")),
}
AT_COUNTER = frozenset(
    {"placement_agreement", "candidate_id", "biometrics", "selection", "permit_quota", "destination"}
)
BY_OTHERS = frozenset({"card", "departure", "return_report"})  # recorded where it happens, nothing to send
MARKS = {State.WAITING: "wait", State.LAPSED: "warn", State.REFUSED: "stop"}
TONES = {
    State.MET: "ok", State.WAITING: "info", State.LAPSED: "warn", State.REFUSED: "bad", State.MISSING: "warn",
    State.AHEAD: "mute", State.NOT_APPLICABLE: "mute",
}  # fmt: skip
STATE_WORDS = {
    State.MET: gettext_lazy("terpenuhi"),
    State.WAITING: gettext_lazy("sedang diperiksa"),
    State.LAPSED: gettext_lazy("sudah lewat"),
    State.REFUSED: gettext_lazy("belum dapat dipakai"),
    State.MISSING: gettext_lazy("belum ada"),
    State.AHEAD: gettext_lazy("nanti"),
    State.NOT_APPLICABLE: gettext_lazy("tidak diminta"),
}


def told(text: Text) -> str:
    """Return a text of the rulebook in the reader's language."""
    return text.en if wording.language().startswith("en") else text.id


def number_word(count: int) -> str:
    """Return a small number in words, a larger one in figures."""
    return str(NUMBERS[count]) if count <= WORDS_UP_TO else wording.number(count)


@dataclass(frozen=True, slots=True)
class Step:
    """One requirement as its owner reads it: what, how it stands, until when, what proves it, under which rule."""

    code: str
    title: str
    state: str | Promise
    tone: str
    sentence: str
    until: date | None
    proved_on: date | None
    proof: str
    carried: bool
    citation: str
    law: str
    href: str
    advice: tuple[str, ...]


class Standing:
    """A dossier and its assessment, ready for a page. ``name`` is what she is called, ``agency`` her agency's name."""

    def __init__(self, dossier: Dossier, assessment: Assessment) -> None:
        self.dossier = dossier
        self.assessment = assessment
        self.name = dossier.person.name.split(" ")[0]
        self.agency = dossier.agency.unit.name if dossier.agency else ""
        self._place = {station.code: place for place, station in enumerate(assessment.stations)}

    @property
    def place(self) -> int:
        """At which station she stands, counted from 1."""
        return self._place.get(self.assessment.stage, 0) + 1

    @property
    def stage_title(self) -> str:
        return told(self.assessment.stations[self.place - 1].title)

    @property
    def missing_here(self) -> tuple[Requirement, ...]:
        """What holds the file back at its present station or before it."""
        return tuple(item for item in self.assessment.holding if self._place[item.rule.station] < self.place)

    @property
    def heading(self) -> str:
        """The answer: how many things are left before the next station, or that nothing is."""
        if self.dossier.closed_on is not None:
            return _("%(name)s, berkas ini sudah ditutup") % {"name": self.name}
        if self.assessment.departed_on is not None:
            return self._abroad()
        count = len(self.missing_here)
        if count == 0:
            return self._nothing_missing()
        values = {"name": self.name, "count": number_word(count), "next": self._next_title()}
        if any(item.state in (State.LAPSED, State.REFUSED) for item in self.missing_here):
            text = ngettext(
                "%(name)s, ada %(count)s hal yang perlu dibereskan sebelum %(next)s",
                "%(name)s, ada %(count)s hal yang perlu dibereskan sebelum %(next)s",
                count,
            )
            return text % values
        text = ngettext(
            "%(name)s, tinggal %(count)s hal lagi sebelum %(next)s",
            "%(name)s, tinggal %(count)s hal lagi sebelum %(next)s",
            count,
        )
        return text % values

    def _nothing_missing(self) -> str:
        if self.assessment.placed:
            return _("%(name)s, semua sudah lengkap") % {"name": self.name}
        return _("%(name)s, tidak ada yang kurang sekarang") % {"name": self.name}

    def _abroad(self) -> str:
        if self.assessment.holding:
            return _("%(name)s, satu hal lagi: lapor diri setelah tiba") % {"name": self.name}
        return _("%(name)s, selamat bekerja") % {"name": self.name}

    def _next_title(self) -> str:
        following = self.assessment.stations[self.place : self.place + 1]
        return told(following[0].title) if following else _("selesai")

    @property
    def yours(self) -> bool:
        """Whether anything at all waits for her."""
        return any(item.open and item.who == CANDIDATE for item in self.assessment.holding)

    @property
    def stations(self) -> list[line.Station]:
        """The line, with dates and what is missing below the present station."""
        proofs = self._proofs()
        made = []
        for place, station in enumerate(self.assessment.stations, 1):
            here = place == self.place
            note = self._short_of(len(self.missing_here)) if here and self.missing_here else ""
            state = "done" if station.mark is Mark.DONE else str(station.mark)
            proof = "; ".join(proofs[station.code])
            made.append(line.Station(station.code, told(station.title), state, station.on, here, note, proof))
        return made

    @staticmethod
    def _short_of(count: int) -> str:
        return ngettext("%(count)s hal kurang", "%(count)s hal kurang", count) % {"count": count}

    def _proofs(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for item in self.assessment.requirements:
            if item.state is State.MET and item.evidence is not None:
                found[item.rule.station].append(item.title_en if wording.language() == "en" else item.title_id)
        return found

    @property
    def hangs(self) -> list[line.Hang]:
        """What is missing here and can be acted on now, hers first; what comes later only once nothing else hangs."""
        here = [item for item in self.missing_here if item.open]
        now = here or [item for item in self.assessment.holding if item.open]
        return [self.hang(item) for item in sorted(now, key=lambda item: item.who != CANDIDATE)]

    def hang(self, item: Requirement) -> line.Hang:
        """Return one requirement as it hangs below the line."""
        hers = item.who == CANDIDATE
        href, label = self.where(item) if (hers or item.code in DONE_AT) and item.code not in BY_OTHERS else ("", "")
        return line.Hang(
            what=told(item.rule.title),
            who="you" if hers else item.who or "",
            who_name=self.agency if item.who == AGENCY else WHO_ACTS.get(item.who or "", ""),
            rule=item.rule.citation,
            rule_href=self.rule_href(item),
            mark=MARKS.get(item.state, "none"),
            note=told(item.text),
            action=label,
            href=href,
            ask="" if hers else _("Belum ada kabar? Cari bantuan"),
            ask_href="" if hers else reverse("mine_help"),
        )

    @staticmethod
    def where(item: Requirement) -> tuple[str, str | Promise]:
        """Return the page where she can do something about a requirement, and what the button says."""
        if item.code in DONE_AT:
            name, label = DONE_AT[item.code]
            return reverse(name), label
        if item.code in AT_COUNTER:
            return reverse("offices"), gettext_lazy("Cari kantor")
        return reverse("mine_evidence", args=[item.code]), gettext_lazy("Kirim buktinya")

    @staticmethod
    def verifier(item: Requirement) -> str:
        """Return who checks the proof of a requirement."""
        return str(WHO_ACTS.get(item.rule.verifier) or line.who(item.rule.verifier).name)

    @staticmethod
    def rule_href(item: Requirement) -> str:
        """Return where the rule is explained."""
        return f"{reverse('rules')}#{item.rule.law[0]}" if item.rule.law else reverse("rules")

    @property
    def legs(self) -> Iterator[tuple[str, tuple[Step, ...]]]:
        """Every station with its steps, in the order of the line; what is not asked of her is left out."""
        for station in self.assessment.stations:
            here = [item for item in self.assessment.requirements if item.rule.station == station.code]
            steps = tuple(self.step(item) for item in here if item.state is not State.NOT_APPLICABLE)
            if steps:
                yield told(station.title), steps

    def step(self, item: Requirement) -> Step:
        """Return one requirement ready to show."""
        hers = item.open and item.who == CANDIDATE and item.code not in BY_OTHERS
        return Step(
            code=item.code,
            title=told(item.rule.title),
            state=STATE_WORDS[item.state],
            tone=TONES[item.state],
            sentence=told(item.text),
            until=item.until,
            proved_on=item.evidence.issued_on if item.evidence else None,
            proof=str(origin(item.evidence.origin)) if item.evidence else "",
            carried=item.carried,
            citation=item.rule.citation,
            law=self.rule_href(item),
            href=self.where(item)[0] if hers else "",
            advice=tuple(told(advice.text) for advice in item.warnings),
        )


WHO_ACTS: Mapping[str, str | Promise] = {
    "bp3mi": "BP3MI",
    "mission": gettext_lazy("Perwakilan RI"),
    "office": gettext_lazy("kantor layanan"),
    "training": gettext_lazy("Lembaga sertifikasi"),
    "insurer": "BPJS Ketenagakerjaan",
    "health_insurer": "BPJS Kesehatan",
    "immigration": gettext_lazy("Imigrasi"),
    "civil_register": "Dukcapil",
    "police": "Polri",
}
