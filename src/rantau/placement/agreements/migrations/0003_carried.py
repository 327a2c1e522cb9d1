"""An agreement signed in an old system has a row of its own and takes its quota place once."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_walls"), ("kernel", "0003_walls")]
    operations = [
        migrations.AddField(
            model_name="placementagreement",
            name="carried_from",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="kernel.evidence"
            ),
        ),
        migrations.AddConstraint(
            model_name="placementagreement",
            constraint=models.UniqueConstraint(
                fields=("carried_from",),
                name="placement_agreement_carried_once",
                violation_error_message="Perjanjian dari sistem lama itu sudah memakai satu tempat kuota.",
            ),
        ),
    ]
