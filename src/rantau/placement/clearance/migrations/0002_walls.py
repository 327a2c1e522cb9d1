"""The wall around this room's table, and the one question about a card that anybody may ask."""

from django.db import migrations

from rantau.kernel.db import row_security

# Who asks must know the 80 random bits of the index. The answer tells state and validity, and the digest that a
# status list would hold; never the file or the person. Nobody acts as the owner otherwise.
CHECK = """
CREATE POLICY public_check ON card FOR SELECT TO rantau_owner USING (true);
CREATE FUNCTION rantau_card(asked bytea)
  RETURNS TABLE (state text, digest bytea, valid_from date, valid_until date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  AS $$ SELECT c.state::text, c.digest, c.valid_from, c.valid_until FROM card c WHERE c.index = asked $$;
"""
UNDO = "DROP FUNCTION rantau_card(bytea); DROP POLICY public_check ON card;"


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_walls"), ("clearance", "0001_initial")]
    operations = [
        row_security("card", "dossier_id"),
        migrations.RunSQL(CHECK, UNDO),
    ]
