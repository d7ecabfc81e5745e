"""The first question: whom the work hangs on. Whose name is near is offered, and doubles nobody."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from rapport.actions.first_ten import FIVE, New
from rapport.briefings.first_ten import OneOfFive, the_five
from rapport.briefings.near import Near, near_people
from rapport.web.first_forms import ALIAS, NamesForm
from rapport.web.forms import keys
from rapport.web.request import Request

ANOTHER = "another"
"""What the chip sends that says: none of those offered."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of the page, and who is here already that it may mean.

    ``only_read`` says that whoever asks may not write about all of those.
    """

    number: int
    field: forms.BoundField
    near: tuple[Near, ...]
    offered: tuple[uuid.UUID, ...]
    only_read: bool


@dataclass(frozen=True, slots=True)
class Named:
    """What was typed, sorted out: who is new, who is here already, what is still to be asked."""

    new: list[New]
    here: list[uuid.UUID]
    asked: dict[str, tuple[tuple[Near, ...], tuple[uuid.UUID, ...]]]


def sorted_out(request: Request, form: NamesForm) -> Named:
    """Sort out the names that were typed, as the answers beside them say."""
    named = Named([], [], {})
    for field, alias in form.typed():
        answer = request.POST.get(f"same-{field}", "")
        before = tuple(keys(request.POST.getlist(f"offered-{field}")))
        if keys([answer]):
            _is_here(request, named, alias, keys([answer])[0])
            continue
        told_apart = before if answer == ANOTHER else ()
        near = near_people(request.asking, alias, but=told_apart)
        if near:
            every = [*told_apart, *(one.person.relationship for one in near)]
            named.asked[field] = (near, tuple(dict.fromkeys(every)))
        else:
            named.new.append(New(alias, told_apart))
    return named


def _is_here(request: Request, named: Named, alias: str, key: uuid.UUID) -> None:
    """Take somebody who is here already; of whom one may only read, a record of one's own."""
    if the_five(request.asking, [key]):
        named.here.append(key)
    else:
        named.new.append(New(alias, same_as=(key,)))


def lines(request: Request, form: NamesForm, named: Named | None) -> list[Line]:
    """Return the fields of the page with what is offered beside each."""
    asked = named.asked if named else {}
    first = FIVE - sum(name.startswith(ALIAS) for name in form.fields)
    found = [name for name in form.fields if name.startswith(ALIAS)]
    writable = request.asking.me.writable_circles()
    every = []
    for place, name in enumerate(found, start=1):
        near, offered = asked.get(name, ((), ()))
        only_read = any(one.circle not in writable for one in near)
        every.append(Line(first + place, form[name], near, offered, only_read))
    return every


def in_order(known: Sequence[OneOfFive], *more: Any) -> list[uuid.UUID]:
    """Return the keys of those named before and now, each once, five at most."""
    every = [one.relationship for one in known] + [key for keys_ in more for key in keys_]
    return list(dict.fromkeys(every))[:FIVE]
