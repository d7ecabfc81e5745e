"""Ties between people and groups, where an actor is, what is understood on both sides."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0029_gates_and_mandates'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='SpiralOf',
            fields=[
                ('relationship', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='spiral', serialize=False, to='records.relationship')),
                ('as_of', models.DateField()),
                ('spiral', models.SmallIntegerField()),
                ('rests_on', models.JSONField(default=list)),
            ],
        ),
        migrations.AddField(
            model_name='mark',
            name='loaded',
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name='actor',
            name='acceptances',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name='insight',
            name='answer',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='insight',
            name='answered_in',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.interaction'),
        ),
        migrations.AddField(
            model_name='insight',
            name='answered_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='insight',
            name='checked_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='insight',
            name='checked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='insight',
            name='known_from',
            field=models.CharField(blank=True, choices=[('told_us', 'they told us'), ('seen', 'we saw it'), ('third_party', 'somebody else told us')], max_length=12),
        ),
        migrations.AddField(
            model_name='insight',
            name='returned_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='insight',
            name='state',
            field=models.CharField(choices=[('open', 'open'), ('followed_up', 'followed up'), ('answered', 'answered')], default='open', max_length=12),
        ),
        migrations.AddField(
            model_name='insight',
            name='their_version',
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name='insight',
            name='kind',
            field=models.CharField(choices=[('position', 'position'), ('reasoning', 'reasoning'), ('value', 'value'), ('need', 'need'), ('concern', 'concern'), ('constraint', 'constraint'), ('connection', 'connection'), ('preference', 'preference'), ('misperception', 'misperception of us'), ('offer', 'what they could offer'), ('hook', 'what to begin with'), ('avoid', 'what not to raise')], max_length=16),
        ),
        migrations.CreateModel(
            name='CommonGround',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('agreed_fact', 'fact we agree on'), ('contested_fact', 'contested fact'), ('convergent_norm', 'norm we share'), ('divergent_norm', 'norm we do not share'), ('option', 'option')], max_length=16, verbose_name='What is it?')),
                ('text', models.TextField(verbose_name='In one line')),
                ('on', models.DateField(verbose_name='When')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('insight', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='records.insight')),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)ss', to='records.interaction')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Disagreement',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('text', models.TextField(verbose_name='What is it about?')),
                ('cause', models.CharField(blank=True, choices=[('misunderstanding', 'a misunderstanding'), ('facts', 'different facts'), ('norms', 'different norms'), ('interests', 'different interests'), ('breach', 'something that was broken')], max_length=16, verbose_name='What does it come from?')),
                ('restated_by_us', models.TextField(blank=True, verbose_name='Their view, as we said it back to them')),
                ('restated_by_them', models.TextField(blank=True, verbose_name='Our view, as they said it back to us')),
                ('state', models.CharField(choices=[('open', 'open'), ('cleared', 'cleared up'), ('standing', 'we agree to differ')], default='open', max_length=8, verbose_name='Where it stands')),
                ('on', models.DateField(verbose_name='When')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)ss', to='records.interaction')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActorPlace',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('place', models.CharField(max_length=80, verbose_name='District or place')),
                ('control', models.CharField(choices=[('controls', 'controls it'), ('contests', 'contests it'), ('present', 'is present'), ('decides', 'decides from elsewhere')], max_length=8, verbose_name='Their role there')),
                ('since', models.DateField(blank=True, null=True, verbose_name='Since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='Until')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='How we know')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.actor')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='a_place_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='CultureNote',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('place', models.CharField(max_length=80, verbose_name='District or place')),
                ('topic', models.CharField(choices=[('greeting', 'greeting'), ('hospitality', 'food, drink and hospitality'), ('gifts', 'gifts'), ('dress', 'dress'), ('time', 'time and waiting'), ('faith', 'faith and feasts'), ('women_and_men', 'women and men'), ('words', 'words and gestures'), ('taboo', 'what to avoid')], max_length=16, verbose_name='About')),
                ('text', models.TextField(verbose_name='What should a visitor know?')),
                ('role', models.CharField(blank=True, max_length=120, verbose_name='How do you know?')),
                ('on', models.DateField()),
                ('author', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='culture_notes', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='culture_notes', to='records.office')),
            ],
            options={
                'indexes': [models.Index(fields=['office', 'place'], name='culture_by_place')],
            },
        ),
        migrations.CreateModel(
            name='SecondReading',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('of', models.CharField(choices=[('motives', 'motives'), ('common_ground', 'common ground')], max_length=16)),
                ('asked_on', models.DateField()),
                ('read_on', models.DateField(blank=True, null=True)),
                ('remark', models.TextField(blank=True, verbose_name='What do you see otherwise?')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('reader', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings_asked', to=settings.AUTH_USER_MODEL)),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'indexes': [models.Index(fields=['reader', 'read_on'], name='reading_asked')],
            },
        ),
        migrations.CreateModel(
            name='Tie',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('answers_to', 'answers to'), ('audience_of', 'opinion matters to'), ('speaks_for', 'speaks for'), ('trusts', 'trusts'), ('doorkeeper_of', 'decides who gets in to see'), ('kin_of', 'is related to'), ('worked_with', 'has worked with'), ('allied_with', 'is allied with'), ('at_odds_with', 'is at odds with')], max_length=16, verbose_name='Type of tie')),
                ('strength', models.PositiveSmallIntegerField(blank=True, choices=[(1, 'weak'), (2, 'medium'), (3, 'strong')], null=True, verbose_name='How strong')),
                ('known_from', models.CharField(blank=True, choices=[('told_us', 'they told us'), ('seen', 'we saw it'), ('third_party', 'somebody else told us')], max_length=12, verbose_name='How we know')),
                ('confidence', models.CharField(choices=[('low', 'low'), ('medium', 'medium'), ('high', 'high')], default='medium', max_length=6, verbose_name='How sure we are')),
                ('verified_on', models.DateField(verbose_name='Last checked on')),
                ('since', models.DateField(blank=True, null=True, verbose_name='Since')),
                ('until', models.DateField(blank=True, null=True, verbose_name='Until')),
                ('note', models.TextField(blank=True, verbose_name='Note')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='records.actor')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('other', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ties_to', to='records.relationship')),
                ('other_actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ties_to', to='records.actor')),
                ('relationship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='records.relationship')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('relationship__isnull', True), ('actor__isnull', True), _connector='XOR'), name='a_tie_is_of_one'), models.CheckConstraint(condition=models.Q(('other__isnull', True), ('other_actor__isnull', True), _connector='XOR'), name='a_tie_is_to_one'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='a_tie_ends_after_it_begins')],
            },
        ),
    ]
