"""What every record has in common: a key that sorts by time, a place, and who may see it."""

import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import uuid_utils.compat
from django.db import connections, models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from rapport.records.refusals import NotThere, NotYours

if TYPE_CHECKING:
    from rapport.records.models.offices import Colleague


NOT_THERE = gettext_noop("There is nothing here under this address.")
NOT_YOURS = gettext_noop("You may read this, but not change it.")
ASK_A_WRITER = gettext_noop("Ask a colleague who writes in this circle.")


def new_key() -> uuid.UUID:
    """Return a fresh UUID version 7: unique, and in order of the moment it was made."""
    return uuid_utils.compat.uuid7()


class Sensitivity(models.IntegerChoices):
    """How much harm a record could do in the wrong hands."""

    OPEN = 0, pgettext_lazy("sensitivity", "open")
    RESTRICTED = 1, _("restricted")
    CONFIDENTIAL = 2, _("confidential")
    SEVERE = 3, _("severe: named people only")


class Confidence(models.TextChoices):
    """How sure we are."""

    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class LoggedModel(models.Model):
    """A row that is a projection of the change log.

    ``revised`` is the sequence number of the operation that last wrote the row, so that an old
    page put back under the store shows. ``UNRECORDED`` names columns the log does not carry:
    they are derived from other rows, or (a password) must not be kept twice.
    """

    UNRECORDED: ClassVar[frozenset[str]] = frozenset({"revised"})
    PARTS: ClassVar[dict[str, str]] = {}

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    revised = models.BigIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def __repr__(self) -> str:
        """Name the row by its key only: a name in a log file could harm."""
        return f"<{type(self).__name__} {self.pk}>"

    def scope(self) -> uuid.UUID:
        """Return the key of the circle (or office) whose chain records this row's changes."""
        raise NotImplementedError


_Row = TypeVar("_Row", bound=models.Model)


class ScopedQuerySet(models.QuerySet[_Row]):
    """Rows behind a circle: the one form in which access is decided."""

    def visible_to(self, me: "Colleague") -> Self:
        """Keep the rows ``me`` may read: in my circles, and severe ones only where I am named."""
        return self._within(me, me.readable_circles())

    def changeable_by(self, me: "Colleague") -> Self:
        """Keep the rows ``me`` may change: in circles where I write, severe ones where named."""
        return self._within(me, me.writable_circles())

    def one_visible_to(self, me: "Colleague", key: uuid.UUID) -> _Row:
        """Return the row with this key if ``me`` may read it, or raise ``NotThere``."""
        row = self.visible_to(me).filter(pk=key).first()
        if row is None:
            raise NotThere(NOT_THERE)
        return row

    def one_changeable_by(self, me: "Colleague", key: uuid.UUID) -> _Row:
        """Return the row with this key if ``me`` may change it.

        Raises ``NotYours`` to those who may read it, ``NotThere`` to everyone else.
        """
        row = self.changeable_by(me).filter(pk=key).first()
        if row is None:
            self.one_visible_to(me, key)
            raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)
        return row

    def first_in_circles(self, circles: Sequence[uuid.UUID], *order: Any, count: int) -> list[Any]:
        """Return the keys of the first rows of each circle, each read off the circle's own index.

        Whoever is in one small circle of a large office does not pay for all the others. Put the
        few rows in order afterwards.
        """
        if not circles:
            return []
        any_circle = new_key()
        rows = self.filter(circle_id=any_circle).order_by(*order).values_list("pk")[:count]
        one, values = rows.query.sql_with_params()
        pieces = (f"SELECT * FROM ({one}) AS c{n}" for n in range(len(circles)))  # noqa: S608
        asked = [_in(circle, any_circle, value) for circle in circles for value in values]
        with connections[self.db].cursor() as cursor:
            cursor.execute(" UNION ALL ".join(pieces), asked)
            return [key for (key,) in cursor.fetchall()]

    def _within(self, me: "Colleague", circles: list[uuid.UUID]) -> Self:
        if not circles:
            return self.none()
        named = self.model.named_to(me)  # type: ignore[attr-defined]
        harmless = Q(sensitivity__lt=Sensitivity.SEVERE)
        return self.filter(Q(circle_id__in=circles) & (harmless | named))


def _in(circle: uuid.UUID, any_circle: uuid.UUID, value: Any) -> Any:
    """Return a value of a question about any circle, as it is for this one."""
    if value == any_circle:
        return circle
    return circle.hex if value == any_circle.hex else value


class ScopedModel(LoggedModel):
    """A record that belongs to one office and one circle, with a sensitivity and an end."""

    office = models.ForeignKey(
        "records.Office", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    circle = models.ForeignKey(
        "records.Circle", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sensitivity = models.PositiveSmallIntegerField(
        choices=Sensitivity, default=Sensitivity.RESTRICTED
    )
    expires = models.DateField(null=True, blank=True)

    NAMED_BY: ClassVar[str] = "relationship_id"
    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    def scope(self) -> uuid.UUID:
        """Return the circle's key."""
        return self.circle_id

    @classmethod
    def named_to(cls, me: "Colleague") -> Exists | Q:
        """Return the condition under which ``me`` is named for a severe row of this kind."""
        from rapport.records.models.relationships import Named  # noqa: PLC0415 - Named is Kept too

        return Exists(
            Named.objects.filter(relationship_id=OuterRef(cls.NAMED_BY), colleague_id=me.pk)
        )
