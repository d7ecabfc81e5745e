"""Sealed copies of what shows an agreement, where an office keeps them."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0032_agreements'),
    ]

    operations: ClassVar = [
        migrations.AddField('office', 'keeps_files', models.BooleanField(default=False)),
        migrations.AddField('evidence', 'file', models.UUIDField(blank=True, editable=False, null=True)),
        migrations.AddField('evidence', 'file_name', models.CharField(blank=True, max_length=120, default='', verbose_name='Name of the file')),
        migrations.AddField('evidence', 'file_type', models.CharField(blank=True, editable=False, max_length=40, default='')),
        migrations.AddField('evidence', 'file_size', models.PositiveIntegerField(blank=True, editable=False, null=True)),
        migrations.CreateModel(
            name='KeptFile',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('evidence', models.UUIDField(db_index=True)),
                ('sealed', models.BinaryField()),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='records.office')),
            ],
        ),
    ]
