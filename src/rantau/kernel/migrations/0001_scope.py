"""What every table's wall rests on: the units of the running transaction, and the number series of the journal."""

from django.db import migrations

SQL = """
CREATE SEQUENCE journal_number;
CREATE FUNCTION rantau_units() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT string_to_array(nullif(current_setting('rantau.units', true), ''), ',')::uuid[]
$$;
CREATE FUNCTION rantau_txid() RETURNS bigint LANGUAGE sql VOLATILE AS $$
  SELECT pg_current_xact_id()::text::bigint
$$;
"""
REVERSE = "DROP FUNCTION rantau_txid(); DROP FUNCTION rantau_units(); DROP SEQUENCE journal_number;"


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [migrations.RunSQL(SQL, REVERSE)]
