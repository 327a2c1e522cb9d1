"""Loads the reference data of ``rantau.data`` into this room: set-based, idempotent, seconds for all villages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from psycopg import sql
from psycopg.types.json import Jsonb

from rantau.data import rows
from rantau.kernel import clock
from rantau.registry.places.words import search_words

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

Cell = str | date | Jsonb | None
Record = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table, its columns (the first is the key), whether its rows have an end, whether they can be searched.

    A searchable record carries two more texts: its own words (weight A) and words around it (weight C).
    """

    name: str
    columns: tuple[str, ...]
    dated: bool = False
    searchable: bool = True


_TABLES = {
    "province": _Table("province", ("code", "name", "valid_from", "valid_to"), dated=True),
    "regency": _Table("regency", ("code", "province_id", "name", "valid_from", "valid_to"), dated=True),
    "district": _Table("district", ("code", "regency_id", "name", "valid_from", "valid_to"), dated=True),
    "village": _Table("village", ("code", "district_id", "kind", "name", "valid_from", "valid_to"), dated=True),
    "country": _Table(
        "country", ("code", "iso3", "name_id", "name_en", "short_id", "short_en", "aliases", "time_zone")
    ),
    "occupation": _Table("occupation", ("code", "parent_id", "title_id", "title_en", "aliases")),
    "airport": _Table("airport", ("code", "name", "city", "country_id", "time_zone")),
    "old_name": _Table("old_name", ("old", "new"), searchable=False),
}


def load_reference(connection: "BaseDatabaseWrapper", on: date | None = None) -> dict[str, int]:
    """Bring the reference tables to the state of the shipped files; say per table how many rows were new or changed.

    Needs the rights of the tables' owner. A region that the list no longer has ends on the day before ``on`` (legal
    date, default today) and stays for old papers. A second run changes nothing and answers with zeros.
    """
    day = on or clock.today()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        # The web's time limit is for pages; on a slow disk the villages may take longer.
        cursor.execute("SET LOCAL statement_timeout = 0")
        return {kind: _load(cursor, table, _records(kind), day) for kind, table in _TABLES.items()}


def _load(cursor: "CursorWrapper", table: _Table, records: Iterable[Record], day: date) -> int:
    name, columns = sql.Identifier(table.name), sql.SQL(", ").join(map(sql.Identifier, table.columns))
    extra = ("own_words", "around") if table.searchable else ()
    cursor.execute(sql.SQL("CREATE TEMP TABLE incoming AS SELECT {} FROM {} WITH NO DATA").format(columns, name))
    for column in extra:
        cursor.execute(sql.SQL("ALTER TABLE incoming ADD COLUMN {} text").format(sql.Identifier(column)))
    with cursor.copy("COPY incoming FROM STDIN") as copy:
        for record in records:
            copy.write_row(record)
    cursor.execute(_upsert(table, name, columns))
    changed = int(cursor.rowcount)
    if table.dated:
        ended = sql.SQL(
            "UPDATE {0} SET valid_to = greatest(%s, valid_from) WHERE valid_to IS NULL"
            " AND NOT EXISTS (SELECT FROM incoming WHERE incoming.code = {0}.code)"
        )
        cursor.execute(ended.format(name), [day - timedelta(days=1)])
        changed += int(cursor.rowcount)
    cursor.execute("DROP TABLE incoming")
    return changed


def _upsert(table: _Table, name: sql.Identifier, columns: sql.Composed) -> sql.Composed:
    """Rows that are the same already are not written again, so that a second run leaves no dead rows."""
    vector = sql.SQL(
        "setweight(to_tsvector('simple', own_words), 'A') || setweight(to_tsvector('simple', around), 'C')"
    )
    names = [*table.columns, *(["search"] if table.searchable else [])]
    taken = sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(one)) for one in names)
    ours = sql.SQL(", ").join(sql.SQL("{}.{}").format(name, sql.Identifier(one)) for one in names)
    theirs = sql.SQL(", ").join(sql.SQL("excluded.{}").format(sql.Identifier(one)) for one in names)
    return sql.SQL(
        "INSERT INTO {name} ({names}) SELECT {columns}{vector} FROM incoming"
        " ON CONFLICT ({key}) DO UPDATE SET {taken} WHERE ({ours}) IS DISTINCT FROM ({theirs})"
    ).format(
        name=name,
        names=sql.SQL(", ").join(map(sql.Identifier, names)),
        columns=columns,
        vector=sql.SQL(", ") + vector if table.searchable else sql.SQL(""),
        key=sql.Identifier(table.columns[0]),
        taken=taken,
        ours=ours,
        theirs=theirs,
    )


def _records(kind: str) -> Iterator[Record]:
    makers = {
        "province": _provinces,
        "regency": _regencies,
        "district": _districts,
        "village": _villages,
        "country": _countries,
        "occupation": _occupations,
        "airport": _airports,
        "old_name": _old_names,
    }
    return makers[kind]()


def _names(name: str) -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows(name)}


def _begun() -> dict[str, date]:
    """Provinces that began within living files, by code; their regions began with them."""
    return {row["code"]: date.fromisoformat(row["valid_from"]) for row in rows("regions/begun.csv")}


def _provinces() -> Iterator[Record]:
    begun, aliases = _begun(), {row["code"]: row["alias"] for row in rows("regions/province_aliases.csv")}
    for row in rows("regions/provinces.csv.gz"):
        own = f"provinsi {row['name']} {aliases.get(row['code'], '')}"
        yield row["code"], row["name"], begun.get(row["code"]), None, _words(own), ""


def _regencies() -> Iterator[Record]:
    begun, provinces = _begun(), _names("regions/provinces.csv.gz")
    for row in rows("regions/regencies.csv.gz"):
        parent = row["province_code"]
        around = _words(provinces[parent])
        yield row["code"], parent, row["name"], begun.get(parent), None, _words(row["name"]), around


def _districts() -> Iterator[Record]:
    begun, provinces = _begun(), _names("regions/provinces.csv.gz")
    regencies = _names("regions/regencies.csv.gz")
    for row in rows("regions/districts.csv.gz"):
        parent, province = row["regency_code"], row["code"][:2]
        around = _words(f"kecamatan {regencies[parent]} {provinces[province]}")
        yield row["code"], parent, row["name"], begun.get(province), None, _words(row["name"]), around


def _villages() -> Iterator[Record]:
    begun, districts = _begun(), _names("regions/districts.csv.gz")
    regencies = _names("regions/regencies.csv.gz")
    for row in rows("regions/villages.csv.gz"):
        code, parent = row["code"], row["district_code"]
        around = _words(f"{row['kind']} {districts[parent]} {regencies[code[:5]]}")
        yield code, parent, row["kind"], row["name"], begun.get(code[:2]), None, _words(row["name"]), around


def _countries() -> Iterator[Record]:
    for row in rows("classifications/countries.csv"):
        aliases = [alias.strip() for alias in row["aliases_seen"].split(";") if alias.strip()]
        names = (row["name_id"], row["name_en"], row["short_id"], row["short_en"])
        own = _words(" ".join([row["iso2"], row["iso3"], *names, *aliases]))
        yield row["iso2"], row["iso3"], *names, Jsonb(aliases), row["time_zone"], own, ""


def _occupations() -> Iterator[Record]:
    titles = {row["code"]: row["title_id_kbji2014"] for row in rows("classifications/kbji2014_titles_subset.csv")}
    aliases: dict[str, list[str]] = {}
    for row in rows("classifications/occupation_aliases.csv"):
        aliases.setdefault(row["code"], []).append(row["alias"])
    for row in rows("classifications/isco08.csv"):
        code, title, known = row["code"], titles.get(row["code"], ""), aliases.get(row["code"], [])
        own = _words(" ".join([code, title, row["title"], *known]))
        yield code, row["parent"] or None, title, row["title"], Jsonb(known), own, ""


def _airports() -> Iterator[Record]:
    for row in rows("classifications/airports.csv"):
        own = _words(f"{row['iata']} {row['name']} {row['city']}")
        yield row["iata"], row["name"], row["city"], row["country"], row["tz"], own, _words(row["subdivision"])


def _old_names() -> Iterator[Record]:
    """Every name of a chain that is not the one we use, with the one we use."""
    chain = list(rows("classifications/old_names.csv"))
    ours = {row["chain"]: row["term"] for row in chain if row["current"] == "yes"}
    for row in chain:
        if row["current"] != "yes":
            yield row["term"], ours[row["chain"]]


def _words(text: str) -> str:
    return " ".join(search_words(text))
