"""A record declares itself here once: its circle, whom it is about, how it is shown, what travels.

A model says what it is by the abstract class it builds on and by a few declarations; all the rest
(access, undo, merging, search, findings) discovers it: ``docs/development.md`` has the steps.
"""

import uuid
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, ClassVar, Self, TypeVar

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

from rapport.records.first_of_each import EACH, first_of_each
from rapport.records.models.declared import End, IfTicked, Link, OwnUntil, PageSection, Shown
from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Circle, Colleague, Office
from rapport.records.raw_rows import among
from rapport.records.refusals import NotThere, NotYours

NOT_THERE = gettext_noop("There is nothing here under this address.")
NOT_YOURS = gettext_noop("You may read this, but not change it.")
ASK_A_WRITER = gettext_noop("Ask a colleague who can write in this circle.")

FEW = 40
"""Up to so many circles a question names each of them; of more it is given one list."""


class Sensitivity(models.IntegerChoices):
    """How much harm a record could do in the wrong hands."""

    OPEN = 0, pgettext_lazy("sensitivity", "open")
    RESTRICTED = 1, _("restricted")
    CONFIDENTIAL = 2, _("confidential")
    SEVERE = 3, _("named colleagues only")


HARMLESS = Q(sensitivity__lt=Sensitivity.SEVERE)
"""What its circle's readers may read without being named for it."""


class Confidence(models.TextChoices):
    """How sure we are."""

    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")


class KnownFrom(models.TextChoices):
    """How we know."""

    TOLD_US = "told_us", _("they told us")
    SEEN = "seen", _("we saw it")
    THIRD_PARTY = "third_party", _("somebody else told us")


_Row = TypeVar("_Row", bound=models.Model)


class ScopedQuerySet(models.QuerySet[_Row]):
    """Rows behind a circle: the one form in which access is decided."""

    def visible_to(self, me: Colleague) -> Self:
        """Keep the rows ``me`` may read: in my circles, and severe ones only where I am named."""
        return self._within(me, me.readable_circles())

    def alike_to_readers(self, me: Colleague, circles: Collection[uuid.UUID]) -> Self:
        """Keep what is below severe in some circles that ``me`` reads, alike to all who read there.

        Where a kind joins others only who sees each end may read it, and where it is somebody's own
        only they: both are asked by ``records/rows_by_circle.py``, which alone asks for this.
        """
        mine = [circle for circle in me.readable_circles() if circle in circles]
        return self.filter(circle_id__in=mine if len(mine) <= FEW else among(mine)).filter(HARMLESS)

    def nobodys_own(self) -> Self:
        """Keep what is for all who read there: nothing that is some colleagues' alone."""
        own: OwnUntil | None = self.model.OWN_UNTIL  # type: ignore[attr-defined]
        if own is None:
            return self
        return self.filter(own.open_to_all) if own.is_shared else self.none()

    def changeable_by(self, me: Colleague) -> Self:
        """Keep the rows ``me`` may change: in circles where I write, severe ones where named.

        What is somebody's own only they change; what is never shared, wherever they read.
        """
        own: OwnUntil | None = self.model.OWN_UNTIL  # type: ignore[attr-defined]
        if own is None or own.held_back:
            return self._within(me, me.writable_circles())
        rows = self._within(me, me.writable_circles()) if own.shared else self.visible_to(me)
        return rows.filter(**{own.whose: me.pk})

    def one_visible_to(self, me: Colleague, key: uuid.UUID) -> _Row:
        """Return the row with this key if ``me`` may read it, or raise ``NotThere``."""
        row = self.visible_to(me).filter(pk=key).first()
        if row is None:
            raise NotThere(NOT_THERE)
        return row

    def one_changeable_by(self, me: Colleague, key: uuid.UUID) -> _Row:
        """Return the row with this key if ``me`` may change it.

        Raises ``NotYours`` to those who may read it, ``NotThere`` to everyone else.
        """
        row = self.changeable_by(me).filter(pk=key).first()
        if row is None:
            self.one_visible_to(me, key)
            raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)
        return row

    def first_in_circles(self, circles: Sequence[uuid.UUID], *order: Any, count: int) -> Self:
        """Keep the first rows of all these circles, each circle's read off its own index.

        Whoever is in one small circle of a large office does not pay for all the others, and of
        very many circles those whose first row comes too late are left after that row.
        """
        if not circles:
            return self.none()
        of_one = self.filter(circle_id=EACH).order_by(*order)
        late_ones_left: Sequence[uuid.UUID] | RawSQL = circles
        if len(circles) > count:
            first = self._only(first_of_each(circles, of_one[:1])).order_by(*order)
            nearest, values = first.values_list("circle_id")[:count].query.sql_with_params()
            late_ones_left = RawSQL(nearest, values)  # noqa: S611 - Django's words
        return self._only(first_of_each(late_ones_left, of_one[:count])).order_by(*order)[:count]

    def _only(self, keys: RawSQL) -> Self:
        return self.model._default_manager.using(self.db).filter(pk__in=keys)  # type: ignore[return-value]  # noqa: SLF001

    def _within(self, me: Colleague, circles: list[uuid.UUID]) -> Self:
        if not circles:
            return self.none()
        named = self.model.named_to(me)  # type: ignore[attr-defined]
        within = circles if len(circles) <= FEW else among(circles)
        rows = self.filter(Q(circle_id__in=within) & (HARMLESS | named))
        own: OwnUntil | None = self.model.OWN_UNTIL  # type: ignore[attr-defined]
        if own is not None:
            rows = rows.filter(own.open_to(me))
        for column in self.model.JOINS:  # type: ignore[attr-defined]
            end: Any = self.model._meta.get_field(column)  # noqa: SLF001 - Meta API
            seen = end.related_model.objects.visible_to(me)
            there = Exists(seen.filter(pk=OuterRef(f"{column}_id")))
            rows = rows.filter(Q(**{f"{column}__isnull": True}) | Q(there))
        return rows


class BehindCircle(models.Model):
    """A row that only the readers of its circle see, and, where it is severe, only the named.

    ``LINK`` leads to the relationships whose named colleagues may see it; None means that a severe
    row is seen by nobody, because it is reached only through others. ``NOTICED`` then says on whose
    page is told what the rules notice in its words. ``JOINS`` names the columns of what a kind
    joins, which may lie in different circles: it is only for whoever may see each of them.
    ``OWN_UNTIL`` says whose alone a row is, whether it has been shared, and whom it names, if it is
    anybody's; to everybody else it is then not there (``records/private_rows.py``).
    """

    LINK: ClassVar[Link | None]
    NOTICED: ClassVar[Link | None] = None
    JOINS: ClassVar[tuple[str, ...]] = ()
    OWN_UNTIL: ClassVar[OwnUntil | None] = None

    objects: ClassVar[Any] = ScopedQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def named_to(cls, me: Colleague) -> Exists | Q:
        """Return the condition under which ``me`` is named for a severe row of this kind."""
        if cls.JOINS:
            return Q(pk__isnull=False)  # whoever sees all that it joins is named for all of it
        if cls.LINK is None:
            return Q(pk__isnull=True)
        named = apps.get_model("records", "Named")._base_manager  # noqa: SLF001 - Meta API
        about = {f"relationship__{cls.LINK.theirs}": OuterRef(cls.LINK.ours)}
        return Exists(named.filter(**about, colleague_id=me.pk))


class ScopedModel(LoggedModel, BehindCircle):
    """A record that belongs to one office and one circle, with a sensitivity and an end.

    What a kind declares:

    - ``LINK``: which relationships it is about (the abstract classes below declare it);
    - ``TEXTS``: the columns that hold people's words, searched, and read for what is to be minded;
    - ``SHOWN``: the columns that stand for it in one line, or None if it is never shown alone;
    - ``TRAVELS``: the columns that may leave the store; any other stays until it is named here;
    - ``TRAVELS_IF_TICKED``: the columns that leave it only where whoever carries them ticks this
      very record, and may tick it (``may_be_ticked``);
    - ``SECTION``: its section on the person's page, if the usual one serves it; the forms that add,
      change and remove come with it, labelled by the ``verbose_name`` of the columns;
    - ``ENDS``: the column with the day after which its rows are purged, if they are;
    - ``RESTS_ON``: the column of what it repeats and goes with, and how that must be to show it;
    - ``MERGES``: whether it passes to the other record when two records of one person are merged.
    """

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+", db_index=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+", db_index=False)
    sensitivity = models.PositiveSmallIntegerField(
        choices=Sensitivity, default=Sensitivity.RESTRICTED
    )
    expires = models.DateField(null=True, blank=True)

    TEXTS: ClassVar[tuple[str, ...]] = ()
    SHOWN: ClassVar[Shown | None]
    TRAVELS: ClassVar[frozenset[str]]
    TRAVELS_IF_TICKED: ClassVar[IfTicked | None] = None
    SECTION: ClassVar[PageSection | None] = None
    ENDS: ClassVar[End | None] = None
    RESTS_ON: ClassVar[tuple[str, Q] | None] = None
    MERGES: ClassVar[bool] = True

    class Meta:
        abstract = True

    def scope(self) -> uuid.UUID:
        """Return the circle's key."""
        return self.circle_id

    @property
    def happened_on(self) -> date | None:
        """Return the day it is of, where its kind has one."""
        return getattr(self, "on", None) or getattr(self, "made_on", None)

    @property
    def happened_until(self) -> date | None:
        """Return the last day it is of, where it may be of several and says so."""
        return getattr(self, self.SHOWN.until) if self.SHOWN and self.SHOWN.until else None

    @property
    def may_be_ticked(self) -> bool:
        """Say whether it may leave the store at all: what is for named people only may not."""
        return self.sensitivity < Sensitivity.SEVERE

    @property
    def is_private(self) -> bool:
        """Say whether it is somebody's own, and has not been shared."""
        own = self.OWN_UNTIL
        return own is not None and own.keeps(self)

    def private_scope(self, columns: Collection[str], by: uuid.UUID | None) -> uuid.UUID | None:
        """Return the own chain of whoever writes in what is private, as long as it is.

        What carries it along is written where that happened, and shown to nobody else either.
        """
        if not self.is_private or self.OWN_UNTIL is None or _CARRIED.issuperset(columns):
            return None
        people = (getattr(self, f"{name}_id") for name in self.OWN_UNTIL.people)
        return by if by is not None and by in people else None

    def texts(self) -> Iterator[str]:
        """Yield what people wrote in it, piece by piece, leaving out what is empty.

        What is private is neither indexed nor read by any rule.
        """
        for name in () if self.is_private else self.TEXTS:
            if text := getattr(self, name):
                yield text

    def in_our_voice(self) -> Iterator[str]:
        """Yield how we read them ourselves: loaded words are minded there alone."""
        yield from ()

    def needs_what_is_private(self) -> bool:
        """Say whether it gives a reason for words of family, faith or health: most cannot."""
        return False


_CARRIED = frozenset({"relationship", "interaction", "circle", "office", "sensitivity"})


class AboutCounterpart(ScopedModel):
    """A record about one person, whichever relationship it is told in."""

    LINK = Link("counterpart_id", "counterpart_id")

    counterpart = models.ForeignKey(
        "records.Counterpart", on_delete=models.CASCADE, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class AboutRelationship(ScopedModel):
    """A record that hangs on one relationship and goes where it goes."""

    LINK = Link("relationship_id")

    relationship = models.ForeignKey(
        "records.Relationship", on_delete=models.CASCADE, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class FromInteraction(AboutRelationship):
    """A record about one relationship that may have come up in one interaction."""

    interaction = models.ForeignKey(
        "records.Interaction",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True
