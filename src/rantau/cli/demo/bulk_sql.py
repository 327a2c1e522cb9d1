"""The statements with which the demo country is multiplied: one INSERT … SELECT per table, from staged clones.

Columns come from the models, so that a new column is cloned like its neighbours. Identifiers of cloned evidence keep
the moment of their archetype's in front, so that a log reads in the same order.
"""

from collections.abc import Iterator

from django.db.models import Model

from rantau.kernel.models import AccessGrant, Evidence
from rantau.placement.dossiers import file
from rantau.placement.dossiers.models import Dossier
from rantau.registry.people.models import Person

STAGED = {
    "model": "uuid", "model_person": "uuid", "dossier": "uuid", "person": "uuid", "handling": "uuid", "number": "text",
    "days": "integer", "ago": "interval", "person_number": "text", "name": "text", "name_key": "text", "sex": "text",
    "birth_date": "date", "birth_place": "text", "marital": "text", "education": "text", "village": "text",
    "nik_state": "text", "address": "bytea", "data_key": "bytea",
    **{f"{kind}_{part}": form for kind in ("nik", "passport", "phone")
       for part, form in (("id", "uuid"), ("digest", "bytea"), ("sealed", "bytea"))},
    "stage": "text", "turn": "text", "awaits": "text", "hanging": "text", "missing": "integer", "unchecked": "integer",
    "stopped": "boolean", "machine_clean": "boolean", "act_by": "date", "urgent_on": "date", "next_change_on": "date",
    "assessed_by": "text",
}  # fmt: skip
COLUMNS = tuple(STAGED)
STAGE = f"CREATE TEMPORARY TABLE staged_clone ({', '.join(f'{name} {form}' for name, form in STAGED.items())})"
NUMBERS = (
    "SELECT setval('dossier_number', nextval('dossier_number') + m - 1) - m + 1 FROM (SELECT %s::bigint AS m) wanted"
)
GROWN = "unit", "person", "identifier", "contact", "data_key", "access_grant", "dossier", "evidence"

PERSON = {
    "id": "c.person", "number": "c.person_number", "regency_id": "left(c.village, 5)",
    "district_id": "left(c.village, 8)", "village_id": "c.village", "merged_into_id": "NULL",
    **{name: f"c.{name}" for name in (
        "name", "name_key", "sex", "birth_date", "birth_place", "marital", "education", "nik_state", "address",
    )},
    **{name: f"o.{name} - c.ago" for name in ("confirmed_at", "registered_at", "identity_verified_at")},
}  # fmt: skip
DOSSIER = {
    "id": "c.dossier", "number": "c.number", "person_id": "c.person", "handling_id": "c.handling", "visits": "0",
    **{name: f"c.{name}" for name in file.CACHED},
    **{name: f"o.{name} - c.days" for name in ("opened_on", "departs_on", "placed_on", "departed_on")},
    **{name: f"o.{name} - c.ago" for name in ("waiting_since", "handling_since", "made_at")},
}  # fmt: skip


def _like(row_id: str) -> str:
    """An identifier for the clone of this row: its moment, then what is particular to clone and row."""
    digest = f"md5(c.dossier::text || {row_id}::text)"
    return (
        f"(left({row_id}::text, 15) || substr({digest}, 1, 3) || '-8' || substr({digest}, 4, 3) || '-'"
        f" || substr({digest}, 7, 12))::uuid"
    )


EVIDENCE = {
    "id": _like("o.id"), "subject": "CASE o.subject WHEN c.model THEN c.dossier ELSE c.person END",
    "owner": "c.person", "number": "NULL", "number_digest": "NULL", "sealed_values": "NULL", "upload_id": "NULL",
    "supersedes_id": _like("o.supersedes_id"), "values": "o.values - 'rests_on'",  # marks of papers that are not cloned
    **{name: f"o.{name} - c.days" for name in ("issued_on", "valid_until")},
    **{name: f"o.{name} - c.ago" for name in ("stated_at", "decided_at")},
}  # fmt: skip
GRANT = {
    "id": _like("o.id"),
    "subject": "CASE o.subject WHEN c.model THEN c.dossier WHEN c.model_person THEN c.person ELSE o.subject END",
    "unit": "CASE o.unit WHEN c.model_person THEN c.person WHEN o.handled_by THEN c.handling ELSE o.unit END",
    **{name: f"o.{name} - c.ago" for name in ("valid_from", "valid_to")},
}  # fmt: skip
MODELS = (
    "WITH told AS MATERIALIZED (SELECT d.id AS told_as, d.handling_id AS handled_by, r.* FROM dossier d"
    " JOIN {table} r ON {belongs} WHERE d.id IN (SELECT model FROM staged_clone)) "
)


def offices() -> Iterator[str]:
    """Make the labour offices that the demo does not have."""
    yield (
        "INSERT INTO unit (id, code, kind, name, parent_id, province_id, regency_id, country_id, address, phone, hours,"
        " time_zone) SELECT n.handling, 'disnaker-' || r.code, 'disnaker', 'Disnaker ' || r.name,"
        " (SELECT id FROM unit WHERE kind = 'ministry' ORDER BY code LIMIT 1), r.province_id, r.code, 'ID', '', '', '',"
        " 'Asia/Jakarta' FROM (SELECT DISTINCT handling, left(village, 5) AS regency FROM staged_clone) n"
        " JOIN regency r ON r.code = n.regency ON CONFLICT DO NOTHING"
    )


def inserts() -> Iterator[str]:
    """The clones, in the order in which rows refer to each other."""
    yield _clone(Person, PERSON, "staged_clone c JOIN person o ON o.id = c.model_person")
    yield "INSERT INTO data_key (subject, wrapped, made_at) SELECT person, data_key, now() FROM staged_clone"
    for kind in ("nik", "passport"):
        yield (
            "INSERT INTO identifier (id, person_id, kind, digest, sealed, state, made_at)"  # noqa: S608 - two fixed words
            f" SELECT {kind}_id, person, '{kind}', {kind}_digest, {kind}_sealed, 'held', now() FROM staged_clone"
            f" WHERE {kind}_id IS NOT NULL ON CONFLICT DO NOTHING"
        )
    yield (
        "INSERT INTO contact (id, person_id, kind, sealed, digest, safe, made_at)"
        " SELECT phone_id, person, 'phone', phone_sealed, phone_digest, true, now() FROM staged_clone"
    )
    joined = "told o JOIN staged_clone c ON c.model = o.told_as"
    belongs = "r.subject IN (d.id, d.person_id) OR r.unit = d.person_id"
    yield _models("access_grant", belongs, _clone(AccessGrant, GRANT, joined)) + " ON CONFLICT DO NOTHING"
    yield _clone(Dossier, DOSSIER, "staged_clone c JOIN dossier o ON o.id = c.model")
    yield _models("evidence", "r.subject IN (d.id, d.person_id)", _clone(Evidence, EVIDENCE, joined))


def _models(table: str, belongs: str, insert: str) -> str:
    head, _select, tail = insert.partition(" SELECT ")
    return f"{head} {MODELS.format(table=table, belongs=belongs)} SELECT {tail}"


def _clone(model: type[Model], instead: dict[str, str], source: str) -> str:
    """Copy every column from the archetype's row ``o`` but those that the clone ``c`` has of its own."""
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(instead.get(str(column), f'o."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f'INSERT INTO "{model._meta.db_table}" ({names}) SELECT {values} FROM {source}'  # noqa: S608 - our own names
