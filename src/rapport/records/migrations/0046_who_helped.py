"""Who helped to open a gate, how, and when they were thanked."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0045_one_person_in_two_circles'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='GateHelp',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('on', models.DateField(verbose_name='When they helped')),
                ('how', models.CharField(max_length=300, verbose_name='How they helped')),
                ('thanked_on', models.DateField(blank=True, null=True, verbose_name='Thanked on')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.gate')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gatehelps', to='records.relationship', verbose_name='Who helped')),
            ],
        ),
    ]
