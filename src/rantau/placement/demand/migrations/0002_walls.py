"""The wall around this room's tables: rows are seen through grants (design §5.7)."""

from django.db import migrations

from rantau.kernel.db import row_security


class Migration(migrations.Migration):
    dependencies = [("kernel", "0003_walls"), ("demand", "0001_initial")]
    operations = [
        row_security("job_order", "id"),
        row_security("permit", "job_order_id"),
        row_security("permit_claim", "holder"),
    ]
