"""The sessions of a team's server: where they are ended."""

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from rapport.records.models import Colleague


def end_sessions_of(colleague: Colleague) -> None:
    """End every session of a colleague on a team's server, in whatever browser.

    A laptop's store has none: whoever unlocked it is its owner. A session written under another
    secret than this process has cannot be read here; it opens nothing any more either, because the
    passphrase it was begun with has gone.
    """
    if not settings.IS_TEAM:
        return
    theirs = [
        session.pk
        for session in Session.objects.all().iterator()
        if session.get_decoded().get(SESSION_KEY) == str(colleague.pk)
    ]
    Session.objects.filter(pk__in=theirs).delete()
