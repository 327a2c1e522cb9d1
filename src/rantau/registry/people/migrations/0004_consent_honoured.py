"""A withdrawn consent names its term, and the clock finds it until it has been honoured.

Somebody who registered herself and chose no office is seen by no unit, so the clock asks a function that tells
identifiers and terms of open withdrawals and nothing else.
"""

from django.db import migrations, models

FIND = """
CREATE POLICY open_withdrawals ON consent FOR SELECT TO rantau_owner
  USING (withdrawn_at IS NOT NULL AND honoured_at IS NULL);
CREATE FUNCTION people_open_withdrawals() RETURNS TABLE (consent uuid, person uuid, due timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT id, person_id, honour_by FROM consent WHERE withdrawn_at IS NOT NULL AND honoured_at IS NULL
    ORDER BY honour_by, id
  $$;
REVOKE ALL ON FUNCTION people_open_withdrawals() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION people_open_withdrawals() TO rantau_app;
"""
UNDO = "DROP FUNCTION people_open_withdrawals(); DROP POLICY open_withdrawals ON consent;"


class Migration(migrations.Migration):
    dependencies = [("people", "0003_match")]
    operations = [
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("honoured_at__isnull", True), ("withdrawn_at__isnull", False)),
                fields=["honour_by"],
                name="consent_to_honour",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), ("honour_by__gt", models.F("withdrawn_at")), _connector="OR"
                ),
                name="consent_withdrawn_has_term",
                violation_error_message="Persetujuan yang ditarik harus menyebut kapan penarikannya dipenuhi.",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("honoured_at__isnull", True), ("withdrawn_at__isnull", False), _connector="OR"),
                name="consent_honoured_was_withdrawn",
                violation_error_message="Yang dipenuhi hanyalah persetujuan yang ditarik.",
            ),
        ),
        migrations.RunSQL(FIND, UNDO),
    ]
