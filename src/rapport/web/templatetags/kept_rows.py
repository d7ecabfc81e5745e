"""The tag ``kept``: part of a page that is drawn once for as long as what it shows is kept.

    {% kept entry may_write when whose day %}…{% endkept %}

What stands between the two may hang on the thing named first, on the values after it, and on the
language; on nothing else, and least of all on the form it may hold: tokens are made for one page.
"""

import weakref
from typing import Any

from django import template
from django.template.base import FilterExpression, Node, NodeList, Parser, Token
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

_Drawn = dict[tuple[Any, ...], SafeString]


class _Kept(Node):
    def __init__(
        self, one: FilterExpression, values: list[FilterExpression], part: NodeList
    ) -> None:
        self.one, self.values, self.nodelist = one, values, part

    def render(self, context: template.Context) -> SafeString:
        """Return the part as it was drawn before, if it was."""
        drawn = _drawn_of(self.one.resolve(context))
        values = (value.resolve(context) for value in self.values)
        hangs_on = (self, get_language(), get_script_prefix(), *values)
        if hangs_on not in drawn:
            drawn[hangs_on] = self.nodelist.render(context)
        return drawn[hangs_on]


@register.tag
def kept(parser: Parser, token: Token) -> Node:
    """Read the tag: the thing whose part it is, and what else the part hangs on."""
    _, one, *values = token.split_contents()
    part = parser.parse(("endkept",))
    parser.delete_first_token()
    return _Kept(parser.compile_filter(one), list(map(parser.compile_filter, values)), part)


_drawn: dict[int, tuple[weakref.ref[Any], _Drawn]] = {}
"""What was drawn of each thing that is there, by its identity: it goes when the thing goes."""


def _drawn_of(one: object) -> _Drawn:
    found = _drawn.get(id(one))
    if found is None or found[0]() is not one:
        place = id(one)
        found = _drawn[place] = (weakref.ref(one, lambda gone: _forget(place, gone)), {})
    return found[1]


def _forget(place: int, gone: weakref.ref[Any]) -> None:
    found = _drawn.get(place)
    if found is not None and found[0] is gone:
        del _drawn[place]
