"""The wall around this room's tables: rows are seen through grants (design §5.7)."""

from django.db import migrations

from rantau.kernel.db import granted_to_units, row_security

CLAIMANT, HOLDER = granted_to_units("identity_dispute.claimant_id"), granted_to_units("identity_dispute.holder_id")
DISPUTE = f"""
ALTER TABLE identity_dispute ENABLE ROW LEVEL SECURITY;
ALTER TABLE identity_dispute FORCE ROW LEVEL SECURITY;
CREATE POLICY add ON identity_dispute FOR INSERT WITH CHECK ({CLAIMANT});
CREATE POLICY see ON identity_dispute FOR SELECT USING ({CLAIMANT} OR {HOLDER});
CREATE POLICY change ON identity_dispute FOR UPDATE USING ({CLAIMANT} OR {HOLDER});
"""
UNDO = """
DROP POLICY see ON identity_dispute; DROP POLICY add ON identity_dispute; DROP POLICY change ON identity_dispute;
ALTER TABLE identity_dispute NO FORCE ROW LEVEL SECURITY;
ALTER TABLE identity_dispute DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_walls"), ("people", "0001_initial")]
    operations = [
        row_security("person", "id"),
        row_security("identifier", "person_id"),
        row_security("document_name", "person_id"),
        row_security("contact", "person_id"),
        row_security("kin", "person_id"),
        row_security("consent", "person_id"),
        row_security("correction", "person_id"),
        row_security("recovery", "person_id"),
        migrations.RunSQL(DISPUTE, UNDO),
    ]
