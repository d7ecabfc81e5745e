"""A colleague leaves: handovers, notes offered with their need; notes that are held back."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0036_introductions'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('on', models.DateField(blank=True, editable=False, null=True, verbose_name='Begun on')),
                ('in_person', models.JSONField(blank=True, default=list, verbose_name='Told in person, not written')),
                ('works', models.TextField(blank=True, verbose_name='What works with them')),
                ('avoid', models.TextField(blank=True, verbose_name='What to avoid')),
                ('told_on', models.DateField(blank=True, null=True, verbose_name='They were told on')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='NoteOffer',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('need', models.CharField(max_length=200, verbose_name='What it is needed for')),
                ('answer', models.CharField(choices=[('waiting', 'not answered yet'), ('agreed', 'agreed: it stays'), ('declined', 'not needed: it goes')], default='waiting', editable=False, max_length=8)),
                ('answered_on', models.DateField(blank=True, editable=False, null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='insight',
            name='held_back_by',
            field=models.ForeignKey(blank=True, db_index=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='holds_back', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='insight',
            index=models.Index(condition=models.Q(('held_back_by__isnull', False)), fields=['held_back_by'], name='insight_held_back'),
        ),
        migrations.AddField(
            model_name='handover',
            name='circle',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle'),
        ),
        migrations.AddField(
            model_name='handover',
            name='leaver',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='handover',
            name='meeting',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.meeting'),
        ),
        migrations.AddField(
            model_name='handover',
            name='offer',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.holder'),
        ),
        migrations.AddField(
            model_name='handover',
            name='office',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office'),
        ),
        migrations.AddField(
            model_name='handover',
            name='relationship',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship'),
        ),
        migrations.AddField(
            model_name='handover',
            name='successor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handed', to=settings.AUTH_USER_MODEL, verbose_name='Successor'),
        ),
        migrations.AddField(
            model_name='noteoffer',
            name='circle',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle'),
        ),
        migrations.AddField(
            model_name='noteoffer',
            name='handover',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='records.handover'),
        ),
        migrations.AddField(
            model_name='noteoffer',
            name='insight',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='records.insight'),
        ),
        migrations.AddField(
            model_name='noteoffer',
            name='leaver',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='noteoffer',
            name='office',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office'),
        ),
        migrations.AddField(
            model_name='noteoffer',
            name='relationship',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship'),
        ),
        migrations.AddField(
            model_name='noteoffer',
            name='successor',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
    ]
