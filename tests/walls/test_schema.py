"""The wall has no gap: every table is walled or says why it is open, and what goes around the wall is on a list."""

import re
from pathlib import Path

import psycopg
import pytest

from rantau.cli.preparation import MAY_BE_DELETED, REFERENCE
from rantau.config import server
from tests import database

SRC = database.ROOT / "src"
FRAMEWORK = ("django_", "auth_", "procrastinate_", "axes_", "mfa_", "account_email")

# Tables without row security, each with its reason. A new table is walled, or somebody writes its reason here.
OPEN = {
    **dict.fromkeys(REFERENCE, "reference data, the same for everybody"),
    "access_grant": "the wall rests on it; identifiers only",
    "account": "read before anybody is known; staff are named to each other, a person's own account shows in no list",
    "posting": "who works where is known in the house; needed before a scope can be set",
    "token": "looked up by digest before a scope can be set",
    "unit": "offices are public",
    "unit_name": "offices are public",
    "agency": "companies and their licences are public",
    "licence": "companies and their licences are public",
    "suspension": "companies and their licences are public",
    "referrer": "named to candidates before any grant, so that no broker is invisible",
    "employer": "named to every candidate who considers the work",
    "partner_agency": "companies abroad, named in public vacancies",
    "appointment": "which bodies are appointed is public",
    "pack_version": "the rulebook is public",
    "vacancy": "on the public page",
    "permit_quota": "numbers only, on the public page",
    "orientation_class": "classes and free seats, shown before anybody has one",
    "idempotency_key": "claimed before any scope is known to hold; key, digest and an answer of identifiers",
    "journal_batch": "roots and signatures, which are published",
    "journal_leaf": "positions of entries, without content",
    "tally_fact": "no name and a random subject: the source of published figures",
    "tally_subject": "two identifiers",
    "match_try": "counts searches per account, for its limit; no identifier of anybody searched for",
}
# Functions that see through the wall, each with its reason.
DEFINERS = {
    "people_match": "matching without sight (design §5.7): at most five masked candidates",
    "people_holder": "who holds an identifier, for the dispute over it: one identifier of a person, no row of hers",
    "people_open_withdrawals": "the clock honours withdrawn consents, also of people no unit sees; identifiers only",
    "rantau_card": "the public check of a card: whoever knows the 80 random bits of its index",
    "rantau_certificate": "the public check of a certificate by its number",
    "rantau_gate_by_card": "the gate finds the file of whoever stands before it; identifier only",
    "rantau_gate_by_passport": "the gate finds the file of whoever stands before it; identifier only",
}
# Where those functions look: policies for the owner alone, as whom nobody signs in but ``rantau setup``.
FOR_DEFINERS = {
    "match_sees": {"person", "identifier", "contact"},
    "public_check": {"card", "orientation_certificate", "seat_claim"},
    "open_withdrawals": {"consent"},
    "find_for_gate": {"card", "dossier", "identifier", "evidence"},
}
# Policies that let our roles see or change a row without a grant on it, each with its reason.
UNGRANTED = {
    ("journal_entry", "add"): "an entry is written by whoever acts, also about what she may not see",
    ("journal_entry", "seal"): "the sealer reads every entry; references and digests only",
    ("outbox_message", "add"): "a message follows an act, also to somebody whom its author may not see",
}


def walled(admin: psycopg.Connection) -> dict[str, bool]:
    """Each table and whether it has forced row security with policies for reading and adding (changing may lack)."""
    rows = admin.execute(
        "SELECT c.relname, c.relforcerowsecurity AND c.relrowsecurity AND ARRAY['r', 'a']::text[]"
        " <@ array(SELECT p.polcmd::text FROM pg_policy p WHERE p.polrelid = c.oid) FROM pg_class c"
        " WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')"
    )
    return dict(rows.fetchall())


def gaps(admin: psycopg.Connection) -> set[str]:
    """The tables that are neither walled nor on the list."""
    return {
        name
        for name, behind in walled(admin).items()
        if not behind and name not in OPEN and not name.startswith(FRAMEWORK)
    }


def test_schema_every_table_is_walled_or_says_why_not(admin: psycopg.Connection) -> None:
    assert gaps(admin) == set()


def test_schema_no_table_on_the_open_list_is_walled(admin: psycopg.Connection) -> None:
    assert {name for name, behind in walled(admin).items() if behind and name in OPEN} == set()


@pytest.mark.control
@pytest.mark.parametrize(
    "gap",
    ["CREATE TABLE diary (id int)", "DROP POLICY see ON kin", "ALTER TABLE kin NO FORCE ROW LEVEL SECURITY"],
)
def test_control_a_new_table_or_a_missing_policy_is_found(admin: psycopg.Connection, gap: str) -> None:
    with admin.transaction(force_rollback=True):
        admin.execute(gap)
        assert gaps(admin) in ({"diary"}, {"kin"})


def test_schema_every_policy_for_the_app_asks_for_a_grant(admin: psycopg.Connection) -> None:
    rows = admin.execute(
        "SELECT tablename, policyname FROM pg_policies WHERE roles <> '{rantau_owner}'"
        " AND concat(qual, ' ', with_check) !~ 'access_grant.*rantau_units'"
    )
    assert set(rows.fetchall()) <= set(UNGRANTED)


def test_schema_the_owner_sees_only_where_a_listed_function_looks(admin: psycopg.Connection) -> None:
    rows = admin.execute("SELECT policyname, tablename, cmd FROM pg_policies WHERE roles = '{rantau_owner}'").fetchall()
    assert {command for _, _, command in rows} <= {"SELECT"}
    assert [(name, table) for name, table, _ in rows if table not in FOR_DEFINERS.get(name, ())] == []


def test_schema_app_calls_the_listed_functions_and_nobody_else_does(admin: psycopg.Connection) -> None:
    rows = admin.execute(
        "SELECT proname, rolname FROM pg_proc, pg_roles WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        " AND rolname IN ('rantau_loader', 'rantau_sealer', 'rantau_backup')"
        " AND has_function_privilege(pg_roles.oid, pg_proc.oid, 'EXECUTE')"
    )
    assert rows.fetchall() == []


def test_schema_has_no_view_that_sees_with_its_owners_eyes(admin: psycopg.Connection) -> None:
    rows = admin.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND (relkind = 'm' OR (relkind = 'v' AND NOT 'security_invoker=true' = ANY (coalesce(reloptions, '{}'))))"
    )
    assert rows.fetchall() == []


def test_schema_every_function_that_sees_more_is_listed_and_trusts_no_search_path(admin: psycopg.Connection) -> None:
    rows = admin.execute(
        "SELECT proname, array_to_string(proconfig, ';') FROM pg_proc"
        " WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    ).fetchall()
    assert {name for name, _ in rows} <= set(DEFINERS)
    unsafe = {name for name, config in rows if not re.search(r"search_path=[^;]*pg_temp(;|$)", config or "")}
    assert unsafe == set(), "without pg_temp at the end of search_path a temporary table stands in for ours"


def test_schema_app_owns_nothing_and_is_nobody_else(admin: psycopg.Connection) -> None:
    owned = "SELECT count(*) FROM pg_shdepend WHERE deptype = 'o' AND refobjid = 'rantau_app'::regrole"
    member = "SELECT count(*) FROM pg_auth_members WHERE member = 'rantau_app'::regrole"
    powers = (
        "SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication"
        " FROM pg_roles WHERE rolname = 'rantau_app'"
    )
    assert admin.execute(owned).fetchone() == (0,)
    assert admin.execute(member).fetchone() == (0,)
    assert admin.execute(powers).fetchone() == (False,) * 5


def test_schema_app_deletes_in_framework_tables_only(admin: psycopg.Connection) -> None:
    rows = admin.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND"
        " (has_table_privilege('rantau_app', oid, 'DELETE') OR has_table_privilege('rantau_app', oid, 'TRUNCATE'))"
    )
    assert [name for (name,) in rows if not name.startswith(MAY_BE_DELETED)] == []


@pytest.mark.parametrize("role", list(server.DatabaseRole))
def test_schema_no_role_but_the_owner_makes_anything(role: server.DatabaseRole) -> None:
    # asked of the template: a copy of a database does not take its rights along
    target = server.get_server()
    template = f"test_rantau_{database._fingerprint()}"
    with psycopg.connect(server.role_dsn(target, role, template)) as connection:
        rights = "SELECT has_database_privilege(%s, 'TEMP'), has_schema_privilege('public', 'CREATE')"
        temporary, lasting = connection.execute(rights, [template]).fetchone() or (True, True)
    assert temporary == lasting == (role is server.DatabaseRole.OWNER)


def session_wide(text: str) -> list[str]:
    """The places in a source that set the scope for longer than a transaction, or outside the kernel's one way."""
    plain_set = re.findall(r"(?i)\bset\s+(?:session\s+)?rantau\.units\b.*", text)
    configured = re.findall(r"(?i)set_config\(\s*'rantau\.units'\s*,[^)]*\)", text)
    return plain_set + [call for call in configured if not re.search(r"(?i)\btrue\s*\)$", call)]


def sources() -> list[Path]:
    """Every source that runs in an installation."""
    return [file for kind in ("*.py", "*.sql") for file in SRC.rglob(kind)]


def test_source_scope_is_set_for_one_transaction_only() -> None:
    assert {str(file): found for file in sources() if (found := session_wide(file.read_text()))} == {}


def test_source_scope_is_set_in_the_kernel_only() -> None:
    setting = re.compile(r"(?i)set[^\n]{0,20}rantau\.units")
    found = {file.relative_to(SRC / "rantau").parts[0] for file in sources() if setting.search(file.read_text())}
    assert found == {"kernel"}


def test_source_no_trigger_is_skipped() -> None:
    assert [file for file in sources() if "pgtrigger.ignore" in file.read_text()] == []


@pytest.mark.control
@pytest.mark.parametrize(
    "line",
    [
        "SET rantau.units = 'x'",
        "set session rantau.units to 'x'",
        "set_config('rantau.units', %s, false)",
        "SET_CONFIG( 'rantau.units', 'true', FALSE )",
    ],
)
def test_control_a_setting_for_the_session_is_found(line: str) -> None:
    assert session_wide(f'cursor.execute("{line}")')
