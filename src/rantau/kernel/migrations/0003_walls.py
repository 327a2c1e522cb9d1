"""The wall in the database: what is seen follows from grants, for every table that holds something about a person."""

from django.db import migrations

from rantau.kernel.db import row_security

SEES = """
CREATE FUNCTION rantau_sees(asked uuid) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
  RETURN EXISTS (
    SELECT FROM access_grant g
    WHERE g.subject = asked AND g.unit = ANY ((SELECT rantau_units())::uuid[])
      AND g.valid_from <= clock_timestamp() AND (g.valid_to IS NULL OR g.valid_to > clock_timestamp())
  );
"""
JOURNAL = """
ALTER TABLE journal_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY add ON journal_entry FOR INSERT WITH CHECK (true);
CREATE POLICY see ON journal_entry FOR SELECT USING (rantau_sees(subject) OR rantau_sees(person));
CREATE POLICY seal ON journal_entry FOR SELECT TO rantau_sealer USING (true);
"""
OUTBOX = """
ALTER TABLE outbox_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_message FORCE ROW LEVEL SECURITY;
CREATE POLICY add ON outbox_message FOR INSERT WITH CHECK (true);
CREATE POLICY see ON outbox_message FOR SELECT USING (subject IS NULL OR rantau_sees(subject));
CREATE POLICY change ON outbox_message FOR UPDATE USING (subject IS NULL OR rantau_sees(subject));
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_initial")]
    operations = [
        migrations.RunSQL(SEES, "DROP FUNCTION rantau_sees(uuid)"),
        row_security("data_key", "subject"),
        row_security("upload", "subject"),
        row_security("evidence", "subject"),
        migrations.RunSQL(
            JOURNAL,
            "DROP POLICY seal ON journal_entry; DROP POLICY see ON journal_entry; DROP POLICY add ON journal_entry;"
            "ALTER TABLE journal_entry NO FORCE ROW LEVEL SECURITY; ALTER TABLE journal_entry DISABLE ROW LEVEL SECURITY;",
        ),
        migrations.RunSQL(
            OUTBOX,
            "DROP POLICY see ON outbox_message; DROP POLICY add ON outbox_message; DROP POLICY change ON outbox_message;"
            "ALTER TABLE outbox_message NO FORCE ROW LEVEL SECURITY;"
            "ALTER TABLE outbox_message DISABLE ROW LEVEL SECURITY;",
        ),
    ]
