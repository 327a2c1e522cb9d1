"""The steps of ``rantau setup`` after roles and database are there, each safe to repeat."""

from collections.abc import Iterator

from django.core.management import call_command
from django.db import connection

from rantau.config import paths
from rantau.config.server import DatabaseRole

REFERENCE = "province", "regency", "district", "village", "country", "occupation", "airport", "old_name"
# pgtrigger lets any session name triggers that it wants skipped; ours hold for everybody.
NO_TRIGGER_IS_SKIPPED = """
CREATE OR REPLACE FUNCTION _pgtrigger_should_ignore(trigger_name name) RETURNS boolean
LANGUAGE plpgsql AS 'BEGIN RETURN false; END'
"""
MAY_BE_DELETED = "django_session", "procrastinate", "axes_", "mfa_", "account_emailaddress"


def prepare() -> Iterator[str]:
    """Bring tables, rights, reference data and static files up to date; yields a line per step."""
    prepare_tables()
    yield "Tables, reference data and the rights of the five database roles are up to date."
    paths.FILES.mkdir(parents=True, exist_ok=True)
    call_command("catalogues", "compile", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    yield "Translations and static files are ready."


def prepare_tables() -> None:
    """Migrate, load regions, countries and occupations, set the rights of the five roles, bring in the shipped law."""
    call_command("migrate", verbosity=0)
    call_command("load_reference", verbosity=0)
    grant_rights()
    from rantau.registry.packs.actions import seed_shipped_packs

    seed_shipped_packs()


def grant_rights() -> None:
    """Give each role what it needs: the app reads, adds and changes; it deletes in framework tables only."""
    app, loader, sealer, backup = (
        DatabaseRole.APP, DatabaseRole.LOADER, DatabaseRole.SEALER, DatabaseRole.BACKUP,
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(NO_TRIGGER_IS_SKIPPED)
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO {app}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {app}, {sealer}")
        cursor.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {backup}, {loader}")
        cursor.execute(f"GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO {backup}")
        cursor.execute(f"GRANT SELECT ON journal_entry, journal_batch, journal_leaf TO {sealer}")
        cursor.execute(f"GRANT INSERT ON journal_batch, journal_leaf TO {sealer}")
        cursor.execute(f"REVOKE INSERT, UPDATE ON journal_batch, journal_leaf, django_migrations FROM {app}")
        cursor.execute(f"REVOKE UPDATE ON journal_entry, tally_fact FROM {app}")
        cursor.execute(f"REVOKE INSERT, UPDATE ON {', '.join(REFERENCE)} FROM {app}")
        for table in connection.introspection.table_names(cursor):
            if table.startswith(MAY_BE_DELETED):
                cursor.execute(f"GRANT DELETE ON {connection.ops.quote_name(table)} TO {app}")
        cursor.execute(
            "SELECT oid::regprocedure FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
        )
        for (sees_more,) in cursor.fetchall():  # PostgreSQL lets everybody call every function
            cursor.execute(
                f"REVOKE ALL ON FUNCTION {sees_more} FROM PUBLIC; GRANT EXECUTE ON FUNCTION {sees_more} TO {app}"
            )
