"""Who held a post may be a name alone; a month or a year is kept as one; acting holders."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0042_months'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='registerimport',
            name='of',
            field=models.CharField(choices=[('contacts', 'contacts'), ('officials', 'who holds which post')], default='contacts', max_length=9),
        ),
        migrations.AddField(
            model_name='tenure',
            name='acting',
            field=models.BooleanField(default=False, verbose_name='Acting'),
        ),
        migrations.AddField(
            model_name='tenure',
            name='named',
            field=models.CharField(blank=True, max_length=160, verbose_name='Name'),
        ),
        migrations.AddField(
            model_name='tenure',
            name='since_known',
            field=models.CharField(blank=True, choices=[('', 'the day'), ('month', 'the month only'), ('year', 'the year only'), ('by', 'no more than that it was by then')], default='', max_length=5),
        ),
        migrations.AddField(
            model_name='tenure',
            name='until_known',
            field=models.CharField(blank=True, choices=[('', 'the day'), ('month', 'the month only'), ('year', 'the year only'), ('by', 'no more than that it was by then')], default='', max_length=5),
        ),
        migrations.AlterField(
            model_name='tenure',
            name='counterpart',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='tenures', to='records.counterpart'),
        ),
        migrations.AddConstraint(
            model_name='tenure',
            constraint=models.CheckConstraint(condition=models.Q(('counterpart__isnull', False), models.Q(('named', ''), _negated=True), _connector='OR'), name='a_post_is_held_by_somebody'),
        ),
    ]
