"""The wall around this room's tables, and the one question about a certificate that anybody may ask."""

from django.db import migrations

from rantau.kernel.db import row_security

# Nobody acts as the owner but this function (and migrations); who calls it gets three columns of one row.
CHECK = """
CREATE POLICY public_check ON orientation_certificate FOR SELECT TO rantau_owner USING (true);
CREATE POLICY public_check ON seat_claim FOR SELECT TO rantau_owner USING (true);
CREATE FUNCTION rantau_certificate(asked text)
  RETURNS TABLE (hours smallint, issued_at timestamptz, office uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    SELECT c.hours, c.issued_at, k.office_id
    FROM orientation_certificate c JOIN seat_claim s ON s.id = c.seat_id JOIN orientation_class k ON k.id = s.counter_id
    WHERE c.number = asked
  $$;
"""
UNDO = """
DROP FUNCTION rantau_certificate(text);
DROP POLICY public_check ON seat_claim;
DROP POLICY public_check ON orientation_certificate;
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_walls"), ("orientation", "0001_initial")]
    operations = [
        row_security("seat_claim", "holder"),
        row_security("orientation_certificate", "dossier"),
        migrations.RunSQL(CHECK, UNDO),
    ]
