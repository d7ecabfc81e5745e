"""A finding that rests on records across circles: what it is about, and as a page shows it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from rapport.briefings.doors import Door, door
from rapport.briefings.findings import SHOWN, Behind, Noticed
from rapport.rules.catalogue import RULES
from rapport.rules.rule import Finding, Section


@dataclass(frozen=True, slots=True)
class Across:
    """A finding and what it is about.

    ``holders`` lead or back up what it rests on: each with the circle it is in.
    """

    about_kind: str
    about_key: uuid.UUID
    name: str
    finding: Finding
    behind: tuple[Behind, ...]
    holders: frozenset[tuple[uuid.UUID | None, uuid.UUID]]

    @property
    def because(self) -> list[tuple[str, str]]:
        """Return the kinds and keys of the records it rests on, as waivers remember them."""
        return [(kind, str(key)) for kind, key in self.finding.because]


def noticed_across(one: Across) -> Noticed:
    """Return a finding as a page shows it, set aside by nobody."""
    rule, finding = RULES[one.finding.code], one.finding
    days = [value for value in finding.params.values() if isinstance(value, date)]
    params = {
        name: {"day": value.isoformat()} if isinstance(value, date) else value
        for name, value in finding.params.items()
    }
    return Noticed(
        relationship=None,
        about_kind=one.about_kind,
        about_key=one.about_key,
        alias=one.name,
        code=rule.code,
        title=rule.title,
        reason=rule.reason,
        when=int(finding.when),
        on=min(days, default=None),
        says=finding.says,
        params=params,
        about="",
        because=one.behind[:SHOWN],
        rests_on=len(one.behind),
        options=finding.options,
        doors=_doors(finding, one.behind),
        waived_until=None,
        asks_for_contact=rule.section in (Section.CHECK_IN, Section.OCCASION)
        and any(row.relationship for row in one.behind),
    )


def _doors(finding: Finding, behind: Sequence[Behind]) -> dict[str, Door]:
    """Return the doors of a finding: to whoever we know best there, or to what it is about."""
    whom = behind[0].relationship if behind else None
    records = [(kind, key) for kind, key in finding.because if isinstance(key, uuid.UUID)]
    doors = ((option, door(option, whom, records)) for option in finding.options)
    return {option: found for option, found in doors if found is not None}
