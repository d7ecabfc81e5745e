"""A meeting is planned before it is held; who goes, our own words, and what one took from it."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0027_what_choices_are_called'),
    ]

    operations: ClassVar = [
        migrations.AddField(
            model_name='ask',
            name='why_no',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='colleague',
            name='first_ten',
            field=models.JSONField(blank=True, default=dict),
        ),
        migrations.AddField(
            model_name='office',
            name='coordinates',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='office',
            name='weekend',
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AlterField(
            model_name='insight',
            name='kind',
            field=models.CharField(choices=[('position', 'position'), ('reasoning', 'reasoning'), ('value', 'value'), ('concern', 'concern'), ('constraint', 'constraint'), ('connection', 'connection'), ('preference', 'preference'), ('misperception', 'misperception of us'), ('offer', 'what they could offer'), ('hook', 'what to begin with'), ('avoid', 'what not to raise')], max_length=16),
        ),
        migrations.CreateModel(
            name='Connection',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('text', models.CharField(max_length=200, verbose_name='What they share')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='connections', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Debrief',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('on', models.DateField(verbose_name='When')),
                ('heard', models.TextField(blank=True, verbose_name='What did I hear?')),
                ('unexpected', models.TextField(blank=True, verbose_name='What had I not expected?')),
                ('lesson', models.TextField(blank=True, verbose_name='What should the next colleague know?')),
                ('acknowledged', models.BooleanField(blank=True, null=True, verbose_name='Did we say that we see their risk?')),
                ('shared', models.BooleanField(default=False, editable=False)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)ss', to='records.interaction')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
                ('writer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='debriefs', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('kind', models.CharField(choices=[('family', 'family'), ('business', 'business'), ('debt', 'debt'), ('gift', 'gift'), ('favour', 'favour'), ('friendship', 'friendship')], max_length=12, verbose_name='What kind')),
                ('text', models.TextField(blank=True, verbose_name='In one line')),
                ('declared_on', models.DateField(verbose_name='Declared on')),
                ('managed', models.TextField(blank=True, verbose_name='How it is managed')),
                ('until', models.DateField(blank=True, null=True, verbose_name='Until')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('colleague', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interests', to=settings.AUTH_USER_MODEL)),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('on', models.DateField(verbose_name='Date')),
                ('time', models.TimeField(blank=True, null=True, verbose_name='Time')),
                ('zone', models.CharField(blank=True, max_length=40, verbose_name='Time zone')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='Where')),
                ('journey', models.CharField(blank=True, max_length=160, verbose_name='How we get there')),
                ('channel', models.CharField(choices=[('in_person', 'in person'), ('phone', 'phone'), ('video', 'video'), ('message', 'message'), ('letter', 'letter'), ('intermediary', 'through an intermediary'), ('chance', 'by chance')], default='in_person', max_length=12, verbose_name='How')),
                ('purpose', models.CharField(choices=[('engagement', 'engagement'), ('negotiation', 'negotiation'), ('follow_up', 'follow-up'), ('courtesy', 'courtesy'), ('incident', 'incident')], default='engagement', max_length=12, verbose_name='What for')),
                ('guests', models.CharField(blank=True, max_length=200, verbose_name='Guests')),
                ('state', models.CharField(choices=[('planned', 'planned'), ('held', 'held'), ('called_off', 'called off'), ('missed_by_us', 'we did not come'), ('missed_by_them', 'they did not come')], default='planned', editable=False, max_length=14)),
                ('first_on', models.DateField(blank=True, editable=False, null=True)),
                ('changed_by', models.CharField(blank=True, choices=[('us', 'us'), ('them', 'them')], editable=False, max_length=4)),
                ('told_in_advance', models.BooleanField(blank=True, editable=False, null=True)),
                ('opener', models.TextField(blank=True, verbose_name='What to begin with')),
                ('listening_question', models.TextField(blank=True, verbose_name='One question to listen to')),
                ('acknowledgement', models.TextField(blank=True, verbose_name='What a yes costs them, in our words')),
                ('may_say', models.TextField(blank=True, verbose_name='What we may say')),
                ('not_to_raise', models.TextField(blank=True, verbose_name='What not to raise')),
                ('respect', models.TextField(blank=True, verbose_name='One thing I respect in them')),
                ('closing', models.TextField(blank=True, verbose_name='How to close')),
                ('reason_for_lead', models.TextField(blank=True, verbose_name='Why this colleague goes')),
                ('remark', models.TextField(blank=True, verbose_name='Remark of the second reader')),
                ('read_on', models.DateField(blank=True, editable=False, null=True)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='meetings', to='records.interaction')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('reader', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='MeetingOurs',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('lead', 'led'), ('second', 'second'), ('interpreter', 'interpreter'), ('note_taker', 'note-taker'), ('shield', 'shield'), ('introducer', 'introducer')], default='lead', max_length=12)),
                ('colleague', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='meetings', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ours', to='records.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='MeetingWith',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('lead', 'spoke for them'), ('second', 'second'), ('interpreter', 'interpreter'), ('introducer', 'introducer')], default='lead', max_length=12)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='theirs', to='records.meeting')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='meetings_with', to='records.relationship')),
            ],
        ),
        migrations.CreateModel(
            name='OwnWords',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('kind', models.CharField(choices=[('who_we_are', 'who we are'), ('not_do', 'what we do not do'), ('why_access', 'why access and safety matter'), ('red_lines', 'red lines we can say')], max_length=12, verbose_name='What it says')),
                ('language', models.CharField(max_length=8, verbose_name='Language')),
                ('text', models.TextField(verbose_name='In our words')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_words', to='records.office')),
            ],
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(condition=models.Q(('state', 'planned')), fields=['on'], name='meeting_planned'),
        ),
        migrations.AddConstraint(
            model_name='ownwords',
            constraint=models.UniqueConstraint(fields=('office', 'kind', 'language'), name='one_card_of_a_kind_in_a_language'),
        ),
    ]
