"""What each of the five logins can do and cannot, each tried from a real sign-in."""

from uuid import UUID

import psycopg
import pytest
from psycopg import errors

from rantau.config.server import DatabaseRole
from tests.walls.conftest import Wall

OTHERS = ("postgres", *(role for role in DatabaseRole if role is not DatabaseRole.APP))
REFUSED_TO_APP = (
    *(f"SET ROLE {other}" for other in OTHERS),
    *(f"SET SESSION AUTHORIZATION {other}" for other in OTHERS),
    *(f"GRANT {other} TO rantau_app" for other in OTHERS),
    "ALTER ROLE rantau_app BYPASSRLS",
    "ALTER ROLE rantau_app SUPERUSER",
    "ALTER ROLE rantau_owner PASSWORD 'x'",
    "CREATE ROLE another",
    "CREATE DATABASE another",
    "SELECT rolpassword FROM pg_authid",
    "SELECT passwd FROM pg_shadow",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT pg_ls_dir('.')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT pg_reload_conf()",
    "ALTER SYSTEM SET log_statement = 'all'",
    "SET log_min_messages = 'debug5'",
    "SET session_replication_role = replica",
    "COPY airport FROM PROGRAM 'id'",
    "COPY airport TO PROGRAM 'cat'",
    "COPY airport TO '/tmp/airport'",
    "COPY person FROM STDIN",
    "CREATE SCHEMA mine",
    "CREATE TABLE mine (id int)",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql RETURN 1",
    "CREATE OR REPLACE FUNCTION rantau_units() RETURNS uuid[] LANGUAGE sql RETURN '{}'::uuid[]",
    "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE sql RETURN true",
    "ALTER FUNCTION rantau_units() OWNER TO rantau_app",
    "DROP EXTENSION pg_trgm CASCADE",
    "ALTER TABLE person DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE person NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE person OWNER TO rantau_app",
    "DROP POLICY see ON person",
    "ALTER POLICY see ON person USING (true)",
    "CREATE POLICY mine ON person USING (true)",
    "ALTER TABLE journal_entry DISABLE TRIGGER USER",
    "CREATE TRIGGER mine BEFORE INSERT ON journal_entry EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE mine AS ON INSERT TO journal_entry DO INSTEAD NOTHING",
    "ALTER TABLE evidence DROP CONSTRAINT evidence_ends_after_issue",
    "UPDATE journal_entry SET action = ''",
    "DELETE FROM journal_entry",
    "TRUNCATE journal_entry",
    "INSERT INTO journal_batch VALUES (1, now(), 1, '', '', '')",
    "UPDATE journal_batch SET root = ''",
    "DELETE FROM journal_leaf",
    "UPDATE tally_fact SET kind = ''",
    "DELETE FROM evidence",
    "DELETE FROM person",
    "DELETE FROM dossier",
    "DELETE FROM access_grant",
    "DELETE FROM account",
    "INSERT INTO django_migrations VALUES (0, 'x', 'x', now())",
    "UPDATE province SET name = ''",
)


@pytest.mark.parametrize("statement", REFUSED_TO_APP)
def test_app_tries_what_is_not_its_own_and_is_refused(app: psycopg.Connection, statement: str) -> None:
    with pytest.raises((errors.InsufficientPrivilege, errors.FeatureNotSupported)):
        app.execute(statement)


def test_app_switches_row_security_off_and_reads_nothing(app: psycopg.Connection) -> None:
    with app.transaction(force_rollback=True):
        app.execute("SET LOCAL row_security = off")
        with pytest.raises(errors.InsufficientPrivilege), app.transaction():
            app.execute("SELECT * FROM person")


@pytest.mark.control
@pytest.mark.parametrize(
    "statement",
    [
        "DROP POLICY see ON person",
        "ALTER TABLE journal_entry DISABLE TRIGGER USER",
        "UPDATE journal_entry SET action = ''",
        "DELETE FROM evidence",
        "CREATE OR REPLACE FUNCTION rantau_units() RETURNS uuid[] LANGUAGE sql RETURN '{}'::uuid[]",
    ],
)
def test_control_with_the_owners_rights_the_same_statement_is_done(owner: psycopg.Connection, statement: str) -> None:
    assert statement in REFUSED_TO_APP
    with owner.transaction(force_rollback=True):
        owner.execute(statement)


def test_app_puts_a_temporary_table_before_the_grants_and_sees_nothing_more(
    app: psycopg.Connection, wall: Wall
) -> None:
    # the copy under test still lets everybody make temporary tables: the policy itself must hold
    invented = UUID(int=7)
    with app.transaction(force_rollback=True):
        app.execute("CREATE TEMP TABLE access_grant AS SELECT * FROM access_grant")
        assert app.execute("UPDATE access_grant SET unit = %s", [invented]).rowcount > 0
        app.execute("SELECT set_config('rantau.units', %s, true)", [str(invented)])
        assert seen(app) == 0


@pytest.mark.control
def test_control_a_function_with_an_unbound_body_follows_the_temporary_table(
    admin: psycopg.Connection, wall: Wall
) -> None:
    invented = UUID(int=7)
    with admin.transaction(force_rollback=True):
        admin.execute(
            "CREATE FUNCTION unbound(asked uuid) RETURNS boolean LANGUAGE sql STABLE AS"
            " 'SELECT EXISTS (SELECT FROM access_grant g WHERE g.subject = asked AND g.unit = ANY (rantau_units()))'"
        )
        admin.execute("ALTER POLICY see ON person USING (unbound(id))")
        admin.execute("SET LOCAL ROLE rantau_app")
        admin.execute("CREATE TEMP TABLE access_grant AS SELECT * FROM access_grant")
        admin.execute("UPDATE access_grant SET unit = %s", [invented])
        admin.execute("SELECT set_config('rantau.units', %s, true)", [str(invented)])
        assert seen(admin) > 0


def test_app_asks_for_triggers_to_be_skipped_and_they_are_not(app: psycopg.Connection) -> None:
    with app.transaction(force_rollback=True):
        names = app.execute("SELECT array_agg(tgname::text) FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'").fetchone()
        app.execute("SELECT set_config('pgtrigger.ignore', %s::text[]::text, true)", names)
        assert app.execute(
            "SELECT bool_or(_pgtrigger_should_ignore(tgname)) FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'"
        ).fetchone() == (False,)


@pytest.mark.control
def test_control_with_the_librarys_own_function_a_session_skips_the_journals_trigger(
    admin: psycopg.Connection,
) -> None:
    with admin.transaction(force_rollback=True):
        admin.execute(
            "CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean LANGUAGE plpgsql AS"
            " $$ BEGIN RETURN trigger_name = ANY (current_setting('pgtrigger.ignore')::text[]); END $$"
        )
        admin.execute("SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true) FROM pg_trigger")
        admin.execute(
            'INSERT INTO tally_fact (id, "on", kind, dims, subject)'
            " VALUES (gen_random_uuid(), now(), 'x', '{}', gen_random_uuid())"
        )
        assert admin.execute("UPDATE tally_fact SET kind = 'y'").rowcount > 0


def seen(connection: psycopg.Connection) -> int:
    """How many rows of two walled tables this connection sees."""
    row = connection.execute("SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM data_key)").fetchone()
    return int(row[0]) if row else -1


@pytest.mark.parametrize("ending", ["COMMIT", "ROLLBACK", "fails"])
def test_app_without_scope_sees_nothing_before_and_after_a_scoped_transaction(
    app: psycopg.Connection, wall: Wall, ending: str
) -> None:
    assert seen(app) == 0
    app.execute("BEGIN")
    app.execute("SELECT set_config('rantau.units', %s, true)", [str(wall.office)])
    assert seen(app) == 2
    if ending == "fails":
        with pytest.raises(errors.DivisionByZero):
            app.execute("SELECT 1 / 0")
    app.execute("ROLLBACK" if ending == "fails" else ending)
    assert seen(app) == 0


@pytest.mark.control
def test_control_a_setting_for_the_session_leaks_into_the_next_transaction(app: psycopg.Connection, wall: Wall) -> None:
    app.execute("SELECT set_config('rantau.units', %s, false)", [str(wall.office)])
    assert seen(app) == 2
    app.execute("RESET rantau.units")


@pytest.mark.parametrize("units", ["", ",", "not-a-unit", "{}", "00000000-0000-0000-0000-000000000000"])
def test_app_with_a_broken_scope_sees_nothing(app: psycopg.Connection, units: str) -> None:
    with app.transaction(force_rollback=True):
        app.execute("SELECT set_config('rantau.units', %s, true)", [units])
        try:
            assert seen(app) == 0
        except errors.InvalidTextRepresentation:
            pass


@pytest.mark.parametrize("table", ["data_key", "kin", "upload", "journal_entry"])
def test_owner_is_walled_too(owner: psycopg.Connection, admin: psycopg.Connection, wall: Wall, table: str) -> None:
    # but for the tables that a listed function looks into (test_schema.FOR_DEFINERS)
    assert owner.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


def test_backup_reads_every_row_and_changes_none(wall: Wall) -> None:
    with wall.sign_in(DatabaseRole.BACKUP) as backup:
        assert seen(backup) == 2
        names = backup.execute(
            "SELECT string_agg(format('(SELECT count(*) FROM %I)', relname), '+') FROM pg_class"
            " WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        ).fetchone()
        assert names
        assert backup.execute(f"SELECT {names[0]}").fetchone()
        for statement in ("DELETE FROM person", "UPDATE account SET name = ''", "SET ROLE rantau_owner"):
            with pytest.raises(errors.InsufficientPrivilege):
                backup.execute(statement)


def test_sealer_adds_batches_and_touches_nothing_else(wall: Wall) -> None:
    refused = (
        "UPDATE journal_entry SET action = ''",
        "DELETE FROM journal_batch",
        "UPDATE journal_batch SET root = ''",
        "INSERT INTO journal_entry (id) VALUES (gen_random_uuid())",
        "SELECT * FROM person",
        "SELECT * FROM account",
        "SELECT * FROM data_key",
        "SET ROLE rantau_app",
    )
    with wall.sign_in(DatabaseRole.SEALER) as sealer:
        with sealer.transaction(force_rollback=True):
            sealer.execute("INSERT INTO journal_batch VALUES (1, now(), 0, '', '', '')")
            sealer.execute("INSERT INTO journal_leaf (entry_id, batch_id, position) VALUES (gen_random_uuid(), 1, 1)")
        sealer.execute("SELECT * FROM journal_entry")
        for statement in refused:
            with pytest.raises(errors.InsufficientPrivilege):
                sealer.execute(statement)


def test_loader_writes_nothing_while_there_is_no_staging_table(wall: Wall, admin: psycopg.Connection) -> None:
    rows = admin.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        " AND relname NOT LIKE 'staging_%' AND (has_table_privilege('rantau_loader', oid, 'INSERT')"
        " OR has_table_privilege('rantau_loader', oid, 'UPDATE')"
        " OR has_table_privilege('rantau_loader', oid, 'DELETE'))"
    )
    assert rows.fetchall() == []
    with wall.sign_in(DatabaseRole.LOADER) as loader:
        assert seen(loader) == 0
        for statement in ("COPY person FROM STDIN", "SET ROLE rantau_app", "CREATE TABLE mine (id int)"):
            with pytest.raises(errors.InsufficientPrivilege):
                loader.execute(statement)


def test_app_error_leaves_nothing_in_the_servers_log(app: psycopg.Connection) -> None:
    assert app.execute("SHOW log_min_messages").fetchone() == ("fatal",)
