"""Power that changes hands, the plan that follows, what we can offer, and the yearly review."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0037_handover'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='KnowHow',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('topic', models.CharField(choices=[('scale', 'work on a large scale'), ('ports', 'ports and transport'), ('customs', 'customs and papers'), ('seasons', 'seasons and planning ahead'), ('services', 'running a service'), ('other', 'something else')], max_length=10, verbose_name='About what')),
                ('text', models.CharField(max_length=300, verbose_name='What we know how to do')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='know_how', to='records.office')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Offer',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('topic', models.CharField(choices=[('scale', 'work on a large scale'), ('ports', 'ports and transport'), ('customs', 'customs and papers'), ('seasons', 'seasons and planning ahead'), ('services', 'running a service'), ('other', 'something else')], max_length=10, verbose_name='About what')),
                ('what', models.CharField(max_length=300, verbose_name='What we offered')),
                ('offered_on', models.DateField(verbose_name='Offered on')),
                ('given_on', models.DateField(blank=True, null=True, verbose_name='Given on')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='What they said')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.actor')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PowerChange',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('what', models.CharField(max_length=200, verbose_name='What happened, in one line')),
                ('kind', models.CharField(choices=[('regime', 'change of government'), ('front', 'front line moves'), ('appointment', 'new person in a post'), ('merger', 'one group joins another')], max_length=12, verbose_name='What kind')),
                ('certainty', models.CharField(choices=[('rumour', 'rumour'), ('reported', 'reported'), ('confirmed', 'confirmed')], max_length=10, verbose_name='How sure it is')),
                ('on', models.DateField(verbose_name='From which day')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='District or place')),
                ('basis', models.TextField(blank=True, verbose_name='How we know')),
                ('applied_in', models.UUIDField(blank=True, editable=False, null=True)),
                ('applied_on', models.DateField(blank=True, editable=False, null=True)),
                ('false_on', models.DateField(blank=True, editable=False, null=True)),
                ('false_because', models.TextField(blank=True, default='', verbose_name='How we know that it is not so')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('fallen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='power_lost', to='records.actor', verbose_name='Who loses power')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('position', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='power_changes', to='records.position', verbose_name='Only this post')),
                ('risen', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='power_gained', to='records.actor', verbose_name='Who gains power')),
            ],
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('step', models.CharField(choices=[('safety', 'check how safe they are'), ('gate', 'ask whether it is still open'), ('courtesy', 'make a first courtesy visit'), ('guarantor', 'find somebody who vouches for it now'), ('principles', 'explain who we are and that our principles stay the same'), ('who_holds', 'find out who holds the post now'), ('know_how', 'offer what we know how to do'), ('other', 'something else')], max_length=12, verbose_name='What is to be done')),
                ('text', models.CharField(blank=True, max_length=200, verbose_name='In words')),
                ('due', models.DateField(verbose_name='Until when')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='Done on')),
                ('outcome', models.CharField(blank=True, max_length=200, verbose_name='What came of it')),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='planitems', to='records.agreement')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('gate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='planitems', to='records.gate')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('owner', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planitems', to=settings.AUTH_USER_MODEL, verbose_name='Which colleague does it')),
                ('position', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='planitems', to='records.position')),
                ('relationship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='planitems', to='records.relationship')),
                ('power_change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plan', to='records.powerchange')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ActorReview',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('on', models.DateField(verbose_name='When')),
                ('in_touch', models.CharField(choices=[('yes', 'in contact'), ('barely', 'hardly'), ('no', 'not in contact')], max_length=6, verbose_name='Are we in contact?')),
                ('obstacle', models.CharField(choices=[('none', 'nothing'), ('insecurity', 'insecurity'), ('resources', 'our own time and means'), ('state', 'a barrier by the state'), ('theirs', 'they do not want it')], max_length=10, verbose_name='What is in the way?')),
                ('next_step', models.CharField(choices=[('keep', 'go on as now'), ('meet', 'meet them'), ('way_in', 'look for a way in'), ('wait', 'wait for another time')], max_length=8, verbose_name='What next?')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='Note')),
                ('actor', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.actor')),
                ('by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
            ],
            options={
                'indexes': [models.Index(fields=['actor', 'on', 'id'], name='review_by_day')],
            },
        ),
        migrations.AddIndex(
            model_name='powerchange',
            index=models.Index(fields=['circle', 'on', 'id'], name='power_change_by_day'),
        ),
        migrations.AddConstraint(
            model_name='powerchange',
            constraint=models.CheckConstraint(condition=models.Q(('fallen__isnull', False), ('risen__isnull', False), _connector='OR'), name='a_power_change_is_of_somebody'),
        ),
    ]
