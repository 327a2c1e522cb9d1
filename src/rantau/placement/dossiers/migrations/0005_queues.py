"""An index per queue instead of indexes that nearly fit; no index on keys by which nothing is looked up."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("demand", "0003_places_told"),
        ("dossiers", "0004_awaits"),
        ("offices", "0001_initial"),
        ("people", "0005_frozen"),
        ("places", "0002_reference"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="dossier",
            name="dossier_queue",
        ),
        migrations.RenameIndex(
            model_name="dossier",
            new_name="dossier_queue_documents",
            old_name="dossier_unchecked",
        ),
        migrations.RenameIndex(
            model_name="dossier",
            new_name="dossier_queue_all",
            old_name="dossier_open",
        ),
        migrations.AlterField(
            model_name="dossier",
            name="agency",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dossiers",
                to="agencies.agency",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="country",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.country",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="handling",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="offices.unit"
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="occupation",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="places.occupation",
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="person",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="dossiers", to="people.person"
            ),
        ),
        migrations.AlterField(
            model_name="dossier",
            name="referrer",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="agencies.referrer",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("machine_clean", True), ("unchecked__gt", 0)),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_queue_clean",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("stopped", True)),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_queue_stopped",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("stage", "agreement")),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_queue_agreement",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("stage", "orientation")),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_queue_orientation",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("stage", "card")),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_queue_card",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("turn", "agency")),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_queue_agency",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("turn", "candidate")),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_queue_candidate",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), ("turn", "office")),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_queue_office",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(
                    ("closed_on__isnull", True),
                    models.Q(("turn__in", ["agency", "candidate", "office", ""]), _negated=True),
                ),
                fields=["handling", "urgent_on", "waiting_since", "id"],
                name="dossier_queue_others",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True)),
                fields=["urgent_on", "waiting_since", "id"],
                name="dossier_urgent",
            ),
        ),
    ]
