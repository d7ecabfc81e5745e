"""Where words and names are found: the store's own indexes, never outside it."""

from typing import ClassVar

from django.db import models

from rapport.records.models.history import CountedRow
from rapport.records.models.people import Actor, Counterpart


class NameKey(models.Model):
    """One word of a counterpart's alias, or the blind trace of one word of a sealed name.

    ``row`` is the counterpart or the sealed name the key was made from. A sealed name of one word
    alone has that word twice, once marked as such.
    """

    class Form(models.IntegerChoices):
        """What the key is."""

        WORD = 0
        SKELETON = 1
        SEALED_WORD = 2
        SEALED_SKELETON = 3
        SEALED_ALONE = 4

    counterpart = models.ForeignKey(
        Counterpart,
        on_delete=models.DO_NOTHING,
        related_name="name_keys",
        db_index=False,
        db_constraint=False,
    )
    row = models.UUIDField()
    form = models.PositiveSmallIntegerField(choices=Form)
    key = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["form", "key", "counterpart"], name="name_key"),
            models.Index(fields=["row"], name="name_key_of_row"),
        ]


class GroupKey(models.Model):
    """One word of a name of a group, as it is written or as it sounds.

    A group may have several names, and the keys do not say which: whoever finds it looks again.
    """

    actor = models.ForeignKey(
        Actor,
        on_delete=models.DO_NOTHING,
        related_name="name_keys",
        db_index=False,
        db_constraint=False,
    )
    form = models.PositiveSmallIntegerField(choices=NameKey.Form)
    key = models.CharField(max_length=64)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["form", "key", "actor"], name="group_key"),
            models.Index(fields=["actor"], name="group_key_of_actor"),
        ]


class SearchEntry(models.Model):
    """One text in the full-text index. The words themselves are in the index beside it.

    The circle is among the words of the encrypted file's index, and a column on PostgreSQL
    (``records.text_index``). ``kind`` is a number of ``records.kind_numbers``.
    """

    id = CountedRow(primary_key=True)
    kind = models.PositiveSmallIntegerField()
    row = models.UUIDField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["row"], name="search_entry_of_row")]
