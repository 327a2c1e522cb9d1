"""What every table's wall rests on: the units of the running transaction, and the number series of the journal.

The bodies are bound when the functions are made, so that no search path or temporary object of a session can put
another table or type in their place.
"""

from django.db import migrations

SQL = """
CREATE SEQUENCE journal_number;
CREATE FUNCTION rantau_units() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE
  RETURN string_to_array(nullif(current_setting('rantau.units', true), ''), ',')::uuid[];
CREATE FUNCTION rantau_txid() RETURNS bigint LANGUAGE sql VOLATILE
  RETURN pg_current_xact_id()::text::bigint;
"""
REVERSE = "DROP FUNCTION rantau_txid(); DROP FUNCTION rantau_units(); DROP SEQUENCE journal_number;"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL, REVERSE)]
