"""The fields of forms, drawn as Django's templates draw them, without a template for each option.

A page with choices draws hundreds of options, each of three nested templates of Django. What those
say of inputs, choices and lists is written here once more; a field that is none of these, or has a
value that a template would call, is drawn by the templates. Decision 0119.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.template import Context
from django.template.base import render_value_in_context
from django.utils.html import escape
from django.utils.safestring import SafeData

_FOLDER = "django/forms/widgets/"
_INPUTS = ("text", "number", "email", "url", "tel", "search", "password", "hidden", "date",
           "datetime", "time", "checkbox", "file")  # fmt: skip
_AROUND = Context()


class _ForTemplates(Exception):  # noqa: N818 - a turn in the road
    """This field is for Django's templates to draw."""


class Renderer(DjangoTemplates):
    """Draws a form's fields."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        """Return the field as that template of Django's draws it."""
        draw = _DRAWN.get(template_name)
        if draw is None:
            return str(super().render(template_name, context, request))
        try:
            return draw(context["widget"]).strip()
        except _ForTemplates:
            return str(super().render(template_name, context, request))


def _shown(value: Any) -> str:
    """Return a value as ``{{ value }}`` shows it."""
    if type(value) is str:
        return escape(value)
    if callable(value):
        raise _ForTemplates
    return str(render_value_in_context(value, _AROUND))


def _text(value: Any) -> str:
    """Return a value as ``{{ value|stringformat:'s' }}`` shows it."""
    if callable(value) or isinstance(value, tuple):
        raise _ForTemplates
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def _attrs(attrs: Mapping[str, Any]) -> str:
    if "items" in attrs:
        raise _ForTemplates
    return "".join(
        f" {_shown(name)}" if value is True else f' {_shown(name)}="{_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def _input(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    if callable(value):
        raise _ForTemplates
    written = "" if value is None else f' value="{_text(value)}"'
    kind, name = _shown(widget["type"]), _shown(widget["name"])
    return f'<input type="{kind}" name="{name}"{written}{_attrs(widget["attrs"])}>\n'


def _input_option(widget: Mapping[str, Any]) -> str:
    drawn = _input(widget)
    if not widget.get("wrap_label"):
        return f"{drawn}\n\n"
    key = widget["attrs"].get("id")
    belongs = f' for="{_shown(key)}"' if key else ""
    return f"<label{belongs}>{drawn} {_shown(widget['label'])}</label>\n\n"


def _select_option(widget: Mapping[str, Any]) -> str:
    value, label = _text(widget["value"]), _shown(widget["label"])
    return f'<option value="{value}"{_attrs(widget["attrs"])}>{label}</option>\n'


_OPTIONS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    f"{_FOLDER}radio_option.html": _input_option,
    f"{_FOLDER}checkbox_option.html": _input_option,
    f"{_FOLDER}select_option.html": _select_option,
}


def _option(option: Mapping[str, Any]) -> str:
    draw = _OPTIONS.get(option["template_name"])
    if draw is None:
        raise _ForTemplates
    return draw(option)


def _choices(widget: Mapping[str, Any]) -> str:
    """Draw radio buttons or boxes to tick."""
    attrs = widget["attrs"]
    key, looks = attrs.get("id"), attrs.get("class")
    parts = ["<div", f' id="{_shown(key)}"' if key else ""]
    parts += [f' class="{_shown(looks)}"' if looks else "", ">"]
    for group, options, _ in widget["optgroups"]:
        parts.append(f"\n  <div><label>{_shown(group)}</label>" if group else "")
        parts += [f"<div>\n    {_option(option)}</div>" for option in options]
        parts.append("\n  </div>" if group else "")
    return "".join([*parts, "\n</div>"])


def _select(widget: Mapping[str, Any]) -> str:
    """Draw a list to choose from."""
    parts = [f'<select name="{_shown(widget["name"])}"{_attrs(widget["attrs"])}>']
    for group, options, _ in widget["optgroups"]:
        parts.append(f'\n  <optgroup label="{_shown(group)}">' if group else "")
        parts += [f"\n  {_option(option)}" for option in options]
        parts.append("\n  </optgroup>" if group else "")
    return "".join([*parts, "\n</select>"])


def _textarea(widget: Mapping[str, Any]) -> str:
    value = widget["value"]
    if callable(value):
        raise _ForTemplates
    said = _shown(value) if value else ""
    name = _shown(widget["name"])
    return f'<textarea name="{name}"{_attrs(widget["attrs"])}>\n{said}</textarea>'


_DRAWN: dict[str, Callable[[Mapping[str, Any]], str]] = {
    **{f"{_FOLDER}{kind}.html": _input for kind in _INPUTS},
    f"{_FOLDER}radio.html": _choices,
    f"{_FOLDER}checkbox_select.html": _choices,
    f"{_FOLDER}radio_option.html": _input_option,
    f"{_FOLDER}checkbox_option.html": _input_option,
    f"{_FOLDER}select.html": _select,
    f"{_FOLDER}textarea.html": _textarea,
}
