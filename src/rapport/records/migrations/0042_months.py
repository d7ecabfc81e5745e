"""What a circle released of a month: counts in steps of three, fixed once released."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0041_phones'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='MonthFigures',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('month', models.DateField()),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=2)),
                ('cells', models.JSONField(blank=True, default=list)),
                ('others', models.JSONField(blank=True, default=dict)),
                ('released_on', models.DateField()),
                ('circle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['office', '-month'], name='figures_by_month')],
                'constraints': [models.UniqueConstraint(fields=('circle', 'month'), name='a_month_is_released_once')],
            },
        ),
    ]
