"""Verbs about tokens: one is made for a program or a calendar, and taken back."""

import uuid
from collections.abc import Collection
from datetime import date, timedelta

from django.conf import settings
from django.utils.translation import gettext_noop

from rapport.actions.oneself import check_is_oneself
from rapport.records.access_tokens import new_secret, trace_of
from rapport.records.asking import Asking
from rapport.records.models import AccessToken
from rapport.records.models.access_tokens import TokenUse
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_choice, check_words, require_text

LONGEST = timedelta(days=366)
MOST = 20


def make_token(
    asking: Asking,
    *,
    label: str,
    circles: Collection[uuid.UUID],
    until: date,
    may_write: bool = False,
    use: str = TokenUse.PROGRAM,
) -> str:
    """Make a token and return it: nobody sees it again. The history keeps that one was made.

    It opens these circles, which must be the asker's own, and never more than the asker sees
    there on the day it is used. Raises ``NotThere`` for another's circle, and for a token that
    would make one.
    """
    check_is_oneself(asking)
    check_choice(use, TokenUse.values)
    if use == TokenUse.CALENDAR and not settings.IS_TEAM:
        raise NotThere(NOT_THERE)
    require_text(
        label,
        gettext_noop("The name is empty."),
        gettext_noop("Write what will use it, so that you know which one to revoke."),
    )
    check_words([label], longest=80)
    if not circles or not set(circles) <= set(asking.me.readable_circles()):
        raise NotThere(NOT_THERE)
    if not asking.day <= until <= asking.day + LONGEST:
        raise CannotBe(
            gettext_noop("A token lasts from today to at most a year."),
            next_step=gettext_noop("Choose an earlier last day; you can make another then."),
        )
    if AccessToken.objects.filter(colleague=asking.me, until__gte=asking.day).count() >= MOST:
        raise CannotBe(
            gettext_noop("You have %(many)s tokens already."),
            next_step=gettext_noop("Revoke those that are no longer used."),
            many=MOST,
        )
    secret = new_secret()
    with change_set("make_token", asking) as changes:
        changes.look(asking.me)
        AccessToken.objects.create(
            colleague=asking.me,
            label=label.strip(),
            use=use,
            trace=trace_of(secret),
            circles=sorted(circle.hex for circle in set(circles)),
            may_write=may_write and use == TokenUse.PROGRAM,
            made=asking.now,
            until=until,
        )
    return secret


def revoke_token(asking: Asking, *, key: uuid.UUID) -> None:
    """Take one of one's own tokens back: from now on it opens nothing."""
    check_is_oneself(asking)
    mine = AccessToken.objects.filter(pk=key, colleague=asking.me)
    if not mine.exists():
        raise NotThere(NOT_THERE)
    with change_set("revoke_token", asking) as changes:
        changes.look(asking.me)
        mine.delete()
