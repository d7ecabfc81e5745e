"""The day of a log: today or yesterday by one tap, any other day in words."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from rapport.web.day_field import Day, today
from rapport.web.other_calendars import MEANT, DayInput, Typed

TAPPED = "on-day"
"""The name of the chips: each sends its day, so that a page left open overnight means the same."""

OTHER = "other"
"""What the chip sends that leaves the day to what is typed."""


def sent_on(sent: Mapping[str, Any]) -> str | None:
    """Return the day that a log was sent with, as text: the tapped one, or what was typed."""
    tapped = sent.get(TAPPED, OTHER)
    return tapped if tapped != OTHER else sent.get("on")


@dataclass(frozen=True, slots=True)
class DayChip:
    """One of the days to tap."""

    value: str
    label: str
    chosen: bool


class _TypedOrTapped(DayInput):
    """The field for other days; what was tapped beside it counts first."""

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ARG002 - as Django calls it
        name: str,
    ) -> Typed | None:
        """Return what was tapped, or else what was typed."""
        sent = sent_on(data)
        return None if sent is None else Typed.of(sent, data.get(name + MEANT))


class _AmongChips(Day):
    """A day beside chips: their legend is not its label, so the field itself says what it is."""

    def widget_of(self, attrs: dict[str, Any]) -> forms.Widget:
        """Return the field for other days."""
        return _TypedOrTapped(attrs, self.asks)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Return the field's own name for whoever hears the page."""
        return {**super().widget_attrs(widget), "aria-label": self.label}


class TappedDay(_AmongChips):
    """A day that has been, with chips for the days most contacts are logged on."""

    def __init__(self, **options: Any) -> None:
        super().__init__(nearest="past", **options)


class ComingDay(_AmongChips):
    """A day to come, with chips for the days most meetings are planned on."""

    def __init__(self, **options: Any) -> None:
        super().__init__(nearest="coming", **options)


def day_of(value: Any) -> date | None:
    """Return the day that a field holds or somebody typed; what is no day is none."""
    day: date | None = None
    with suppress(ValidationError):
        day = Day().clean(value)
    return day


def day_chips(value: Any) -> Iterator[DayChip]:
    """Yield the days to tap, and the chip for any other day."""
    near = {today(): pgettext("day", "Today"), today() - timedelta(1): pgettext("day", "Yesterday")}
    return _chips(day_of(value), near)


def coming_chips(value: Any) -> Iterator[DayChip]:
    """Yield the days to come to tap, and the chip for any other day."""
    near = {today() + timedelta(1): pgettext("day", "Tomorrow"), today(): pgettext("day", "Today")}
    return _chips(day_of(value), near)


def _chips(chosen: date | None, near: Mapping[date, str]) -> Iterator[DayChip]:
    for day, label in near.items():
        yield DayChip(day.isoformat(), label, day == chosen)
    yield DayChip(OTHER, _("Pick a date"), chosen not in near)
