"""Gates with the consents they need, what a request costs and opens, mandates and red lines."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0028_meetings_before_they_are_held'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='ask',
            name='again_on',
            field=models.DateField(blank=True, null=True, verbose_name='Ask again on'),
        ),
        migrations.AddField(
            model_name='ask',
            name='answer',
            field=models.TextField(blank=True, verbose_name='What they said'),
        ),
        migrations.AddField(
            model_name='ask',
            name='benefit_checked',
            field=models.BooleanField(default=False, verbose_name='It crosses no red line and gives them nothing of material value'),
        ),
        migrations.AddField(
            model_name='ask',
            name='bottom_line',
            field=models.TextField(blank=True, verbose_name='The least we can live with'),
        ),
        migrations.AddField(
            model_name='ask',
            name='may_say',
            field=models.TextField(blank=True, verbose_name='What we may say'),
        ),
        migrations.AddField(
            model_name='ask',
            name='meeting',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asks', to='records.meeting', verbose_name='At which meeting'),
        ),
        migrations.AddField(
            model_name='ask',
            name='urgency_ours',
            field=models.CharField(blank=True, choices=[('now', 'today'), ('week', 'this week'), ('month', 'this month'), ('can_wait', 'it can wait')], max_length=8, verbose_name='How urgent it is for us'),
        ),
        migrations.AddField(
            model_name='ask',
            name='urgency_theirs',
            field=models.CharField(blank=True, choices=[('now', 'today'), ('week', 'this week'), ('month', 'this month'), ('can_wait', 'it can wait')], max_length=8, verbose_name='How urgent it is for them'),
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('name', models.CharField(max_length=120, verbose_name='What must be open?')),
                ('kind', models.CharField(choices=[('area', 'access to an area'), ('passage', 'passage'), ('permit', 'permit or visa'), ('customs', 'customs'), ('clinic', 'opening a clinic'), ('vaccination', 'vaccination protocol'), ('detention', 'detention visit'), ('staff_safety', 'safety of our staff'), ('continuity', 'continuing the work')], max_length=12, verbose_name='What kind')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='District or place')),
                ('service', models.CharField(blank=True, choices=[('health', 'health'), ('nutrition', 'nutrition'), ('water', 'water and sanitation'), ('food', 'food'), ('shelter', 'shelter and relief items'), ('education', 'education'), ('protection', 'protection'), ('detention', 'visits to detainees'), ('logistics', 'transport and supply')], max_length=12, verbose_name='For which service')),
                ('since', models.DateField(blank=True, null=True, verbose_name='Needed from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='Needed until')),
                ('note', models.TextField(blank=True, verbose_name='Note')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
            ],
        ),
        migrations.CreateModel(
            name='ConsentGroup',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('needs', models.CharField(choices=[('all', 'all of them'), ('any', 'any one of them'), ('some', 'at least so many')], max_length=4, verbose_name='How many are needed?')),
                ('count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='At least')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='records.consentgroup')),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.gate')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('authority', 'authority'), ('armed_group', 'armed group'), ('community', 'community')], max_length=12, verbose_name='Whose consent')),
                ('states', models.JSONField(blank=True, default=list)),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='On which conditions')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='records.actor')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('position', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='records.position')),
                ('relationship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship', verbose_name='Who')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='consents', to='records.consentgroup')),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.gate')),
            ],
        ),
        migrations.AddField(
            model_name='ask',
            name='gate',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='asks', to='records.gate', verbose_name='What it is to open'),
        ),
        migrations.CreateModel(
            name='GateIncident',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('refused', 'turned back'), ('delayed', 'delayed'), ('searched', 'searched'), ('other', 'something else')], max_length=10, verbose_name='What happened?')),
                ('on', models.DateField(verbose_name='When')),
                ('text', models.CharField(blank=True, max_length=300, verbose_name='In one line')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.gate')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='GateState',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('standing', models.CharField(choices=[('open', 'open'), ('conditional', 'open with conditions'), ('closed', 'closed'), ('unknown', 'not known')], max_length=12, verbose_name='How it stands')),
                ('on', models.DateField(verbose_name='Since')),
                ('reason', models.TextField(blank=True, verbose_name='How we know')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.gate')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('title', models.CharField(max_length=120, verbose_name='What for')),
                ('since', models.DateField(verbose_name='Valid from')),
                ('until', models.DateField(blank=True, null=True, verbose_name='Valid until')),
                ('may_decide', models.TextField(blank=True, verbose_name='May decide')),
                ('must_refer', models.TextField(blank=True, verbose_name='Must ask first')),
                ('may_not', models.TextField(blank=True, verbose_name='May not agree to')),
                ('may_say', models.TextField(blank=True, verbose_name='May say')),
                ('internal', models.TextField(blank=True, verbose_name='Stays among us')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('gate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mandates', to='records.gate')),
                ('issuer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='mandates', to=settings.AUTH_USER_MODEL, verbose_name='Given by')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
            ],
        ),
        migrations.CreateModel(
            name='RedLine',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('topic', models.CharField(choices=[('escorts', 'armed escorts'), ('data', 'demands for data'), ('hiring', 'whom we hire'), ('beneficiaries', 'whom we help'), ('fees', 'taxes and fees'), ('women', 'women taking part'), ('other', 'another one')], max_length=14, verbose_name='About')),
                ('text', models.TextField(verbose_name='What we never agree to')),
                ('refusals', models.JSONField(blank=True, default=dict)),
                ('issuer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='Set by')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='red_lines', to='records.office')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SecondPath',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('text', models.TextField(verbose_name='If this fails, what could we do?')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('gate', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.gate')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship', verbose_name='Who')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='gate',
            index=models.Index(fields=['circle', 'name', 'id'], name='gate_by_name'),
        ),
        migrations.AddConstraint(
            model_name='gate',
            constraint=models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='a_gate_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('actor__isnull', True), ('position__isnull', True), ('relationship__isnull', False)), models.Q(('actor__isnull', True), ('position__isnull', False), ('relationship__isnull', True)), models.Q(('actor__isnull', False), ('position__isnull', True), ('relationship__isnull', True)), _connector='OR'), name='a_consent_is_somebodys'),
        ),
        migrations.AddIndex(
            model_name='mandate',
            index=models.Index(fields=['circle', 'since'], name='mandate_in_force'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='a_mandate_ends_after_it_begins'),
        ),
    ]
