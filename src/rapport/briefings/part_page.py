"""All of one part of a person's page, a page at a time."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from rapport.briefings.parts import part_named
from rapport.briefings.person import Header, header, relationship_of
from rapport.briefings.sections import noted
from rapport.briefings.ties import lines
from rapport.records.asking import Asking
from rapport.records.models.scoped import NOT_THERE
from rapport.records.operations import recorded_models
from rapport.records.refusals import NotThere

PAGE = 50

TITLES: dict[str, Any] = {
    "ours": gettext_lazy("Our promises"),
    "theirs": gettext_lazy("Their promises"),
    "asks": gettext_lazy("Requests"),
    "facts": gettext_lazy("Facts"),
    "interpretations": gettext_lazy("Our interpretation"),
    "concerns": gettext_lazy("Concerns"),
    "occasions": gettext_lazy("Important dates"),
    "debriefs": gettext_lazy("Debriefs"),
    "connections": gettext_lazy("Connections"),
    "interests": gettext_lazy("Conflicts of interest"),
    "ties": gettext_lazy("Ties"),
}


@dataclass(frozen=True, slots=True)
class PartPage:
    """One page of a part; ``following`` is the number of the next page, 0 where there is none.

    ``name`` is the part's, or the kind's whose section it is.
    """

    header: Header
    name: str
    title: str
    records: tuple[Any, ...]
    following: int

    @property
    def kind(self) -> str:
        """Return the kind whose section it is, as the template of sections calls it."""
        return self.name


def part_page(asking: Asking, key: uuid.UUID, name: str, *, page: int = 1) -> PartPage:
    """Return a page of a part; raises ``NotThere``, also for a part or a page there is not."""
    part = part_named(name)
    relationship = relationship_of(asking, key)
    if part is None or not 1 <= page <= _LAST_PAGE:
        raise NotThere(NOT_THERE)
    start = (page - 1) * PAGE
    found = list(part.plain(asking.me, key, asking.day, start, start + PAGE + 1))
    if page > 1 and not found:
        raise NotThere(NOT_THERE)
    kind: Any = recorded_models().get(name)
    shown: Any = lines(asking, found[:PAGE], key) if name == "ties" else found[:PAGE]
    return PartPage(
        header=header(asking.me, relationship),
        name=name,
        title=str(TITLES[name] if kind is None else kind.SECTION.title),
        records=tuple(shown) if kind is None else noted(kind, shown),
        following=page + 1 if len(found) > PAGE else 0,
    )


_LAST_PAGE = 100_000
"""A number beyond this is no page; the store would not take it."""
