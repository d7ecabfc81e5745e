"""Verbs about one colleague: what they say of themselves, and what their office says of them.

Languages, areas, topics, national or international, gender and what they are exposed to are the
colleague's own to say, and nobody else's. Name and duties are for whoever looks after colleagues,
for duties carry rights. Function and end of mission are for either.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_noop

from rapport.actions.about_colleagues import tidy_about
from rapport.actions.last_days import let_last_day_be
from rapport.actions.team import looked_after
from rapport.records.asking import Asking
from rapport.records.chain import open_store
from rapport.records.change import Change
from rapport.records.models import Colleague, Duty
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere
from rapport.records.validation import check_needed


def say_of_myself(asking: Asking, **said: Any) -> Change[Colleague]:
    """Set what ``asking.me`` says of themselves; columns that are not named stay as they are.

    It is in nobody else's history, and nobody else can take it back. Of an end of their mission
    the keepers of their circles see that their parts end (``last_days``).
    """
    values = tidy_about(said, Colleague.BY_THEMSELVES | Colleague.BY_EITHER)
    me = Colleague.objects.filter(pk=asking.me.pk, is_active=True).first()
    if me is None:
        raise NotThere(NOT_THERE)
    with change_set("say_of_myself", asking) as changes:
        _change(changes, asking, me, values)
        return changes.made(me)


def change_colleague(asking: Asking, *, colleague: uuid.UUID, **told: Any) -> Change[Colleague]:
    """Set the name, function, duties or end of mission of a colleague one looks after.

    Another end of mission moves the ends of their parts in circles, as ``set_last_day`` does.
    Raises ``NotThere``, and ``CannotBe`` for one's own duties.
    """
    who = looked_after(asking.me, colleague)
    values = tidy_about(told, Colleague.BY_THE_OFFICE | Colleague.BY_EITHER)
    check_needed(Colleague, {"name": values.get("name", who.name)})
    if values.get("duties", who.duties) != who.duties:
        check_own_duties(asking.me, who.pk, values["duties"])
    with change_set("change_colleague", asking) as changes:
        _change(changes, asking, who, values)
        return changes.made(who)


def _change(changes: ChangeSet, asking: Asking, who: Colleague, values: dict[str, Any]) -> None:
    """Change what is said of a colleague; another last day ends their parts in circles."""
    last = values.pop("end_of_mission", who.end_of_mission)
    if last != who.end_of_mission:
        let_last_day_be(changes, asking, who, last)
    changes.change(who, **values)


def may_change_own_duties(me: Colleague) -> bool:
    """Say whether there is nobody else to do it: on a laptop, whose store the owner's key opens."""
    return not settings.IS_TEAM and open_store().owner_id == me.pk


def check_own_duties(me: Colleague, whose: uuid.UUID, duties: Iterable[str]) -> None:
    """Refuse duties that somebody gives themselves or lays down, but for the owner of a laptop.

    The owner stays head of office: nobody could give that duty back.
    """
    if whose != me.pk:
        return
    if not may_change_own_duties(me):
        raise CannotBe(
            gettext_noop("You cannot change your own duties."),
            next_step=gettext_noop("Ask another head of office."),
        )
    if Duty.HEAD_OF_OFFICE not in duties:
        raise CannotBe(
            gettext_noop("This store needs somebody to manage colleagues."),
            next_step=gettext_noop(
                "Keep your duty as head of office: this store opens with your passphrase."
            ),
        )
