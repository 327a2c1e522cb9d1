"""What hangs below the line: one requirement with whose turn it is, what she can do, and where."""

from collections.abc import Mapping

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rantau.rulebook.model import Requirement, State, Text
from rantau.web.look import line, wording

CANDIDATE, AGENCY = "candidate", "agency"
SEND = gettext_lazy("Kirim buktinya")
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


def told(text: Text) -> str:
    """Return a text of the rulebook in the reader's language."""
    return text.en if wording.language().startswith("en") else text.id


def hang(item: Requirement, hers: bool, agency: str) -> line.Hang:
    """Return one requirement as it hangs; ``hers`` says that it is her turn, ``agency`` is the name of her agency."""
    href, label = where(item) if hers and item.code not in BY_OTHERS else ("", "")
    asks = item.open and not hers
    return line.Hang(
        what=told(item.rule.title),
        who="you" if hers else "candidate" if item.who == CANDIDATE else item.who or "",
        who_name="" if hers else _who_name(item, agency),
        until=item.until if item.state is State.MISSING else None,
        rule=item.rule.citation.split(";")[0],
        rule_href=rule_href(item),
        mark=MARKS.get(item.state, "none"),
        note=wording.without_turn(told(item.text)),
        action=label,
        href=href,
        ask=_("Belum ada kabar? Cari bantuan") if asks else "",
        ask_href=reverse("mine_help") if asks else "",
    )


def _who_name(item: Requirement, agency: str) -> str | Promise:
    if item.who == CANDIDATE:
        return gettext_lazy("Nanti, giliran Anda")
    return agency if item.who == AGENCY else capfirst(str(WHO_ACTS.get(item.who or "", "")))


def where(item: Requirement) -> tuple[str, str | Promise]:
    """Return the page where she can do something about a requirement, and what the button says."""
    if item.code in DONE_AT:
        name, label = DONE_AT[item.code]
        return reverse(name), label
    if item.code in AT_COUNTER:
        return reverse("offices"), gettext_lazy("Cari kantor")
    label = gettext_lazy("Baca sebabnya, lalu kirim lagi") if item.state is State.REFUSED else SEND
    return reverse("mine_evidence", args=[item.code]), label


def verifier(item: Requirement) -> str:
    """Return who checks the proof of a requirement."""
    return str(WHO_ACTS.get(item.rule.verifier) or line.who(item.rule.verifier).name)


def rule_href(item: Requirement) -> str:
    """Return where the rule is explained."""
    return f"{reverse('rules')}#{item.rule.law[0]}" if item.rule.law else reverse("rules")
