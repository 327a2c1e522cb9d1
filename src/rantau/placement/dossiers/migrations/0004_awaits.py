"""Which desks beside the handling office have something to do, so that each of them has a queue of its own.

Files judged before are judged again by the clock's job; row security is forced, so it steps aside for that mark.
"""

from django.db import migrations, models

JUDGE_AGAIN = """
ALTER TABLE dossier NO FORCE ROW LEVEL SECURITY;
UPDATE dossier SET assessed_by = '' WHERE closed_on IS NULL;
ALTER TABLE dossier FORCE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_open_queue")]
    operations = [
        migrations.AddField(
            model_name="dossier",
            name="awaits",
            field=models.CharField(blank=True, max_length=60),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_on__isnull", True), models.Q(("awaits", ""), _negated=True)),
                fields=["awaits", "urgent_on", "waiting_since", "id"],
                name="dossier_awaits",
            ),
        ),
        migrations.RunSQL(JUDGE_AGAIN, migrations.RunSQL.noop),
    ]
