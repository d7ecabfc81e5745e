"""Agreements with their terms, how they are kept and what shows them; legal questions."""

from typing import ClassVar

import django.db.models.deletion
import rapport.records.models.logged
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [
        ('records', '0031_what_rests_on_what'),
    ]

    operations: ClassVar = [
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('what', models.CharField(max_length=200, verbose_name='What was agreed')),
                ('form', models.CharField(choices=[('signed', 'signed memorandum'), ('letters', 'exchange of letters'), ('minutes', 'confirmed minutes'), ('message', 'message'), ('witnessed', 'spoken, with a witness'), ('oral', 'spoken, without a witness'), ('tacit', 'practice nobody put into words')], max_length=10, verbose_name='In which form')),
                ('made_on', models.DateField(verbose_name='Agreed on')),
                ('firmness', models.CharField(choices=[('thin', 'thin'), ('likely', 'likely'), ('solid', 'solid')], default='thin', max_length=6, verbose_name='How far we rely on it')),
                ('why', models.TextField(blank=True, verbose_name='Why so far')),
                ('review_on', models.DateField(blank=True, null=True, verbose_name='Review on')),
                ('reviewed_on', models.DateField(blank=True, null=True, verbose_name='Last reviewed on')),
                ('state', models.CharField(choices=[('live', 'in force'), ('lapsed', 'lapsed'), ('superseded', 'replaced by another')], default='live', max_length=10, verbose_name='Whether it holds')),
                ('note', models.TextField(blank=True, verbose_name='Note')),
                ('ask', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agreements', to='records.ask')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('gate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='agreements', to='records.gate')),
                ('interaction', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='%(class)ss', to='records.interaction')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
        ),
        migrations.CreateModel(
            name='AgreementParty',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('role', models.CharField(choices=[('guarantor', 'guarantor'), ('witness', 'witness'), ('party', 'party to it')], max_length=10, verbose_name='As what')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='Note')),
                ('actor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='party_to', to='records.actor')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parties', to='records.agreement')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='party_to', to='records.relationship')),
            ],
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('what', models.TextField(verbose_name='What it says, in short')),
                ('on', models.DateField(blank=True, null=True, verbose_name='Dated')),
                ('kept_since', models.DateField(blank=True, null=True, verbose_name='Keeps it since')),
                ('kept_where', models.CharField(blank=True, max_length=120, verbose_name='Where it is kept')),
                ('app', models.CharField(blank=True, max_length=40, verbose_name='App')),
                ('vanishing', models.BooleanField(default=False, verbose_name='Messages there disappear')),
                ('fingerprint', models.CharField(blank=True, max_length=64, verbose_name='Fingerprint (SHA-256)')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.agreement')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('custodian', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='keeps', to=settings.AUTH_USER_MODEL, verbose_name='Which colleague keeps it')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LegalQuestion',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('question', models.TextField(verbose_name='What we want to know')),
                ('pack', models.TextField(blank=True, verbose_name='What is sent')),
                ('asked_of', models.CharField(blank=True, max_length=120, verbose_name='Asked of')),
                ('asked_on', models.DateField(verbose_name='Asked on')),
                ('answer', models.TextField(blank=True, verbose_name='Answer')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='Answered on')),
                ('decision', models.TextField(blank=True, verbose_name='What we decided')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='Decided on')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.agreement')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReadBack',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('words', models.TextField(verbose_name='In these words')),
                ('language', models.CharField(blank=True, max_length=8, verbose_name='Language')),
                ('on', models.DateField(verbose_name='When')),
                ('state', models.CharField(choices=[('done', 'said, no answer yet'), ('confirmed', 'confirmed'), ('contested', 'they see it otherwise')], default='done', max_length=10, verbose_name='What they said to it')),
                ('answer', models.TextField(blank=True, verbose_name='Their answer')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.agreement')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('what', models.CharField(max_length=200, verbose_name='What')),
                ('side', models.CharField(blank=True, choices=[('us', 'we'), ('them', 'they'), ('both', 'both sides')], max_length=4, verbose_name='Who does it')),
                ('who', models.CharField(blank=True, max_length=120, verbose_name='Who exactly')),
                ('due', models.DateField(blank=True, null=True, verbose_name='By when')),
                ('every', models.CharField(blank=True, max_length=80, verbose_name='Or how often')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='Where')),
                ('notice', models.CharField(blank=True, max_length=200, verbose_name='How we would notice')),
                ('contested', models.BooleanField(default=False, verbose_name='Open point: they see it otherwise')),
                ('is_over', models.BooleanField(default=False, verbose_name='Done, or no longer part of it')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.agreement')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agreement_terms', to='records.relationship')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TermMark',
            fields=[
                ('id', models.UUIDField(default=rapport.records.models.logged.new_key, editable=False, primary_key=True, serialize=False)),
                ('revised', models.BigIntegerField(default=0, editable=False)),
                ('sensitivity', models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1)),
                ('expires', models.DateField(blank=True, null=True)),
                ('keeping', models.CharField(choices=[('kept', 'kept'), ('wobbling', 'partly kept'), ('breached', 'not kept')], max_length=8, verbose_name='How it was kept')),
                ('on', models.DateField(verbose_name='When')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='What happened')),
                ('followed_on', models.DateField(blank=True, null=True, verbose_name='Followed up on')),
                ('followed_how', models.CharField(blank=True, max_length=200, verbose_name='How it was followed up')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.agreement')),
                ('circle', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.circle')),
                ('office', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='records.office')),
                ('relationship', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='records.relationship')),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='records.term')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['circle', 'state', 'review_on'], name='agreement_by_review'),
        ),
        migrations.AddConstraint(
            model_name='agreementparty',
            constraint=models.CheckConstraint(condition=models.Q(('relationship__isnull', True), ('actor__isnull', True), _connector='XOR'), name='a_party_is_one'),
        ),
    ]
