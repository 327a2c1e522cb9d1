"""An office's whole queue in its order, so that its first page is read and not sorted."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_walls")]
    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_open",
            ),
        ),
    ]
