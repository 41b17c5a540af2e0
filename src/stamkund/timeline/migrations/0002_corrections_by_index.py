from django.db import migrations, models

OLD = "timeline_event_corrects_id_59e4502f"


class Migration(migrations.Migration):

    dependencies = [
        ('timeline', '0001_initial'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    model_name='event',
                    name='corrects',
                    field=models.ForeignKey(db_index=False, null=True, on_delete=models.PROTECT, related_name='corrections', to='timeline.event'),
                ),
            ],
            # Altering the field would have SQLite write ten million events anew only to lose their index.
            database_operations=[
                migrations.RunSQL(f'DROP INDEX "{OLD}"', f'CREATE INDEX "{OLD}" ON "timeline_event" ("corrects_id")'),
            ],
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(condition=models.Q(('corrects__isnull', False)), fields=['corrects'], name='event_corrects'),
        ),
    ]
