"""What a pack must satisfy before it may come into force. Each check names the file, the row and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from rantau.rulebook import checks_asking as asking
from rantau.rulebook.asking import asked
from rantau.rulebook.checks_common import known, listed, refuse_unseen
from rantau.rulebook.errors import PackError
from rantau.rulebook.pack import TABLES, AgeRow, ConflictRow, Pack
from rantau.rulebook.rows import row_name, shape

CERTAINTIES = frozenset({"seen", "recalled", "derived"})
PAYERS = frozenset({"employer", "agency", "candidate", "candidate_or_employer", "government"})
LAW_FIELDS = ("basis", "see_also", "versions", "between_basis", "disputed_basis", "rests_on", "anywhere")
PER = frozenset({"placement", "month"})


def check_pack(pack: Pack) -> None:
    """Run every check. Raises PackError on the first failure."""
    for check in (unique_rows, law, codes, asking.requirements, asking.lines, asking.sentences, asking.variants):
        check(pack)
    for check in (asking.cases, asking.edges, conflicts, blocking_rows, dated_rows, money):
        check(pack)


def check_together(packs: Sequence[Pack]) -> None:
    """Packs in order of their effective date: what applies as of today has a place on the line of every older cohort.

    Raises PackError.
    """
    for place, today in enumerate(packs):
        for cohort in packs[:place]:
            lines = {(row.scheme, row.code) for row in cohort.stations}
            for scheme in dict.fromkeys(row.scheme for row in cohort.stations):
                for row in asked(today, scheme):
                    if row.applies == "today" and (scheme, row.station) not in lines:
                        why = f"applies today, and the line of {scheme} in {cohort.version} has no '{row.station}'"
                        raise PackError(asking.file_of(today, row.code), f"requirement {row.code}", why)


def rows_of(pack: Pack) -> Iterable[tuple[str, str, Any]]:
    """Every row of a pack: (file, name, row)."""
    for table, file, place, _, keys in TABLES:
        held = getattr(pack, place)
        for row in held if isinstance(held, tuple) else (held,):
            name = row_name(table, keys, {entry.name: getattr(row, entry.name) for entry in fields(row)})
            yield pack.files.get(name, file), name, row


def unique_rows(pack: Pack) -> None:
    """No two undated rows share their key; dated ones are looked at by ``dated_rows``."""
    seen: set[str] = set()
    for file, name, row in rows_of(pack):
        if name in seen and not hasattr(row, "valid_from"):
            raise PackError(file, name, "stands there twice")
        seen.add(name)


def law(pack: Pack) -> None:
    """Every row names law rows that exist."""
    ids = {row.id for row in pack.law}
    for file, name, row in rows_of(pack):
        certainty = getattr(row, "certainty", "seen")
        if certainty not in CERTAINTIES:
            raise PackError(file, name, f"certainty '{certainty}' is none of {listed(CERTAINTIES)}")
        row_class: Any = type(row)
        if "basis" in shape(row_class) and not row.basis:
            raise PackError(file, name, "has no legal basis")
        for place, cited in law_named(row):
            if cited not in ids:
                raise PackError(file, name, f"{place} names the unknown law row '{cited}'")


def law_named(row: Any) -> Iterator[tuple[str, str]]:
    """Every law row that a row names, with the field that names it."""
    changes = getattr(row, "changes", {})
    for place in LAW_FIELDS:
        for name in changes.get(place, getattr(row, place, ())):
            yield place, name


def codes(pack: Pack) -> None:
    """Schemes and jobs that rows name exist."""
    schemes, jobs = {row.code for row in pack.schemes}, {row.code for row in pack.jobs}
    for file, name, row in rows_of(pack):
        for scheme in (*getattr(row, "schemes", ()), *getattr(row, "except_schemes", ())):
            known(file, name, "scheme", scheme, schemes)
        for job in getattr(row, "jobs", ()):
            known(file, name, "jobs", job, jobs)


def conflicts(pack: Pack) -> None:
    """A conflict has at least two versions and speaks about requirements that exist."""
    found = {row.code for row in pack.requirements}
    for file, name, row in rows_of(pack):
        if not isinstance(row, ConflictRow):
            continue
        if len(row.versions) < 2 or not row.requirements:
            raise PackError(file, name, "needs a requirement and at least two versions")
        for code in row.requirements:
            known(file, name, "requirement", code, found)


def blocking_rows(pack: Pack) -> None:
    """Only law somebody has seen may hold a file back; recalled and derived rows warn."""
    for file, name, row in rows_of(pack):
        refuse_unseen(pack, file, name, row)


def dated_rows(pack: Pack) -> None:
    """No row ends before it begins, and two rows with one key are never in force on one day."""
    spans: dict[str, list[tuple[date, date]]] = {}
    for file, name, row in rows_of(pack):
        if not hasattr(row, "valid_from"):
            continue
        begins, ends = row.valid_from or date.min, row.valid_to or date.max
        if ends < begins:
            raise PackError(file, name, "ends before it begins")
        for other_begins, other_ends in spans.get(name, []):
            if begins <= other_ends and other_begins <= ends:
                raise PackError(file, name, "overlapping dates: two rows with this key are in force on one day")
        spans.setdefault(name, []).append((begins, ends))
        if isinstance(row, AgeRow):
            _age(file, name, row)


def _age(file: str, name: str, row: AgeRow) -> None:
    limits = [limit for limit in (row.min, row.max) if limit is not None]
    if not limits or not all(0 < limit < 120 for limit in limits) or sorted(limits) != limits:
        raise PackError(file, name, "needs a minimum or a maximum between 1 and 119, in order")


def money(pack: Pack) -> None:
    """Amounts are whole and not negative; payers are known; tiers rise."""
    for file, name, row in rows_of(pack):
        if hasattr(row, "payer"):
            known(file, name, "payer", row.payer, PAYERS)
        if hasattr(row, "per"):
            known(file, name, "per", row.per, PER)
        amounts = [getattr(row, place, None) for place in ("ceiling", "amount", "before", "per_month")]
        if any(isinstance(amount, int) and amount < 0 for amount in amounts):
            raise PackError(file, name, "the amount is negative")
        if hasattr(row, "between"):
            known(file, name, "between", row.between, ("next_tier", "per_month"))
    tiers = [row.months for row in pack.tiers]
    if tiers != sorted(tiers):
        raise PackError("insurance.toml", "tier", "tiers must rise in months")
    if pack.premium and not pack.tiers:
        raise PackError("insurance.toml", "premium", "needs at least one tier")
