"""The choices of columns are called by plainer words; nothing of the tables changes."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies: ClassVar = [('records', '0026_saved_views')]

    operations: ClassVar = [
        migrations.AlterField(
            model_name='actor',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='ask',
            name='outcome',
            field=models.CharField(choices=[('planned', 'planned'), ('made', 'asked, no answer yet'), ('granted', 'granted'), ('refused', 'refused'), ('deferred', 'postponed'), ('withdrawn', 'withdrawn')], default='planned', max_length=10),
        ),
        migrations.AlterField(
            model_name='ask',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='state',
            field=models.CharField(choices=[('open', 'open'), ('kept', 'kept'), ('late_told', 'late, they know'), ('late_silent', 'late, not told'), ('broken', 'broken'), ('released', 'released')], default='open', max_length=12),
        ),
        migrations.AlterField(
            model_name='counterpart',
            name='documentation',
            field=models.CharField(blank=True, choices=[('', 'not known'), ('none', 'none'), ('oral', 'verbal'), ('message', 'by message'), ('minutes', 'minutes'), ('signed', 'signed document')], max_length=8),
        ),
        migrations.AlterField(
            model_name='counterpart',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='kind',
            field=models.CharField(choices=[('us_as_people', 'ourselves as people'), ('organisation', 'our organisation'), ('mandate', 'our mandate'), ('principles', 'our principles'), ('limits', 'what we cannot do'), ('expectations', 'what we expect of each other')], max_length=16, verbose_name='What did we share?'),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='disclosure',
            name='text',
            field=models.TextField(blank=True, verbose_name='Summary'),
        ),
        migrations.AlterField(
            model_name='finding',
            name='section',
            field=models.PositiveSmallIntegerField(choices=[(0, 'Check in'), (1, 'Our promises'), (2, 'Their promises'), (3, 'Requests'), (4, 'Important dates'), (5, 'Also check')], default=5),
        ),
        migrations.AlterField(
            model_name='holder',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='insight',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='interaction',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='named',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='occasion',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='position',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='registerimport',
            name='state',
            field=models.CharField(choices=[('staged', 'waiting for its columns to be chosen'), ('checked', 'checked, not yet imported'), ('running', 'being imported'), ('done', 'imported'), ('stopped', 'stopped, nothing imported'), ('undone', 'undone'), ('failed', 'could not be imported')], default='staged', max_length=8),
        ),
        migrations.AlterField(
            model_name='relationship',
            name='open_reason',
            field=models.CharField(choices=[('proactive', 'our initiative'), ('crisis', 'in a crisis'), ('power_change', 'after a change of power'), ('breach', 'after a breach')], default='proactive', max_length=16),
        ),
        migrations.AlterField(
            model_name='relationship',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='relationship',
            name='stage',
            field=models.CharField(choices=[('unknown', 'unknown'), ('introduced', 'introduced'), ('rapport', 'good rapport'), ('working_trust', 'working trust'), ('tested_trust', 'tested trust'), ('strained', 'strained'), ('dormant', 'dormant'), ('closed', 'closed')], default='unknown', max_length=16),
        ),
        migrations.AlterField(
            model_name='sealedname',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='step',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='tenure',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
        migrations.AlterField(
            model_name='waiver',
            name='sensitivity',
            field=models.PositiveSmallIntegerField(choices=[(0, 'open'), (1, 'restricted'), (2, 'confidential'), (3, 'named colleagues only')], default=1),
        ),
    ]
