"""What a scheme asks for: the requirements of its stations, with the scheme's own changes laid over them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from rantau.rulebook.pack import Names, Pack, RequirementRow, SchemeRow, VariantRow
from rantau.rulebook.rows import row_name


@dataclass(frozen=True, slots=True)
class Case:
    """One way a requirement is asked: ``where`` is empty for the usual way. ``name`` is the row that says it."""

    row: RequirementRow
    name: str
    where: Mapping[str, Names]


def variant_name(row: VariantRow) -> str:
    """How messages name a variant."""
    return row_name("variant", ("scheme", "requirement", "where"), {
        "scheme": row.scheme, "requirement": row.requirement, "where": row.where,
    })  # fmt: skip


def cases_of(pack: Pack, scheme: str) -> list[tuple[Case, ...]]:
    """Every requirement a scheme asks for, in the order of its line: the usual way first, then the special cases.

    KeyError for a requirement that the pack does not have; ``check_pack`` refuses such a pack.
    """
    library = {row.code: row for row in pack.requirements}
    held = next((row for row in pack.schemes if row.code == scheme), None)
    variants: dict[str, list[VariantRow]] = {}
    for variant in pack.variants:
        if variant.scheme == scheme:
            variants.setdefault(variant.requirement, []).append(variant)
    found = []
    for station in pack.stations:
        for code in station.asks if station.scheme == scheme else ():
            row = replace(library[code], station=station.code)
            found.append(_cases(pack, held, row, variants.get(code, [])))
    return found


def asked(pack: Pack, scheme: str) -> tuple[RequirementRow, ...]:
    """The requirements of a scheme as it usually asks for them, in the order of its line."""
    return tuple(cases[0].row for cases in cases_of(pack, scheme))


def _cases(pack: Pack, scheme: SchemeRow | None, row: RequirementRow, variants: list[VariantRow]) -> tuple[Case, ...]:
    name = f"requirement {row.code}"
    always = [variant for variant in variants if not variant.where]
    own = any("basis" in variant.changes for variant in always)
    for variant in always:
        row, name = replace(row, **variant.changes), variant_name(variant)
    usual = row if own else _resting(pack, row, scheme)
    found = [Case(usual, name, {})]
    for variant in variants:
        if variant.where:
            special = replace(row, **variant.changes)
            special = special if own or "basis" in variant.changes else _resting(pack, special, scheme)
            found.append(Case(special, variant_name(variant), variant.where))
    return tuple(found)


def _resting(pack: Pack, row: RequirementRow, scheme: SchemeRow | None) -> RequirementRow:
    """The row resting also on what the whole scheme rests on: a list put together by analogy only advises."""
    if scheme is None or not scheme.rests_on:
        return row
    basis = (*row.basis, *scheme.rests_on)
    if pack.certainty(basis) == "seen":
        return replace(row, basis=basis)
    tones = [{"red": "amber"}.get(tone, tone) for tone in (row.gate_missing, row.gate_refused)]
    awaited = row.awaited or row.blocks
    return replace(row, basis=basis, blocks=False, awaited=awaited, gate_missing=tones[0], gate_refused=tones[1])
