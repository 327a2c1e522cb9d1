"""The wall around this room's tables: rows are seen through grants (design §5.7)."""

from django.db import migrations

from rantau.kernel.db import row_security


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_walls"), ("dossiers", "0001_initial")]
    operations = [
        row_security("dossier", "id"),
        row_security("visit", "dossier_id"),
        row_security("dossier_move", "dossier_id"),
        migrations.RunSQL("CREATE SEQUENCE dossier_number", "DROP SEQUENCE dossier_number"),
    ]
