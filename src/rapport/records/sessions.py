"""The sessions of a team's server: begun, looked up, ended.

Django's sessions in the database, but for three things: the table holds a hash of each key, a
session ends when it was not heard of for half an hour, and at the latest twelve hours after it was
begun, and it says whose it is, so that it can be listed and ended.
"""

import hashlib
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.db.models import QuerySet

from rapport.records.models import Colleague, OpenSession
from rapport.records.prepared import prepared

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
_EVERY = timedelta(minutes=1)
_BROWSER = "browser"


def trace_of(key: str) -> str:
    """Return what the table holds of a session's key: 40 hexadecimal digits of its SHA-256."""
    return hashlib.sha256(b"rapport session\0" + key.encode()).hexdigest()[:40]


class SessionStore(DatabaseSessions):
    """One session, as Django's middleware reads and writes it."""

    _seen: datetime | None = None
    """When it was last heard of, once it has been read."""

    @classmethod
    def get_model_class(cls) -> Any:
        """Return the table."""
        return OpenSession

    def _get_session_from_db(self) -> OpenSession | None:
        now = _now()
        session = next(iter(_with_trace((trace_of(self.session_key or ""),))), None)
        if session is None or session.expire_date <= now or session.seen <= now - IDLE:
            self._session_key = None
            return None
        self._seen = session.seen
        return session

    def exists(self, session_key: str) -> bool:
        """Say whether a key is taken."""
        return OpenSession.objects.filter(pk=trace_of(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> OpenSession:
        """Return the row that stands for this session; one that goes on keeps its beginning."""
        now, trace = _now(), trace_of(self._get_or_create_session_key())  # type: ignore[attr-defined]
        began = OpenSession.objects.filter(pk=trace).values_list("began", flat=True).first() or now
        return OpenSession(
            session_key=trace,
            session_data=self.encode(data),
            expire_date=began + LONGEST,
            colleague_id=data.get(SESSION_KEY) and uuid.UUID(data[SESSION_KEY]),
            began=began,
            seen=now,
            browser=str(data.get(_BROWSER, ""))[:60],
        )

    def delete(self, session_key: str | None = None) -> None:
        """End a session."""
        key = session_key or self.session_key
        if key is not None:
            OpenSession.objects.filter(pk=trace_of(key)).delete()

    def heard_of(self) -> None:
        """Note that somebody is there, at most once a minute."""
        now = _now()
        if self._seen is not None and self._seen < now - _EVERY:
            OpenSession.objects.filter(pk=trace_of(self.session_key or "")).update(seen=now)

    @classmethod
    def clear_expired(cls) -> None:
        """Remove the sessions that have ended by themselves."""
        OpenSession.objects.exclude(pk__in=live(_now()).values("pk")).delete()


class OurColleagues(ModelBackend):
    """Finds whose a session is, with their office: asked for with every page of a team's server."""

    def get_user(self, user_id: uuid.UUID) -> Colleague | None:
        """Return the colleague with this key, unless nobody has it or they may not come in."""
        found = next(iter(_with_office(user_id)), None)
        return found if found is not None and self.user_can_authenticate(found) else None


@prepared
def _with_trace(traces: tuple[str, ...]) -> "QuerySet[OpenSession]":
    return OpenSession.objects.filter(pk=traces[0]).order_by()


@prepared
def _with_office(colleague: uuid.UUID) -> "QuerySet[Colleague]":
    return Colleague.objects.select_related("office").filter(pk=colleague).order_by()


def live(now: datetime) -> QuerySet[OpenSession]:
    """Return the sessions that are still open."""
    return OpenSession.objects.filter(expire_date__gt=now, seen__gt=now - IDLE)


def sessions_of(colleague: Colleague) -> list[OpenSession]:
    """Return the open sessions of a colleague, the last heard of first."""
    return list(live(_now()).filter(colleague=colleague).order_by("-seen", "pk"))


def end_sessions_of(
    colleague: Colleague, *, trace: str | None = None, but_for: str | None = None
) -> int:
    """End the sessions of a colleague, or the one with this trace; return how many.

    ``but_for`` is the trace of one that goes on. A laptop's store has none: whoever unlocked it is
    its owner.
    """
    theirs = OpenSession.objects.filter(colleague=colleague)
    if trace is not None:
        theirs = theirs.filter(pk=trace)
    return theirs.exclude(pk=but_for or "").delete()[0]


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - a session lives by the wall's clock alone
