"""Every kind of export there is; a new one adds a line here."""

from rapport.exchange.exports.kind import Kind
from rapport.exchange.exports.lists.actors import ACTORS
from rapport.exchange.exports.lists.agreements import AGREEMENTS
from rapport.exchange.exports.lists.gates import GATES
from rapport.exchange.exports.lists.meetings import CONTACTS, MEETINGS
from rapport.exchange.exports.lists.month import MONTH
from rapport.exchange.exports.lists.people import PEOPLE
from rapport.exchange.exports.lists.promises import PROMISES
from rapport.exchange.exports.others.calendar import CALENDAR
from rapport.exchange.exports.others.cards import CARDS
from rapport.exchange.exports.others.entities import ENTITIES
from rapport.exchange.exports.others.meeting_brief import MEETING_BRIEF
from rapport.exchange.exports.others.network_picture import NETWORK_PICTURE

KINDS: tuple[Kind, ...] = (
    *(PEOPLE, MEETINGS, CONTACTS, PROMISES, AGREEMENTS, GATES, ACTORS, MONTH),
    *(CARDS, CALENDAR, ENTITIES, MEETING_BRIEF, NETWORK_PICTURE),
)


def kind_named(name: str) -> Kind | None:
    """Return the kind of this name, if there is one."""
    return {kind.name: kind for kind in KINDS}.get(name)
