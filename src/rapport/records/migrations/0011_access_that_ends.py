"""Access can end on a day; codes to choose a passphrase; reading many people is noticed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import rapport.records.models.logged


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0010_what_was_erased_is_listed"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="until",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="office",
            name="reads_an_hour",
            field=models.PositiveSmallIntegerField(default=25),
        ),
        migrations.AddField(
            model_name="office",
            name="reads_a_day",
            field=models.PositiveSmallIntegerField(default=200),
        ),
        migrations.CreateModel(
            name="ReadCount",
            fields=[
                ("colleague", models.UUIDField(primary_key=True, serialize=False)),
                ("opened", models.JSONField(default=dict)),
                ("stops", models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name="SignInCode",
            fields=[
                ("colleague", models.UUIDField(primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=200)),
                ("expires", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                ("id", models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ("revised", models.BigIntegerField(default=0, editable=False)),
                ("at", models.DateTimeField()),
                ("many", models.PositiveIntegerField()),
                ("reason", models.TextField()),
                ("whom", models.JSONField(blank=True, default=list)),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="readings", to=settings.AUTH_USER_MODEL)),
                ("office", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="records.office")),
            ],
            options={
                "abstract": False,
            },
        ),
    ]
