"""Database helpers: constraint → sentence, row security, append-only tables."""

from django.apps import apps
from django.db import IntegrityError
from django.db.migrations.operations import RunSQL
from django.utils import translation

from rantau.kernel.refusals import Refusal, refusal


def constraint_refusal(error: IntegrityError) -> Refusal:
    """Return the refusal that says, in the constraint's own words, which rule of the database was broken.

    Raises:
        IntegrityError: the constraint has no sentence; that is a fault of ours and must be seen.
    """
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == name and constraint.violation_error_message:
                return _both_languages(str(name), constraint.violation_error_message)
    raise error


def _both_languages(name: str, message: object) -> Refusal:
    with translation.override("id"):
        indonesian = str(message)
    with translation.override("en"):
        english = str(message)
    template = refusal("rule_of_the_database", reason="")
    return Refusal(name, indonesian, english, template.rule, template.who)


def granted_to_units(subject: str) -> str:
    """Return the condition of a policy: one of the transaction's units holds a grant on ``subject`` (table.column).

    It is written out in every policy because PostgreSQL runs a function with a query inside once per row, which costs
    ten times as much, and more with every unit. ``IS TRUE`` keeps the units a hashed set, so that six hundred offices
    cost what one costs; ``OFFSET 0`` keeps the question one look at the subject's few grants, where the planner
    would read all grants of an office.
    """
    return f"""EXISTS (
      SELECT FROM access_grant g
      WHERE g.subject = {subject} AND (g.unit IN (SELECT unnest(rantau_units()))) IS TRUE
        AND g.valid_from <= clock_timestamp() AND (g.valid_to IS NULL OR g.valid_to > clock_timestamp())
      OFFSET 0
    )"""


def row_security(table: str, subject: str = "id", *, insert: str | None = None) -> RunSQL:
    """Return the migration step that walls a table: rows are seen through grants on the column ``subject``.

    ``insert`` is the condition on new rows (default: the same as for sight, so the grant must be there first).
    Row security is forced, so that it holds for the table's owner too.
    """
    seen = granted_to_units(f"{table}.{subject}")
    return RunSQL(
        sql=f"""
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY see ON {table} FOR SELECT USING ({seen});
        CREATE POLICY add ON {table} FOR INSERT WITH CHECK ({insert or seen});
        CREATE POLICY change ON {table} FOR UPDATE USING ({seen}) WITH CHECK ({seen});
        """,
        reverse_sql=f"""
        DROP POLICY see ON {table}; DROP POLICY add ON {table}; DROP POLICY change ON {table};
        ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
        ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
        """,
    )
