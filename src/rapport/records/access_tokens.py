"""Tokens of programs and calendars: looked up by their hash, and counted each time they come.

A laptop's one process counts in memory, so that reading there writes nothing; the workers of a
team's server count in the token's row, in one statement.
"""

import hashlib
import secrets
import threading
import uuid
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Case, F, Q, Value, When

from rapport.records.models import AccessToken, Colleague

BEGINS = "rapport_"
"""What a token begins with, so that whoever finds one knows what it is."""

MOST_A_MINUTE = 120
_MINUTE = timedelta(minutes=1)

_COUNTED: dict[uuid.UUID, tuple[datetime, int]] = {}
_ONE_AT_A_TIME = threading.Lock()


def new_secret() -> str:
    """Return a token: 256 random bits."""
    return BEGINS + secrets.token_urlsafe(32)


def trace_of(secret: str) -> str:
    """Return what the table holds of a token: its SHA-256, which leads back to nothing."""
    return hashlib.sha256(b"rapport access token\0" + secret.encode("utf-8", "replace")).hexdigest()


def token_of(secret: str, use: str, *, day: date) -> AccessToken | None:
    """Return the token that opens something now, of a colleague who has not left."""
    found = AccessToken.objects.select_related("colleague__office").filter(trace=trace_of(secret))
    live = found.filter(use=use, until__gte=day, colleague__is_active=True)
    return live.first()


def may_come_again(token: AccessToken, *, now: datetime) -> bool:
    """Count that a token came, and say whether it came no more than ``MOST_A_MINUTE`` times."""
    if not settings.IS_TEAM:
        with _ONE_AT_A_TIME:
            began, uses = _COUNTED.get(token.pk, (now, 0))
            began, uses = (began, uses + 1) if now - began < _MINUTE else (now, 1)
            _COUNTED[token.pk] = (began, uses)
        return uses <= MOST_A_MINUTE
    goes_on = Q(minute__gt=now - _MINUTE)
    AccessToken.objects.filter(pk=token.pk).update(
        uses=Case(When(goes_on, then=F("uses") + 1), default=Value(1)),
        minute=Case(When(goes_on, then=F("minute")), default=Value(now)),
        seen=now,
    )
    counted = AccessToken.objects.filter(pk=token.pk).values_list("uses", flat=True).first()
    return counted is not None and counted <= MOST_A_MINUTE


def as_whom(token: AccessToken) -> Colleague:
    """Return the owner of a token, seeing no more than it opens."""
    circles = {uuid.UUID(circle) for circle in token.circles}
    return token.colleague.narrowed(circles, may_write=token.may_write)


def tokens_of(colleague: Colleague, *, day: date) -> list[AccessToken]:
    """Return the tokens of a colleague that still open something, the oldest first."""
    return list(AccessToken.objects.filter(colleague=colleague, until__gte=day))


def end_tokens_of(colleague: Colleague) -> None:
    """Take back every token of a colleague."""
    AccessToken.objects.filter(colleague=colleague).delete()


def forget_all() -> None:
    """Forget what this process counted, as its end does."""
    _COUNTED.clear()
