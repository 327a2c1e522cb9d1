"""How a file stands, in the words of its owner: heading, line, what hangs, proof of each step. All from ``assess``."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from rantau.placement.dossiers.models import Dossier
from rantau.placement.dossiers.selectors import country_text, position_text
from rantau.rulebook.model import Assessment, Mark, Requirement, State
from rantau.web.look import line, wording
from rantau.web.mine.hanging import BY_OTHERS, CANDIDATE, hang, rule_href, told, where
from rantau.web.words import origin

WORDS_UP_TO = 10
NUMBERS = (
    gettext_lazy("nol"), gettext_lazy("satu"), gettext_lazy("dua"), gettext_lazy("tiga"), gettext_lazy("empat"),
    gettext_lazy("lima"), gettext_lazy("enam"), gettext_lazy("tujuh"), gettext_lazy("delapan"),
    gettext_lazy("sembilan"), gettext_lazy("sepuluh"),
)  # fmt: skip
AFTER_LEAVING = frozenset({"departure", "arrival_report", "return_report"})  # no step of the preparation
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


def number_word(count: int) -> str:
    """Return a small number in words, a larger one in figures."""
    return str(NUMBERS[count]) if count <= WORDS_UP_TO else wording.number(count)


def work_of(dossier: Dossier) -> str:
    """Return as what and where: the position as the order calls it, in English the occupation; empty while unknown."""
    job, country = told(position_text(dossier)), told(country_text(dossier))
    return _("%(job)s di %(country)s") % {"job": job, "country": country} if job and country else job or country


def _short_of(count: int) -> str:
    return ngettext("%(count)s hal kurang", "%(count)s hal kurang", count) % {"count": count}


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
    """A dossier and its assessment, ready for a page. ``name`` is what she is called, ``agency`` her agency's name.

    ``her_move`` names requirements that others bring and for which she has to do something first: choose a class,
    read a statement.
    """

    def __init__(self, dossier: Dossier, assessment: Assessment, her_move: frozenset[str] = frozenset()) -> None:
        self.dossier = dossier
        self.assessment = assessment
        self.her_move = her_move
        self.name = dossier.person.name.split(" ")[0]
        self.agency = dossier.agency.unit.name if dossier.agency else ""
        self._place = {station.code: place for place, station in enumerate(assessment.stations)}

    @property
    def work(self) -> str:
        """As what and where."""
        return work_of(self.dossier)

    @property
    def place(self) -> int:
        """At which station she stands, counted from 1."""
        return self._place.get(self.assessment.stage, 0) + 1

    @property
    def stage_title(self) -> str:
        return told(self.assessment.stations[self.place - 1].title)

    @property
    def missing_here(self) -> tuple[Requirement, ...]:
        """What holds the file back at its present station or before it; once she has left, only her report counts."""
        return tuple(
            item for item in self.assessment.holding if self._place[item.rule.station] < self.place and self._due(item)
        )

    def _due(self, item: Requirement) -> bool:
        if self.assessment.departed_on is None:
            return item.code not in AFTER_LEAVING
        return item.code == "arrival_report"

    def hers(self, item: Requirement) -> bool:
        """Whether it is her turn."""
        return item.open and (item.who == CANDIDATE or item.code in self.her_move)

    @property
    def ready(self) -> bool:
        """Whether everything is there and only the departure is left."""
        return self.assessment.placed and self.assessment.departed_on is None and not self.missing_here

    @property
    def carried(self) -> bool:
        """Whether any step came over from an old system."""
        return any(station.mark is Mark.CARRIED for station in self.assessment.stations)

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
        if self.ready:
            return _("%(name)s, Anda siap berangkat") % {"name": self.name}
        return _("%(name)s, tidak ada yang kurang sekarang") % {"name": self.name}

    def _abroad(self) -> str:
        if self.missing_here:
            return _("%(name)s, satu hal lagi: lapor diri setelah tiba") % {"name": self.name}
        return _("%(name)s, selamat bekerja") % {"name": self.name}

    def _next_title(self) -> str:
        """Return what comes after the present station: a stage of the preparation, or leaving."""
        following = next(iter(self.assessment.stations[self.place : self.place + 1]), None)
        if following is None or self._place[following.code] >= self._place.get("arrived", 0):
            return pgettext("sebelum", "berangkat")
        return _("tahap %(title)s") % {"title": told(following.title)}

    @property
    def yours(self) -> bool:
        """Whether anything at all waits for her."""
        return any(self.hers(item) for item in self.assessment.holding if self._due(item))

    @property
    def stations(self) -> list[line.Station]:
        """The line, with dates and what is missing below the present station."""
        proofs = self._proofs()
        made = []
        for place, station in enumerate(self.assessment.stations, 1):
            here = place == self.place
            note = _short_of(len(self.missing_here)) if here and self.missing_here else ""
            state = self._drawn(station.mark)
            proof = "; ".join(proofs[station.code])
            made.append(line.Station(station.code, told(station.title), state, station.on, here, note, proof))
        return made

    def _drawn(self, mark: Mark) -> str:
        """A paper that ran out asks for renewal; only what was refused stops a file."""
        refused = any(item.state is State.REFUSED for item in self.missing_here)
        return "warn" if mark is Mark.STOP and not refused else str(mark)

    def _proofs(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for item in self.assessment.requirements:
            if item.state is State.MET and item.evidence is not None:
                found[item.rule.station].append(item.title_en if wording.language() == "en" else item.title_id)
        return found

    @property
    def hangs(self) -> list[line.Hang]:
        """What is missing here: hers first, then what others do, then what follows; one station on when nothing is."""
        now = self.missing_here or [item for item in self.assessment.holding if item.open and self._due(item)]
        return [
            hang(item, self.hers(item), self.agency)
            for item in sorted(now, key=lambda item: (not self.hers(item), not item.open))
        ]

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
        hers = self.hers(item) and item.code not in BY_OTHERS
        return Step(
            code=item.code,
            title=told(item.rule.title),
            state=STATE_WORDS[item.state],
            tone=TONES[item.state],
            sentence=wording.without_turn(told(item.text)),
            until=item.until,
            proved_on=item.evidence.issued_on if item.evidence else None,
            proof=str(origin(item.evidence.origin)) if item.evidence else "",
            carried=item.carried,
            citation=item.rule.citation,
            law=rule_href(item),
            href=where(item)[0] if hers else "",
            advice=tuple(told(advice.text) for advice in item.warnings),
        )
