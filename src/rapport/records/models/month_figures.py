"""What a circle released of a month: counts, and nobody's record behind them."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from rapport.records.models.logged import LoggedModel
from rapport.records.models.offices import Circle, Colleague, Office
from rapport.records.models.scoped import NOT_THERE, Sensitivity
from rapport.records.refusals import NotThere


class MonthFiguresQuerySet(models.QuerySet["MonthFigures"]):
    """Released figures: for the office, or for the readers of the circle alone."""

    def visible_to(self, me: Colleague) -> Self:
        """Keep those ``me`` may read; a token opens those of its own circles."""
        mine = Q(circle__in=me.readable_circles())
        if me.is_narrowed:
            return self.filter(mine)
        ours = Q(office=me.office_id, sensitivity__lt=Sensitivity.SEVERE)
        return self.filter(mine | ours)

    def one_visible_to(self, me: Colleague, key: uuid.UUID) -> "MonthFigures":
        """Return the one with this key if ``me`` may read it, or raise ``NotThere``."""
        row = self.visible_to(me).filter(pk=key).first()
        if row is None:
            raise NotThere(NOT_THERE)
        return row


class MonthFigures(LoggedModel):
    """The figures of one month of one circle, released once by its keeper, and then fixed.

    ``cells`` holds area, kind of group, people and people in touch with; ``others`` figures of the
    whole circle by name. Both hold what was released (``rules/month_figures.py``), never the
    counts: the store itself does not say what they were.
    """

    OF_ITS_STORE = True

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    sensitivity = models.PositiveSmallIntegerField(
        choices=Sensitivity, default=Sensitivity.CONFIDENTIAL
    )
    cells = models.JSONField(default=list, blank=True)
    others = models.JSONField(default=dict, blank=True)
    released_by = models.ForeignKey(
        Colleague, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    released_on = models.DateField()

    objects: ClassVar = MonthFiguresQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["circle", "month"], name="a_month_is_released_once")
        ]
        indexes: ClassVar = [models.Index(fields=["office", "-month"], name="figures_by_month")]

    @classmethod
    def is_archived_for(cls, me: Any) -> bool:  # noqa: ARG003 - for nobody
        """Say no: figures leave as figures, in the list of the month.

        That list asks a second person where they are for the readers of the circle alone; an
        archive would carry them out without one.
        """
        return False

    def scope(self) -> uuid.UUID:
        """Return the key of the circle, whose chain says that they were released."""
        return self.circle_id
