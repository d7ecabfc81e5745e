"""Verbs about signing in to a team's store: codes that are good once, and passphrases.

Nobody knows another's passphrase: whoever looks after colleagues gives them a code, good for a day
and for choosing a passphrase alone. What is kept of either is a hash, in no history.
"""

import uuid
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext_noop

from rapport.actions.team import looked_after
from rapport.records.access_tokens import end_tokens_of
from rapport.records.asking import Asking
from rapport.records.models import Colleague, SignInCode
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe
from rapport.records.sessions import end_sessions_of
from rapport.vault import passphrases

GOOD_FOR = timedelta(hours=24)


def give_code(asking: Asking, *, colleague: uuid.UUID) -> str:
    """Return the code with which a colleague just added chooses their first passphrase.

    Whoever has a passphrase already is reset, so that their keepers are told.
    """
    who = looked_after(asking.me, colleague)
    if who.has_usable_password():
        return reset_passphrase(asking, colleague=colleague)
    return _new_code(who, asking.now)


def reset_passphrase(asking: Asking, *, colleague: uuid.UUID) -> str:
    """Take a colleague's passphrase away and return the code with which they choose a new one.

    Their sessions end. The history keeps who did it to whom, and the keepers of their circles are
    told. One's own passphrase is chosen, not reset. Raises ``NotThere``.
    """
    who = looked_after(asking.me, colleague)
    if who.pk == asking.me.pk:
        raise CannotBe(
            gettext_noop("You cannot reset your own passphrase."),
            next_step=gettext_noop("Choose a new one with: rapport team passphrase"),
        )
    with change_set("reset_passphrase", asking) as changes:
        changes.look(who)
        shut(who)
        return _new_code(who, asking.now)


def shut(who: Colleague) -> None:
    """Take away all by which a colleague could sign in: passphrase, code, open sessions."""
    who.set_unusable_password()
    _keep_passphrase(who)
    SignInCode.objects.filter(colleague=who.pk).delete()


def set_passphrase(asking: Asking, *, passphrase: str) -> None:
    """Set one's own passphrase; the history keeps that it was set, never what."""
    passphrases.check(passphrase)
    with change_set("set_passphrase", asking) as changes:
        changes.look(asking.me)
        asking.me.set_password(passphrase)
        _keep_passphrase(asking.me)


def choose_passphrase(
    *, name: str, code: str, passphrase: str, now: datetime, day: date
) -> Colleague | None:
    """Let whoever holds a colleague's code choose that colleague's passphrase; the code is used up.

    Returns None alike for a name nobody has, a code that was never given, is over or is used: each
    takes as long to refuse.
    """
    passphrases.check(passphrase)
    who = Colleague.objects.select_related("office").filter(sign_in=name, is_active=True).first()
    held = SignInCode.objects.filter(colleague=who.pk, expires__gt=now).first() if who else None
    typed = passphrases.recovery(code)
    if who is None or held is None:
        make_password(typed)
        return None
    if not check_password(typed, held.hash):
        return None
    asking = Asking(who, now, day)
    with change_set("choose_passphrase", asking) as changes:
        used, _ = SignInCode.objects.filter(colleague=who.pk, hash=held.hash).delete()
        if not used:
            return None
        changes.look(who)
        who.set_password(passphrase)
        _keep_passphrase(who)
    return who


def _new_code(who: Colleague, now: datetime) -> str:
    code = passphrases.new_one_time_code()
    SignInCode.objects.update_or_create(
        colleague=who.pk,
        defaults={
            "hash": make_password(passphrases.recovery(code)),
            "expires": now + GOOD_FOR,
        },
    )
    return code


def _keep_passphrase(who: Colleague) -> None:
    """Write the passphrase's hash, which no history carries, and end what the old one opened."""
    Colleague.objects.filter(pk=who.pk).update(password=who.password)
    end_sessions_of(who)
    end_tokens_of(who)
