"""Introductions: through whom, with whose consent, at what risk to them."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0035_repair'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Introduction',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('due', models.DateField(blank=True, null=True, verbose_name='By when')),
                ('risk', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'light'), (2, 'moderate'), (3, 'heavy')], null=True, verbose_name='How much it could cost them')),
                ('risk_text', models.CharField(blank=True, max_length=300, verbose_name='What it could cost them')),
                ('consent', models.CharField(choices=[('not_asked', 'not asked yet'), ('given', 'agrees'), ('refused', 'refuses')], default='not_asked', max_length=10, verbose_name='Do they agree to introduce us?')),
                ('consent_on', models.DateField(blank=True, null=True, verbose_name='They said so on')),
                ('asks', models.CharField(blank=True, max_length=300, verbose_name='What we ask of them')),
                ('gives', models.CharField(blank=True, max_length=300, verbose_name='What we give back')),
                ('asked_on', models.DateField(blank=True, null=True, verbose_name='Asked on')),
                ('outcome', models.CharField(choices=[('planned', 'planned'), ('asked', 'asked for'), ('introduced', 'we were introduced'), ('declined', 'they did not want it'), ('dropped', 'given up')], default='planned', max_length=10, verbose_name='What came of it')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('colleague', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Which colleague')),
                ('gate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introductions', to='records.gate', verbose_name='For which access')),
                ('introducer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='introduces', to='records.relationship', verbose_name='Who introduces us')),
                ('meeting', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introductions', to='records.meeting', verbose_name='Planned meeting')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='introductions', to='records.relationship')),
                ('second', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.relationship', verbose_name='And through whom then')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('second__isnull', True), ('introducer__isnull', False), _connector='OR'), name='a_second_comes_after_a_first')],
            },
        ),
    ]
