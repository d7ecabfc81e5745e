"""Forms that were sent: what each led to, for a day, so that one sent twice is one change."""

import uuid
from datetime import timedelta

from rapport.records.asking import Asking
from rapport.records.models import SentForm

_REMEMBERED = timedelta(days=1)


def sent_before(key: uuid.UUID) -> SentForm | None:
    """Return the form that carried this key, if one was sent."""
    return SentForm.objects.filter(key=key).first()


def remember(asking: Asking, key: uuid.UUID, led_to: str) -> None:
    """Remember where a form led, and forget those of the days before."""
    SentForm.objects.filter(at__lt=asking.now - _REMEMBERED).delete()
    SentForm.objects.create(key=key, by=asking.me, led_to=led_to, at=asking.now)
