"""Answers other rooms ask for one at a time: costs, premiums, hours, ages, destinations, citations. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rantau.rulebook.compiler import citation as cite
from rantau.rulebook.loader import Rulebook
from rantau.rulebook.model import Advice, Facts, Placement, State, Text
from rantau.rulebook.options import hours_of
from rantau.rulebook.pack import CeilingRow, ComponentRow, JobRow, Names, Pack
from rantau.rulebook.run import Run
from rantau.rulebook.standing import DestinationJudge, age_applies, is_open, jobs_here

MAX_MONTHS = 600


@dataclass(frozen=True, slots=True)
class Law:
    """One law row as people cite it."""

    id: str
    citation: str
    certainty: str


@dataclass(frozen=True, slots=True)
class CostLine:
    """One cost of a placement. ``ceiling`` in whole units of ``currency``; None when no ceiling was found.

    ``candidate_pays`` is False when asking the candidate for it is overcharging.
    """

    code: str
    name: Text
    payer: str
    candidate_pays: bool
    ceiling: int | None
    currency: str
    law: Names
    citation: str
    warnings: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class CostCeiling:
    """The most that may be charged, in whole units of ``currency``."""

    code: str
    amount: int
    currency: str
    note: Text
    law: Names
    citation: str
    per: str = "placement"  # placement | month


@dataclass(frozen=True, slots=True)
class Premium:
    """Social security in whole rupiah: before work, during and after, and what the law read so far leaves open."""

    before: int
    during: int
    months: int
    law: Names
    citation: str
    warnings: tuple[Advice, ...] = ()

    @property
    def total(self) -> int:
        return self.before + self.during


@dataclass(frozen=True, slots=True)
class OrientationRule:
    """Lesson hours to attend and seats of one class."""

    hours: int
    seats: int | None  # None: the pack knows no ceiling
    law: Names
    citation: str
    warnings: tuple[Advice, ...] = ()


@dataclass(frozen=True, slots=True)
class AgeRule:
    """Completed years, both ends inclusive. ``blocks`` is False for rows that only advise."""

    code: str
    min: int | None
    max: int | None
    blocks: bool
    law: Names
    citation: str


@dataclass(frozen=True, slots=True)
class Destination:
    """Whether a country is open to this kind of placement. state: open | special | closed | not_listed.

    ``special`` also for a closed country whose list of those who may finish names this person; the warning says so.
    """

    country: str
    state: str
    text: Text
    closure: str | None = None
    warnings: tuple[Advice, ...] = ()


def citation(rulebook: Rulebook, law_id: str, on: date | None = None) -> Law:
    """A law row by id, from the pack in force on ``on`` (the newest if not given), else from any edition that names
    it. KeyError when none does."""
    first = rulebook.packs[-1] if on is None else rulebook.pack_on(on)
    for pack in (first, *reversed(rulebook.packs)):
        for row in pack.law:
            if row.id == law_id:
                return Law(row.id, row.citation, row.certainty)
    raise KeyError(law_id)


def jobs_for(rulebook: Rulebook, occupation: str | None, employer_kind: str | None, on: date) -> tuple[JobRow, ...]:
    """The jobs the law names for an occupation (ISCO-08 unit or job code) with this kind of employer."""
    rows = [row for row in rulebook.pack_on(on).jobs if occupation is not None and occupation in (row.code, *row.isco)]
    return tuple(jobs_here(rows, employer_kind))


def cost_lines(rulebook: Rulebook, placement: Placement, scheme: str, on: date) -> tuple[CostLine, ...]:
    """Who bears which cost of a placement agreed on a legal day. ``placement.zero_cost`` True (the employer promises
    more than the law asks) makes every line free for the candidate."""
    pack = rulebook.pack_on(on)
    jobs = jobs_for(rulebook, placement.occupation, placement.employer_kind, on)
    free = placement.zero_cost is True or any(job.zero_cost for job in jobs)
    codes = tuple(job.code for job in jobs)
    rows = [row for row in pack.components if _component(row, placement, scheme, codes) and _in_force(row, on)]
    rows = [row for row in rows if row.zero_cost in (None, free)]
    return tuple(_line(rulebook, row, placement, scheme, on) for row in _narrowest(rows))


def _narrowest(rows: list[ComponentRow]) -> list[ComponentRow]:
    """Of rows with one code those that name most: what is said of one scheme goes before what is said of all."""
    named = {id(row): bool(row.schemes) + bool(row.countries) + bool(row.jobs) for row in rows}
    most: dict[str, int] = {}
    for row in rows:
        most[row.code] = max(most.get(row.code, 0), named[id(row)])
    return [row for row in rows if named[id(row)] == most[row.code]]


def cost_ceilings(rulebook: Rulebook, placement: Placement, scheme: str, on: date) -> tuple[CostCeiling, ...]:
    """Ceilings that bind this placement; in Taiwan for individual employers one in rupiah and one in NT$."""
    pack = rulebook.pack_on(on)
    return tuple(
        CostCeiling(
            row.code,
            row.amount,
            row.currency,
            Text(row.note_id, row.note_en),
            row.basis,
            cite(pack, row.basis),
            row.per,
        )
        for row in pack.ceilings
        if placement.country in row.countries
        and (not row.employer_kinds or placement.employer_kind in row.employer_kinds)
        and (not row.schemes or scheme in row.schemes)
        and _in_force(row, on)
    )


def premium(rulebook: Rulebook, months: int, on: date, *, scheme: str | None = None) -> Premium:
    """Social-security premium for a contract of so many months, whole rupiah (Permenaker 4/2023 Ps 18).

    Lengths between the tiers are not defined by what was read: the pack's setting decides, with a warning. Whether
    the part before work is due is said by the scheme; without one it is. ValueError for months outside 1…600;
    LookupError when the pack has no premiums.
    """
    if not 1 <= months <= MAX_MONTHS:
        raise ValueError(f"months must be between 1 and {MAX_MONTHS}, not {months}")
    pack = rulebook.pack_on(on)
    if not pack.premium:
        raise LookupError(f"pack {pack.version} has no premiums")
    rule = pack.premium[0]
    amount, law, warnings = _during(pack, months)
    if months == rule.disputed_months and amount != rule.disputed_amount:
        text = Text(
            f"Untuk {months} bulan sumber berbeda: {_rupiah(amount)} menurut tabel, {_rupiah(rule.disputed_amount)}"
            " menurut halaman lain. Yang lebih tinggi dipakai sebagai pegangan.",
            f"For {months} months sources differ: {_rupiah(amount)} by the table, {_rupiah(rule.disputed_amount)}"
            " on another page. The higher one is shown.",
        )
        warnings = (*warnings, Advice("premium_disputed", text, (*law, *rule.disputed_basis)))
    row = next((row for row in pack.schemes if row.code == scheme), None)
    before = row is None or row.insured_before
    basis = (*rule.basis[:1], *law) if before else (*law, *(row.basis if row else ()))
    return Premium(rule.before if before else 0, amount, months, basis, cite(pack, basis), warnings)


def _during(pack: Pack, months: int) -> tuple[int, Names, tuple[Advice, ...]]:
    rule = pack.premium[0]
    below = [row for row in pack.tiers if row.months <= months]
    if below and (below[-1].months == months or below[-1] is pack.tiers[-1]):
        extra = months - below[-1].months
        law = below[-1].basis if not extra else (*below[-1].basis, *rule.basis[1:])
        return below[-1].amount + extra * rule.per_month, law, ()
    above = next(row for row in pack.tiers if row.months > months)
    if not below:
        return above.amount, above.basis, (_between(months, above.amount, (), rule.between_basis),)
    monthly = min(above.amount, below[-1].amount + (months - below[-1].months) * rule.per_month)
    readings = (above.amount, monthly)
    amount, law = (above.amount, above.basis) if rule.between == "next_tier" else (monthly, below[-1].basis)
    return amount, law, (_between(months, amount, readings, rule.between_basis),)


def _between(months: int, amount: int, readings: tuple[int, ...], law: Names) -> Advice:
    """That the length is not in the table, with every way to reckon it and the one we use."""
    said_id = f"Iuran untuk {months} bulan belum diatur dalam aturan yang dibaca."
    said_en = f"The premium for {months} months is not set by the rules read so far."
    if readings:
        tier, monthly = (_rupiah(held) for held in readings)
        said_id += f" Dua hitungan mungkin: {tier} (tingkat berikutnya) atau {monthly} (ditambah per bulan)."
        said_en += f" Two reckonings are possible: {tier} (next tier) or {monthly} (month by month)."
    text = Text(f"{said_id} Kami memakai {_rupiah(amount)}.", f"{said_en} We use {_rupiah(amount)}.")
    return Advice("premium_between", text, law)


def orientation_rule(
    rulebook: Rulebook, scheme: str, occupation: str | None, employer_kind: str | None, on: date
) -> OrientationRule:
    """Lesson hours and class ceiling for a cohort opened on that day. KeyError when the scheme has no hours."""
    pack = rulebook.pack_on(on)
    jobs = tuple(job.code for job in jobs_for(rulebook, occupation, employer_kind, on))
    row = hours_of([held for held in pack.hours if scheme in held.schemes], jobs, on)
    if row is None:
        raise KeyError(scheme)
    ceiling = pack.classes[0] if pack.classes else None
    law = (*row.basis, *(ceiling.basis if ceiling else ()))
    return OrientationRule(row.hours, ceiling.seats if ceiling else None, law, cite(pack, law))


def age_rules(rulebook: Rulebook, facts: Facts, on: date) -> tuple[AgeRule, ...]:
    """Every age row that speaks about this dossier, the binding ones first."""
    program = rulebook.program(facts.scheme, facts.opened_on, on)
    run = Run(facts, on, 0, program.jobs)
    pack = program.cohort
    rows = [row for row in pack.ages if (not row.schemes or facts.scheme in row.schemes) and age_applies(row, run)]
    rules = [
        AgeRule(row.code, row.min, row.max, row.blocks, (*row.basis, *row.see_also), cite(pack, row.basis))
        for row in rows
    ]
    return tuple(sorted(rules, key=lambda rule: not rule.blocks))


def destination_state(
    rulebook: Rulebook, placement: Placement, scheme: str, on: date, transitional: Names = ()
) -> Destination:
    """Whether the country is open today to this scheme, employer and job; open where the scheme does not ask.

    ValueError without a country.
    """
    country = placement.country
    if country is None:
        raise ValueError("a destination needs a country")
    program = rulebook.program(scheme, on, on)
    judge = next((judge for judge in program.judged if isinstance(judge, DestinationJudge)), None)
    if judge is None:
        return Destination(country, "open", Text("", ""))
    run = Run(Facts(scheme, on, placement=placement, transitional=transitional), on, program.size, program.jobs)
    answer = judge.run(run)
    if answer.state is State.REFUSED:
        code = answer.rule.row.removeprefix("closure ")
        return Destination(country, "closed", answer.text, code, answer.warnings)
    if answer.state is not State.MET:
        return Destination(country, "not_listed", answer.text, None, answer.warnings)
    row = next((row for row in judge.opens.get(country, ()) if is_open(row, run)), None)
    if row is None:  # open like every country that is not closed, or she stands on the list of those who may finish
        return Destination(country, "open" if judge.anywhere else "special", answer.text, None, answer.warnings)
    text = Text(row.note_id, row.note_en) if row.note_id else answer.text
    return Destination(country, row.state, text, None, answer.warnings)


def _component(row: ComponentRow, placement: Placement, scheme: str, jobs: Names) -> bool:
    return (
        (not row.schemes or scheme in row.schemes)
        and (not row.countries or placement.country in row.countries)
        and (not row.jobs or not set(row.jobs).isdisjoint(jobs))
    )


def _in_force(row: ComponentRow | CeilingRow, on: date) -> bool:
    return (row.valid_from is None or row.valid_from <= on) and (row.valid_to is None or on <= row.valid_to)


def _line(rulebook: Rulebook, row: ComponentRow, placement: Placement, scheme: str, on: date) -> CostLine:
    pack = rulebook.pack_on(on)
    warnings: tuple[Advice, ...] = ()
    ceiling = row.ceiling
    if row.from_premium and pack.premium and placement.months is not None and 1 <= placement.months <= MAX_MONTHS:
        due = premium(rulebook, placement.months, on, scheme=scheme)
        ceiling, warnings = due.total, due.warnings
    if row.see_also:
        named = cite(pack, (*row.basis, *row.see_also))
        text = Text(
            f"Sumber berbeda atau belum terbaca penuh: {named}.", f"Sources differ or were not read in full: {named}."
        )
        warnings = (*warnings, Advice("sources_differ", text, (*row.basis, *row.see_also)))
    return CostLine(
        row.code,
        Text(row.name_id, row.name_en),
        row.payer,
        row.payer in ("candidate", "candidate_or_employer"),
        ceiling,
        row.currency,
        row.basis,
        cite(pack, row.basis),
        warnings,
    )


def _rupiah(amount: int) -> str:
    return "Rp" + f"{amount:,}".replace(",", ".")
