"""What a program or a calendar reads with: tokens, of which the table holds a hash."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0039_exports'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='AccessToken',
            fields=[
                ('key', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=80)),
                ('use', models.CharField(choices=[('program', 'a program, through the API'), ('calendar', 'a calendar that is subscribed to')], default='program', max_length=8)),
                ('trace', models.CharField(max_length=64, unique=True)),
                ('circles', models.JSONField(default=list)),
                ('may_write', models.BooleanField(default=False)),
                ('made', models.DateTimeField()),
                ('until', models.DateField()),
                ('seen', models.DateTimeField(null=True)),
                ('minute', models.DateTimeField(null=True)),
                ('uses', models.PositiveIntegerField(default=0)),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='access_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['made'],
            },
        ),
    ]
