"""Boundary checks, gifts, pressure, and what a hard meeting leaves; conflicts are managed."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0033_files_kept'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='interest',
            name='decides',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='interest',
            name='managed_until',
            field=models.DateField(blank=True, null=True, verbose_name='Managed until'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='bringer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='meeting',
            name='first_words',
            field=models.TextField(blank=True, verbose_name='What to say first'),
        ),
        migrations.AddField(
            model_name='meeting',
            name='is_hard',
            field=models.BooleanField(default=False, verbose_name='A refusal or bad news is to be said'),
        ),
        migrations.AddField(
            model_name='office',
            name='whom_to_call',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='interest',
            name='until',
            field=models.DateField(blank=True, null=True, verbose_name='The conflict ends on'),
        ),
        migrations.CreateModel(
            name='AfterHardMeeting',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('on', models.DateField(verbose_name='When')),
                ('stays', models.TextField(blank=True, verbose_name='What stays with me?')),
                ('body', models.TextField(blank=True, verbose_name='How do I sleep, eat and breathe since?')),
                ('needs', models.TextField(blank=True, verbose_name='What would help me today?')),
                ('talk_to', models.TextField(blank=True, verbose_name='Whom do I tell, and when?')),
                ('kept_until', models.DateField(editable=False, null=True)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)ss', to='records.interaction')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='after_hard_meetings', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='BoundaryCheck',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('on', models.DateField(verbose_name='When')),
                ('outcome', models.CharField(choices=[('fine', 'It is fine as it is'), ('talk', 'I will talk to somebody about it'), ('hand_over', 'I will hand over a part of it')], max_length=10, verbose_name='What comes of it')),
                ('kept_until', models.DateField(editable=False, null=True)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
                ('told', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='boundary_checks', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Gift',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('gift', 'gift'), ('hospitality', 'meal or hospitality'), ('favour', 'favour')], default='gift', max_length=12, verbose_name='What kind')),
                ('way', models.CharField(choices=[('received', 'received by us'), ('given', 'given by us'), ('declined', 'offered to us and declined')], max_length=8, verbose_name='Which way')),
                ('what', models.CharField(max_length=200, verbose_name='What it was')),
                ('on', models.DateField(verbose_name='When')),
                ('amount', models.PositiveIntegerField(blank=True, null=True, verbose_name='Worth, roughly')),
                ('currency', models.CharField(blank=True, max_length=12, verbose_name='Currency')),
                ('why', models.TextField(blank=True, verbose_name='Why it was accepted, given or declined')),
                ('reviewed_on', models.DateField(blank=True, editable=False, null=True, verbose_name='Reviewed on')),
                ('remark', models.TextField(blank=True, verbose_name='What the review says')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gifts', to=settings.AUTH_USER_MODEL)),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)ss', to='records.interaction')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
                ('reviewed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Pressure',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('threat', 'threat'), ('summons', 'summons or questioning'), ('data', 'demand for names, lists or other data'), ('favour', 'demand for a favour or money'), ('other', 'something else')], max_length=8, verbose_name='What was it?')),
                ('on', models.DateField(verbose_name='When')),
                ('text', models.TextField(verbose_name='What happened, in a few words')),
                ('is_safe', models.BooleanField(default=False, verbose_name='They are safe now, and somebody is with them or can be reached')),
                ('knows_whom_to_call', models.BooleanField(default=False, verbose_name='They know whom to call, at any hour')),
                ('contact_is_taken_over', models.BooleanField(default=False, verbose_name='Somebody else takes the contact for now')),
                ('office_knows', models.BooleanField(default=False, verbose_name='Whoever is responsible for security knows, if the colleague agreed')),
                ('family_is_asked', models.BooleanField(default=False, verbose_name='We asked what they and their family need')),
                ('day_to_ask_again', models.BooleanField(default=False, verbose_name='A day is agreed on which somebody asks them again')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pressure', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
                ('shield', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('told', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pressure_written', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='ourpresence',
            index=models.Index(fields=['colleague', 'interaction'], name='our_presence_of'),
        ),
    ]
