"""Whether a permit's counter is closed, and what the files that hope for its places were last told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("demand", "0002_walls")]
    operations = [
        migrations.AddField(model_name="permitquota", name="closed", field=models.BooleanField(default=False)),
        migrations.AddField(model_name="permitquota", name="told_free", field=models.BooleanField(default=True)),
    ]
