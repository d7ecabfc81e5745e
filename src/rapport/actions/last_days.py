"""The last day of a colleague, whichever verb sets it: every circle closes to them after it."""

from datetime import date

from django.conf import settings
from django.utils.translation import gettext_noop

from rapport.actions.oneself import check_is_oneself
from rapport.records.asking import Asking
from rapport.records.chain import open_store
from rapport.records.memberships import ends_of_keepers
from rapport.records.models import Colleague, Membership
from rapport.records.recording import ChangeSet
from rapport.records.refusals import CannotBe


def closes_circles(who: Colleague) -> bool:
    """Say whether circles close to somebody: not where the store opens with their passphrase."""
    return settings.IS_TEAM or open_store().owner_id != who.pk


def let_last_day_be(changes: ChangeSet, asking: Asking, who: Colleague, on: date | None) -> None:
    """Set the last day of a colleague, or take it away, and the ends of their parts in circles.

    Their own word opens nothing for longer. Whoever looks after them moves an end as far as the
    keeper of the circle gave it, and no further.
    """
    check_is_oneself(asking)
    if on is not None and on < asking.day:
        raise CannotBe(
            gettext_noop("This date has passed."),
            next_step=gettext_noop("Choose today or a later day, or end their access now."),
        )
    changes.change(who, end_of_mission=on)
    if not closes_circles(who):
        return
    parts = list(Membership.objects.filter(colleague=who).order_by("pk"))
    given = {part.pk: part.until for part in parts}
    if who.pk != asking.me.pk:
        given |= ends_of_keepers(given)
    for part in parts:
        ends = [day for day in (given[part.pk], on) if day is not None]
        changes.change(part, until=min(ends, default=None))
