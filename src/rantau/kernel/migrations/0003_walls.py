"""The wall in the database: what is seen follows from grants, for every table that holds something about a person."""

from django.db import migrations

from rantau.kernel.db import granted_to_units, row_security

# The sealer reads every entry and has no right to read the grants.
JOURNAL = f"""
ALTER TABLE journal_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE journal_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY add ON journal_entry FOR INSERT WITH CHECK (true);
CREATE POLICY see ON journal_entry FOR SELECT TO rantau_app, rantau_owner, rantau_loader
  USING ({granted_to_units("journal_entry.subject")} OR {granted_to_units("journal_entry.person")});
CREATE POLICY seal ON journal_entry FOR SELECT TO rantau_sealer USING (true);
"""
OUTBOX = f"""
ALTER TABLE outbox_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE outbox_message FORCE ROW LEVEL SECURITY;
CREATE POLICY add ON outbox_message FOR INSERT WITH CHECK (true);
CREATE POLICY see ON outbox_message FOR SELECT USING (subject IS NULL OR {granted_to_units("outbox_message.subject")});
CREATE POLICY change ON outbox_message FOR UPDATE USING (subject IS NULL OR {granted_to_units("outbox_message.subject")});
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_initial")]
    operations = [
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
