"""Django's library ``i18n``, whose constant messages are looked up once a catalogue.

The settings put it in the place of Django's: ``{% load i18n %}`` loads it. What a constant message
says hangs on the catalogue that is active and on whether the template escapes, on nothing else, so
that answer is kept with the tag; whatever has a variable or a filter is Django's as it was.
Decision 0119.
"""

from typing import Any

from django import template
from django.template.base import FilterExpression, Token, Variable
from django.templatetags import i18n
from django.utils.translation import trans_real as catalogues

register = template.Library()
register.tags.update(i18n.register.tags)
register.filters.update(i18n.register.filters)

_ACTIVE: Any = catalogues._active  # type: ignore[attr-defined]  # noqa: SLF001
"""Where Django keeps the catalogue of the language that is read."""

_KEPT_AT_MOST = 12
"""So many answers a tag keeps: two for each language, and some that a test or an override made."""


class _Constant(i18n.TranslateNode):
    """A message without a variable."""

    def __init__(self, node: i18n.TranslateNode) -> None:
        super().__init__(node.filter_expression, node.noop, None, node.message_context)
        self.kept_as = node.asvar
        self._kept: dict[Any, str] = {}

    def render(self, context: template.Context) -> str:
        """Return the message in the language that is read."""
        # A catalogue that is read anew is another object; one that is kept here stays itself.
        catalogue = getattr(_ACTIVE, "value", None)
        key = (catalogue, context.autoescape)
        said = self._kept.get(key)
        if said is None:
            said = super().render(context)
            if catalogue is not None:
                if len(self._kept) >= _KEPT_AT_MOST:
                    self._kept.clear()
                self._kept[key] = said
        if self.kept_as:
            context[self.kept_as] = said
            return ""
        return said


class _Sentence(i18n.BlockTranslateNode):
    """A sentence with variables, whose message is put together once."""

    def render_token_list(self, tokens: list[Token]) -> tuple[str, list[str]]:
        """Return the message of these tokens, and its variables in a list of one's own."""
        kept = self.__dict__.setdefault("kept_messages", {})
        found = kept.get(id(tokens))
        if found is None:
            found = kept[id(tokens)] = super().render_token_list(tokens)
        message, names = found
        return message, list(names)


@register.tag("trans")
@register.tag("translate")
def translate(parser: template.base.Parser, token: Token) -> template.Node:
    """Translate a message; see Django's tag."""
    node = i18n.do_translate(parser, token)
    said_in = node.message_context
    is_constant = is_text(node.filter_expression) and (said_in is None or is_text(said_in))
    return _Constant(node) if is_constant else node


@register.tag("blocktrans")
@register.tag("blocktranslate")
def blocktranslate(parser: template.base.Parser, token: Token) -> template.Node:
    """Translate a sentence with variables; see Django's tag."""
    node = i18n.do_block_translate(parser, token)
    node.__class__ = _Sentence
    return node


def is_text(written: FilterExpression) -> bool:
    """Say whether this is a text in quotes with nothing done to it."""
    value = written.var.literal if isinstance(written.var, Variable) else written.var
    return isinstance(value, str) and not written.filters
