"""Django's own tags ``url`` and ``include``, for pages that have them by the hundred.

They are in the settings' ``builtins``, where they take the place of Django's; what they do not know
at once is left to those. Decision 0119.
"""

import re
from typing import Any

from django import template
from django.template import defaulttags, loader_tags
from django.template.base import Node, Parser, Token
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from rapport.web.named_addresses import Place, named_at
from rapport.web.templatetags import look
from rapport.web.templatetags.look import drawn
from rapport.web.templatetags.quick_i18n import is_text

register = template.Library()

_ESCAPED = re.compile("[&<>\"']").search


class _Address(defaulttags.URLNode):
    """The address of a name that stands in the template, with values by their place."""

    def render(self, context: template.Context) -> str:
        """Return the address, or keep it under a name."""
        values = [value.resolve(context) for value in self.args]
        try:
            address = named_at(_place_of(context), self.view_name.var, values)
        except NoReverseMatch:
            if self.asvar is None:
                raise
            address = ""
        if self.asvar:
            context[self.asvar] = address
            return ""
        is_plain = not context.autoescape or _ESCAPED(address) is None
        return address if is_plain else conditional_escape(address)


def _place_of(context: Any) -> Place:
    """Return where the pages are, asked once a page."""
    once: dict[Any, Any] = context.render_context.dicts[0]
    place: Place | None = once.get(_Address)
    if place is None:
        place = once[_Address] = Place.here()
    return place


class _Icon(Node):
    """An icon whose name stands in the template."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        """Return the icon."""
        return drawn(self.name, False, _place_of(context).prefix)


class _Part(loader_tags.IncludeNode):
    """A part whose name stands in the template, with the page's own values around it."""

    def render(self, context: Any) -> SafeString:
        """Return the part, which is looked for once a page."""
        around = context.render_context
        part = around.dicts[0].get(self)
        if part is None:
            part = context.template.engine.select_template((self.template.var,))
            around.dicts[0][self] = part
        values = {name: value.resolve(context) for name, value in self.extra_context.items()}
        page = around.template
        context.dicts.append(values)
        around.dicts.append({})
        around.template = part
        try:
            said: SafeString = part._render(context)  # noqa: SLF001 - as ``{% extends %}`` does
            return said
        finally:
            around.template = page
            around.dicts.pop()
            context.dicts.pop()


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Write the address of a name; see Django's tag."""
    node = defaulttags.url(parser, token)
    if not is_text(node.view_name) or ":" in node.view_name.var or node.kwargs:
        return node
    return _Address(node.view_name, node.args, node.kwargs, node.asvar)


@register.tag
def include(parser: Parser, token: Token) -> Node:
    """Put a part into a page; see Django's tag."""
    node = loader_tags.do_include(parser, token)
    if not is_text(node.template) or node.isolated_context:
        return node
    return _Part(node.template, extra_context=node.extra_context)


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """Draw an icon beside words that say the same; see ``look.icon``."""
    node = look.register.tags["icon"](parser, token)
    is_plain = len(token.split_contents()) == len(("icon", "its name"))
    return _Icon(node.args[0].var) if is_plain and node.args and is_text(node.args[0]) else node
