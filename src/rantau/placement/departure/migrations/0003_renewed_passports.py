"""At the gate a person is found by the passport that counts, also while another one waits to be checked (K3)."""

from django.db import migrations

HEAD = """
CREATE OR REPLACE FUNCTION rantau_gate_by_passport(asked bytea) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH owners AS (
      SELECT person_id AS id FROM identifier WHERE kind = 'passport' AND digest = asked
      UNION SELECT owner FROM evidence e
        WHERE kind = 'passport' AND number_digest = asked AND state <> 'refused'
        AND NOT EXISTS ({later})
    )
    SELECT d.id FROM dossier d JOIN owners o ON o.id = d.person_id
    ORDER BY d.closed_on IS NOT NULL, d.opened_on DESC, d.id DESC LIMIT 1
  $$
"""
# A renewed passport takes the old one's place when it is verified, not when it is handed in, and never when refused.
VERIFIED = (
    "SELECT FROM evidence later WHERE later.subject = e.subject AND later.kind = 'passport'"
    " AND later.state = 'verified' AND (later.stated_at, later.id) > (e.stated_at, e.id)"
)
HANDED_IN = "SELECT FROM evidence later WHERE later.supersedes_id = e.id"


class Migration(migrations.Migration):
    dependencies = [("departure", "0002_walls")]
    operations = [migrations.RunSQL(HEAD.format(later=VERIFIED), HEAD.format(later=HANDED_IN))]
