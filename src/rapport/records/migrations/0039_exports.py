"""What left the store is kept, and which earlier store's history came into this one."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0038_power_changes'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='EarlierStore',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('at', models.DateTimeField()),
                ('store', models.UUIDField()),
                ('replica', models.CharField(max_length=12)),
                ('public_key', models.BinaryField()),
                ('until', models.BigIntegerField()),
                ('head', models.BinaryField()),
                ('withheld', models.JSONField(default=list)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('at', models.DateTimeField()),
                ('what', models.CharField(max_length=40)),
                ('form', models.CharField(max_length=12)),
                ('purpose', models.CharField(choices=[('coordination', 'coordination with other organisations'), ('reporting', 'a report to headquarters or a donor'), ('handover', 'handing over work'), ('meeting', 'preparing a meeting'), ('analysis', 'our own analysis'), ('request', 'a person asked what we hold about them'), ('keeping', 'keeping or moving our own records')], max_length=16, verbose_name='Purpose')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='In a few words')),
                ('columns', models.JSONField(default=list)),
                ('many', models.PositiveIntegerField(default=0)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=0)),
                ('names_why', models.CharField(blank=True, max_length=300, verbose_name='Why with real names')),
                ('clear_why', models.CharField(blank=True, max_length=300, verbose_name='Why not encrypted')),
                ('rows', models.JSONField(blank=True, default=list)),
                ('state', models.CharField(choices=[('asked', 'waiting for a second person'), ('approved', 'approved'), ('declined', 'declined'), ('made', 'exported')], default='made', max_length=8)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exports', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
            ],
            options={
                'indexes': [models.Index(fields=['office', '-at'], name='export_of_office')],
            },
        ),
    ]
