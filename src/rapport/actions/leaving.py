"""Verbs about leaving: ending a colleague's access, now or after a day."""

import uuid
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_noop

from rapport.actions.last_days import let_last_day_be
from rapport.actions.oneself import check_is_oneself
from rapport.actions.sign_in import shut
from rapport.actions.team import looked_after
from rapport.records.asking import Asking
from rapport.records.chain import open_store
from rapport.records.change import Change
from rapport.records.models import Colleague
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere


def end_access(asking: Asking, *, colleague: uuid.UUID) -> Change[Colleague]:
    """End a colleague's access: from now on they open nothing, and cannot sign in.

    Their parts in circles stay recorded, so that taking the ending back restores them; a passphrase
    does not come back with it: they need a code. Raises ``NotThere``, and ``CannotBe`` for oneself
    and for the owner of a laptop's store.
    """
    who = looked_after(asking.me, colleague)
    if who.pk == asking.me.pk:
        raise CannotBe(
            gettext_noop("You cannot end your own access."),
            next_step=gettext_noop("Ask another head of office."),
        )
    if not settings.IS_TEAM and open_store().owner_id == who.pk:
        raise CannotBe(
            gettext_noop("This store belongs to them: it opens with their passphrase."),
            next_step=gettext_noop("Create a store of your own and import the contacts there."),
        )
    with change_set("end_access", asking) as changes:
        changes.change(who, is_active=False)
        shut(who)
        return changes.made(who)


def set_last_day(asking: Asking, *, colleague: uuid.UUID, on: date) -> Change[Colleague]:
    """Set the last day of a colleague: after it every circle is closed to them, by itself.

    They may set their own, but not open for longer what ends earlier. Whoever looks after them
    moves the ends of their parts with it, as far as the keepers of the circles gave them. On a
    laptop the owner's circles stay open: the store opens with their passphrase.
    """
    check_is_oneself(asking)
    who = asking.me if colleague == asking.me.pk else looked_after(asking.me, colleague)
    if not who.is_active:
        raise NotThere(NOT_THERE)
    with change_set("set_last_day", asking) as changes:
        let_last_day_be(changes, asking, who, on)
        return changes.made(who)
