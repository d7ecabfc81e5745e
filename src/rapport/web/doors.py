"""The addresses of the forms that do what an option says."""

from urllib.parse import urlencode

from rapport.actions.agreement_terms import words_of_agreements
from rapport.actions.correcting import correctable
from rapport.actions.repair import words_of_breaches
from rapport.briefings.doors import ADD_PERSON, COVERAGE, LOG, MANDATES, RECORD, Door
from rapport.records.refusals import NotThere
from rapport.web.named_addresses import named

_CALLED = {"late": "tell-late"}
"""The names of addresses that are not called as what their form does."""


def address(door: Door) -> str:
    """Return the address of a door's form, with what it begins with."""
    given = [*door.given]
    if door.act == LOG:
        given.insert(0, ("who", str(door.relationship)))
        if door.kind == "occasion":
            given.append(("occasion", str(door.key)))
        path = named("log")
    elif door.act in (MANDATES, COVERAGE):
        path = named(door.act)
    elif door.act == ADD_PERSON:
        given.append((door.kind, str(door.key)))
        path = named(ADD_PERSON)
    elif door.act == RECORD:
        path = _record(door)
    else:
        path = named(_CALLED.get(door.act, door.act), door.key or door.relationship)
    return f"{path}?{urlencode(given)}" if given else path


_OF_THE_PERSON = {"relationship": "between", "counterpart": "change-person", "actor": "group"}
_OF_ITS_OWN = {
    "interaction": "change-interaction",
    "tie": "change-tie",
    "agreement": "change-agreement",
    "breach": "change-breach",
}


def _record(door: Door) -> str:
    """Return the form that changes a record; what has none is changed from the person's page."""
    if door.kind in _OF_ITS_OWN:
        return named(_OF_ITS_OWN[door.kind], door.key)
    if word := words_of_agreements().get(door.kind):
        return named("change-of-agreement", word, door.key)
    if word := words_of_breaches().get(door.kind):
        return named("change-of-breach", word, door.key)
    if door.kind in _OF_THE_PERSON:
        return named(_OF_THE_PERSON[door.kind], door.relationship)
    try:
        correctable(door.kind)
    except NotThere:
        return named("person", door.relationship)
    return named("change-record", door.kind, door.key)
