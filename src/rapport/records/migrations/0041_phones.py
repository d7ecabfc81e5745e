"""Phones that write sealed logs: their keys, what came from them, words of one's own."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0040_tokens_and_feeds'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='PhoneKey',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('private', models.BinaryField()),
                ('public', models.BinaryField()),
                ('page', models.CharField(default='', max_length=200)),
                ('asks_until', models.DateTimeField(null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Phone',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('device', models.BinaryField(unique=True)),
                ('mac', models.BinaryField()),
                ('came', models.DateTimeField()),
                ('ends', models.DateField(null=True)),
                ('stopped', models.DateTimeField(null=True)),
                ('lost_from', models.DateTimeField(null=True)),
                ('colleague', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='phones', to=settings.AUTH_USER_MODEL)),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='phones', to='records.phonekey')),
            ],
        ),
        migrations.CreateModel(
            name='PhoneLog',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField()),
                ('digest', models.CharField(max_length=64)),
                ('sealed', models.BinaryField()),
                ('came', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'waiting'), ('confirmed', 'confirmed'), ('discarded', 'discarded'), ('aside', 'kept apart'), ('same', 'the same as a contact')], default='waiting', max_length=9)),
                ('settled', models.DateField(null=True)),
                ('interaction', models.UUIDField(db_index=True, null=True)),
                ('phone', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='logs', to='records.phone')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'aside'), _negated=True), fields=('phone', 'number'), name='one_log_of_a_number'), models.UniqueConstraint(fields=('phone', 'number', 'digest'), name='one_log_of_these_bytes')],
            },
        ),
        migrations.CreateModel(
            name='TripWord',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=20)),
                ('relationship', models.UUIDField()),
                ('until', models.DateField()),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trip_words', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('colleague', 'word'), name='one_meaning_of_a_trip_word')],
            },
        ),
    ]
