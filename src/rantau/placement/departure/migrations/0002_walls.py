"""The wall around this room's table, and how a gate officer finds the file of whoever stands before her."""

from django.db import migrations

from rantau.kernel.db import row_security

# A gate has no grant before somebody stands at it. From a whole passport number (its keyed digest) or a card's random
# index the functions answer with the identifier of the newest open file and nothing else; the action find_for_gate,
# which alone calls them, checks the role, journals the search and opens the file for a day. Nobody acts as
# the owner otherwise.
FIND = """
CREATE POLICY find_for_gate ON dossier FOR SELECT TO rantau_owner USING (true);
CREATE POLICY find_for_gate ON identifier FOR SELECT TO rantau_owner USING (kind = 'passport');
CREATE POLICY find_for_gate ON evidence FOR SELECT TO rantau_owner USING (kind = 'passport');
CREATE FUNCTION rantau_gate_by_card(asked bytea) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT dossier_id FROM card WHERE index = asked $$;
CREATE FUNCTION rantau_gate_by_passport(asked bytea) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$
    WITH owners AS (
      SELECT person_id AS id FROM identifier WHERE kind = 'passport' AND digest = asked
      UNION SELECT owner FROM evidence e
        WHERE kind = 'passport' AND number_digest = asked AND state <> 'refused'
        AND NOT EXISTS (SELECT FROM evidence later WHERE later.supersedes_id = e.id)
    )
    SELECT d.id FROM dossier d JOIN owners o ON o.id = d.person_id
    ORDER BY d.closed_on IS NOT NULL, d.opened_on DESC, d.id DESC LIMIT 1
  $$;
"""
UNDO = """
DROP FUNCTION rantau_gate_by_passport(bytea);
DROP FUNCTION rantau_gate_by_card(bytea);
DROP POLICY find_for_gate ON evidence;
DROP POLICY find_for_gate ON identifier;
DROP POLICY find_for_gate ON dossier;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0003_walls"),
        ("people", "0002_walls"),
        ("dossiers", "0002_walls"),
        ("clearance", "0002_walls"),
        ("departure", "0001_initial"),
    ]
    operations = [
        row_security("gate_check", "dossier_id"),
        migrations.RunSQL(FIND, UNDO),
    ]
