"""Trust that broke and its repair: breaches, steps, demands, names we may mention; lessons."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0034_boundaries'),
    ]

    operations: ClassVar = [
        migrations.AlterField(
            model_name='relationship',
            name='stage',
            field=models.CharField(choices=[('unknown', 'unknown'), ('introduced', 'introduced'), ('rapport', 'good rapport'), ('working_trust', 'working trust'), ('tested_trust', 'tested trust'), ('strained', 'strained'), ('distance', 'managed distance'), ('dormant', 'dormant'), ('closed', 'closed')], default='unknown', max_length=16),
        ),
        migrations.CreateModel(
            name='Breach',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('by', models.CharField(choices=[('us', 'us'), ('them', 'them'), ('third', 'somebody else')], max_length=6, verbose_name='Who broke trust')),
                ('what', models.CharField(max_length=200, verbose_name='What happened')),
                ('on', models.DateField(verbose_name='When')),
                ('seen_by', models.CharField(blank=True, max_length=200, verbose_name='Seen by whom')),
                ('paused_because', models.CharField(blank=True, default='', max_length=200, verbose_name='Why planned requests wait')),
                ('stage_before', models.CharField(blank=True, default='', editable=False, max_length=16)),
                ('phase_before', models.CharField(blank=True, default='', editable=False, max_length=12)),
                ('ended', models.CharField(blank=True, choices=[('repaired', 'repaired'), ('distance', 'managed distance'), ('closed', 'relationship closed')], default='', max_length=10, verbose_name='What the repair came to')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='Reviewed on')),
                ('ended_because', models.TextField(blank=True, default='', verbose_name='Why')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
                ('term_mark', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='breaches', to='records.termmark')),
            ],
        ),
        migrations.CreateModel(
            name='Demand',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('text', models.CharField(max_length=200, verbose_name='What they ask for')),
                ('on', models.DateField(verbose_name='When')),
                ('screened', models.CharField(blank=True, choices=[('acceptable', 'acceptable'), ('refer', 'to be referred'), ('red_line', 'crosses a red line')], default='', editable=False, max_length=10, verbose_name='What it is')),
                ('screened_on', models.DateField(blank=True, editable=False, null=True)),
                ('refusal', models.TextField(blank=True, default='', verbose_name='What we say')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.breach')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('red_line', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.redline', verbose_name='Which red line')),
                ('refer_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Who decides')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Lesson',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('text', models.TextField(verbose_name='What we learned')),
                ('family', models.CharField(choices=[('engagement', 'engagement'), ('negotiation', 'negotiation'), ('follow_up', 'follow-up'), ('courtesy', 'courtesy'), ('incident', 'incident'), ('repair', 'repairing trust')], max_length=12, verbose_name='Useful for')),
                ('stage', models.CharField(blank=True, choices=[('unknown', 'unknown'), ('introduced', 'introduced'), ('rapport', 'good rapport'), ('working_trust', 'working trust'), ('tested_trust', 'tested trust'), ('strained', 'strained'), ('distance', 'managed distance'), ('dormant', 'dormant'), ('closed', 'closed')], default='', max_length=16, verbose_name='How far trust had come')),
                ('place_kind', models.CharField(blank=True, choices=[('office', 'an office'), ('checkpoint', 'a checkpoint'), ('home', 'a home'), ('camp', 'a camp or site'), ('remote', 'by phone or message')], default='', max_length=10, verbose_name='Where')),
                ('on', models.DateField(editable=False)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lessons', to='records.office')),
            ],
        ),
        migrations.CreateModel(
            name='NameConsent',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('who', models.CharField(max_length=120, verbose_name='Whose name')),
                ('for_what', models.CharField(max_length=200, verbose_name='For what')),
                ('on', models.DateField(verbose_name='Agreed on')),
                ('until', models.DateField(blank=True, null=True, verbose_name='Until when')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.breach')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RepairStep',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('stage', models.CharField(choices=[('listen', 'listen'), ('cool', 'cool off'), ('understand', 'understand among us'), ('recall', 'recall the good'), ('apology', 'apologise?'), ('fix', 'ask how to fix it'), ('promises', 'keep small promises'), ('contacts', 'two contacts without a request'), ('review', 'review')], editable=False, max_length=10, verbose_name='Stage')),
                ('on', models.DateField(verbose_name='When')),
                ('text', models.TextField(verbose_name='In words')),
                ('skipped', models.BooleanField(default=False, editable=False, verbose_name='Gone on without it')),
                ('until', models.DateField(blank=True, null=True, verbose_name='Cool off until')),
                ('fitting', models.CharField(blank=True, choices=[('yes', 'yes'), ('no', 'no'), ('later', 'not yet')], default='', max_length=5, verbose_name='Is an apology fitting?')),
                ('breach', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.breach')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
                ('speaker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Who says it')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='breach',
            index=models.Index(fields=['relationship', 'ended'], name='breach_going_on'),
        ),
        migrations.AddIndex(
            model_name='lesson',
            index=models.Index(fields=['office', 'family'], name='lesson_by_family'),
        ),
    ]
