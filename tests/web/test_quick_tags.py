"""Our ``url``, ``include``, ``translate`` and fields say what Django's say, letter for letter."""

import random
import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.template import Context, Engine, TemplateSyntaxError
from django.template.backends.django import get_installed_libraries
from django.urls import NoReverseMatch, get_resolver, reverse, set_script_prefix
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override, trans_real

from rapport.web.form_renderer import Renderer
from rapport.web.named_addresses import named

CONFIGURED: Any = settings.TEMPLATES[0]
TEMPLATES = Path(CONFIGURED["DIRS"][0])
LANGUAGES = [code for code, _ in settings.LANGUAGES]
PARTS = {
    "row": "{{ one }}/{{ more }}{% cycle 'a' 'b' %}"
    "{% for n in 'xy' %}{% cycle 'c' 'd' 'e' %}{% endfor %}",
    "deep": "{% include 'row' with more=one %}{% with one=more %}{% include 'row' %}{% endwith %}",
    "sets": "{% url 'people' as one %}[{{ one }}]",
}
ODD = [
    "",
    " ",
    "a b",
    "é",
    "/",
    "a/b",
    "%",
    "%s",
    "a%20b",
    "<b>",
    "&",
    "'",
    "a\n",
    "-",
    "_",
    "..",
    "//x",
]


def _engines() -> tuple[Engine, Engine]:
    """Return an engine with our tags and one with Django's, of the same few templates."""
    loaders = [("django.template.loaders.locmem.Loader", PARTS)]
    options = CONFIGURED["OPTIONS"]
    known = get_installed_libraries()
    quick = "rapport.web.templatetags.quick"
    ours = Engine(
        loaders=loaders, libraries={**known, **options["libraries"]}, builtins=options["builtins"]
    )
    others = [name for name in options["builtins"] if name != quick]
    assert len(others) < len(options["builtins"])
    return ours, Engine(loaders=loaders, libraries=known, builtins=others)


OURS, DJANGOS = _engines()


@pytest.fixture(params=["/", "/below/it/"])
def prefix(request: pytest.FixtureRequest) -> Iterator[str]:
    """Serve the pages from the top of a host, and from below it."""
    set_script_prefix(request.param)
    yield request.param
    set_script_prefix("/")


def _reversed(name: str, *values: Any) -> str:
    return reverse(name, args=values)


def _outcome(ask: Callable[..., str], name: str, values: list[Any]) -> str:
    try:
        return ask(name, *values)
    except NoReverseMatch as error:
        return f"no: {error}"


def _values(chance: random.Random, count: int) -> list[Any]:
    return [
        chance.choice(
            [
                uuid.UUID(int=chance.getrandbits(128)),
                str(uuid.UUID(int=chance.getrandbits(128))),
                str(uuid.UUID(int=chance.getrandbits(128))).upper(),
                chance.randint(-3, 10**9),
                "commitment",
                mark_safe("U01"),
                None,
                True,
                1.5,
                chance.choice(ODD),
            ]
        )
        for _ in range(count)
    ]


def test_every_name_leads_where_django_says(prefix: str) -> None:
    """Whatever the values are, the address or the refusal is that of ``reverse``."""
    chance = random.Random(19)
    filled = 0
    names = [name for name in get_resolver().reverse_dict if isinstance(name, str)]
    for name in [*names, "nowhere", "no:where"]:
        takes = {
            len(p) for options in get_resolver().reverse_dict.getlist(name) for _, p in options[0]
        }
        for count in {0, *takes, max(takes, default=0) + 1}:
            good = [uuid.UUID(int=chance.getrandbits(128)) for _ in range(count)]
            for values in (good, *(_values(chance, count) for _ in range(6 if count else 1))):
                plain = _outcome(_reversed, name, values)
                assert _outcome(named, name, values) == plain, (name, values)
                filled += not plain.startswith("no: ")
    assert filled > 2 * len(names), "most of them lead somewhere"


def _both(text: str, values: dict[str, Any], *, autoescape: bool = True) -> list[str]:
    said: list[str] = []
    for engine in (OURS, DJANGOS):
        template = engine.from_string(text)
        shown = {template.render(Context(dict(values), autoescape=autoescape)) for _ in range(3)}
        assert len(shown) == 1, "the second time as the first"
        said += shown
    return said


@pytest.mark.parametrize("autoescape", [True, False])
@pytest.mark.parametrize(
    "text",
    [
        "{% url 'people' %}",
        "{% url 'person' key %}",
        "{% url 'person' key as here %}{{ here }}|{{ here }}",
        "{% url 'person' as here %}[{{ here }}]",
        "{% url 'nowhere' as here %}[{{ here }}]",
        "{% url 'no:where' as here %}[{{ here }}]",
        "{% url name key %}",
        "{% url 'rule' odd as here %}[{{ here }}]",
        "{% url 'person' key=key as here %}[{{ here }}]",
        "{% include 'row' %}{% include 'row' with one=key %}{{ one }}",
        "{% for n in 'abc' %}{% include 'deep' with more=n %}{% include 'row' only %}{% endfor %}",
        "{% include part %}{% include 'sets' %}[{{ one }}]",
        "{% include 'row' with one=odd only %}",
        "{% icon 'add' %}{% icon name %}{% icon 'next' turns=True %}{% icon 'a' as it %}[{{ it }}]",
        "{% icon odd %}",
    ],
)
def test_tags_say_what_djangos_say(text: str, autoescape: bool) -> None:
    """Addresses and parts are the same in a page, with names of its own and in loops."""
    values = {"key": uuid.UUID(int=7), "one": "<1>", "more": "&", "name": "person", "part": "deep"}
    for odd in ODD:
        ours, djangos = _both(text, {**values, "odd": odd}, autoescape=autoescape)
        assert ours == djangos


def test_what_is_wrong_is_wrong_as_before() -> None:
    """A tag that Django refuses is refused in the same words; a missing part is missing."""
    for text in (
        "{% url %}",
        "{% include %}",
        "{% load i18n %}{% translate %}",
        "{% include 'row' only only %}",
    ):
        words = []
        for engine in (OURS, DJANGOS):
            with pytest.raises(TemplateSyntaxError) as refused:
                engine.from_string(text)
            words.append(str(refused.value))
        assert words[0] == words[1]
    for text, error in (
        ("{% url 'person' %}", NoReverseMatch),
        ("{% include 'none' %}", Exception),
    ):
        kinds = []
        for engine in (OURS, DJANGOS):
            with pytest.raises(error) as failed:
                engine.from_string(text).render(Context())
            kinds.append((failed.type, str(failed.value)))
        assert kinds[0] == kinds[1]


def _messages() -> list[str]:
    tags: set[str] = set()
    for path in TEMPLATES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        tags |= set(re.findall(r"\{% translate .*?%\}", text))
        tags |= set(re.findall(r"\{% blocktranslate .*?endblocktranslate %\}", text, re.DOTALL))
    return sorted(tags)


def test_every_message_of_every_page_in_every_language() -> None:
    """Each tag that translates says the same, and the same again, whatever was read in between."""
    loaded = "{% load i18n %}"
    tags = _messages()
    both = []
    for tag in tags:
        try:
            both.append((tag, OURS.from_string(loaded + tag), DJANGOS.from_string(loaded + tag)))
        except TemplateSyntaxError:  # a filter of a page's own library
            continue
    assert len(both) > 0.9 * len(tags) > 500
    values = {"n": 3, "name": "<b>", "count": 1, "title": "a", "code": "U01"}
    for language in (*LANGUAGES, *LANGUAGES, None):
        with override(language):
            for tag, ours, djangos in both:
                for autoescape in (True, False):
                    said = [
                        _rendered(one, Context(dict(values), autoescape=autoescape))
                        for one in (ours, djangos)
                    ]
                    assert said[0] == said[1], (language, tag)


def _rendered(template: Any, context: Context) -> Any:
    try:
        return template.render(context)
    except Exception as error:  # noqa: BLE001 - the same one of both
        return type(error), str(error)


def test_a_catalogue_that_is_read_anew_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    """A message is looked up again once its catalogue is another one."""
    template = OURS.from_string(
        "{% load i18n %}{% translate 'Lock' %}{% translate 'Lock' as it %}{{ it }}"
    )
    with override("fr"):
        before = template.render(Context())
    assert before != "LockLock"
    anew = trans_real.DjangoTranslation("fr")
    monkeypatch.setattr(anew, "gettext", "<{}>".format)
    catalogues: Any = trans_real
    monkeypatch.setitem(catalogues._translations, "fr", anew)
    with override("fr"):
        assert template.render(Context()) == "<Lock><Lock>"
    monkeypatch.undo()
    with override("fr"):
        assert template.render(Context()) == before
    assert template.render(Context()) == "LockLock"


CHOICES: list[Any] = [
    ("", "—"),
    ("a", "<A>"),
    (1, gettext_lazy("Lock")),
    (None, "none"),
    ("Group & one", [("b", "B"), ("c", mark_safe("<i>C</i>"))]),
    (True, 3),
    (2.5, 1234567.5),
]
VALUES: list[Any] = [None, "", "a", "<&'\">", mark_safe("<b>"), 1, True, False, 0, 1234567, 1.5,
                     ["a", "b"], ("x",), gettext_lazy("Lock"), dict]  # fmt: skip
ATTRS: list[dict[str, Any]] = [
    {},
    {"class": "chips", "id": "id_it"},
    {"required": True, "disabled": False, "id": ""},
    {"data-x": "<&", "title": gettext_lazy("Lock"), "max": 3, "size": 1.5, "a": None, "b": ("t",)},
    {"onx": mark_safe("<i>"), "items": "them"},
    {"x": dict},
]
WIDGETS: list[Any] = [
    forms.TextInput, forms.NumberInput, forms.EmailInput, forms.URLInput, forms.PasswordInput,
    forms.HiddenInput, forms.DateInput, forms.TimeInput, forms.CheckboxInput, forms.Textarea,
    forms.FileInput, forms.Select, forms.SelectMultiple, forms.RadioSelect,
    forms.CheckboxSelectMultiple, forms.NullBooleanSelect, forms.MultipleHiddenInput,
    forms.SplitDateTimeWidget, forms.ClearableFileInput,
]  # fmt: skip


@pytest.mark.parametrize("kind", WIDGETS)
def test_fields_are_drawn_as_django_draws_them(kind: Any) -> None:
    """Whatever a field holds, and in whichever language, it is what the templates write."""
    ours, djangos = Renderer(), DjangoTemplates()
    chooses = kind in (
        forms.Select,
        forms.SelectMultiple,
        forms.RadioSelect,
        forms.CheckboxSelectMultiple,
    )
    for attrs in ATTRS:
        widget = kind(attrs=attrs, choices=CHOICES) if chooses else kind(attrs=attrs)
        for value in VALUES:
            for language in ("fr", "ar"):
                with override(language):
                    said = [_drawn(widget, value, one) for one in (ours, djangos)]
                    assert said[0] == said[1], (kind, attrs, value)
                    if chooses:
                        for option in widget.subwidgets("it", value):
                            name = option["template_name"]
                            both = [_option(one, name, option) for one in (ours, djangos)]
                            assert both[0] == both[1]


def _option(renderer: Any, name: str, option: dict[str, Any]) -> Any:
    try:
        return renderer.render(name, {"widget": option})
    except ValueError as error:
        return str(error)


def _drawn(widget: forms.Widget, value: Any, renderer: Any) -> Any:
    try:
        return widget.render("it[]", value, {"id": "id_it", "lang": "ar"}, renderer)
    except Exception as error:  # noqa: BLE001 - the same one of both
        return type(error), str(error)
