"""A brief of one meeting to carry: the pieces that may leave the store, and no name of anybody."""

import uuid
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from rapport.actions.reading import open_counterpart
from rapport.briefings.card_on_paper import CARRIED, Paper, card_on_paper, what_may_be_carried
from rapport.briefings.meeting_card import card
from rapport.exchange.exports.frame import marked
from rapport.exchange.exports.kind import Column, Form, Kind, Row, Sheet
from rapport.records.asking import Asking
from rapport.records.models import Channel, Meeting, OurPart, Relationship
from rapport.records.models.scoped import NOT_THERE
from rapport.records.refusals import NotThere

_WHEN, _WAY, _GOING, _REFUSALS = "when", "channel", "going", "refusals"


def gather(asking: Asking, filters: Mapping[str, str]) -> Iterator[Row]:
    """Yield the one meeting the filter names, with what its printed card may carry."""
    try:
        key = uuid.UUID(filters.get("key", ""))
    except ValueError:
        raise NotThere(NOT_THERE) from None
    answer = card(asking, key)
    about = [one.relationship for one in answer.planned.theirs]
    for one in about:
        open_counterpart(asking, relationship=one)
    carried = what_may_be_carried(asking, answer)
    pieces = {piece.name: piece.text for piece in carried.pieces}
    paper = card_on_paper(asking, answer)
    people = Relationship.objects.visible_to(asking.me).filter(pk__in=about)
    most = max([answer.planned.meeting.sensitivity, *(row.sensitivity for row in people)])
    yield Row(
        Meeting,
        key,
        most,
        {
            _WHEN: _moment(paper),
            _WAY: str(Channel(paper.channel).label) if paper.channel else "",
            _GOING: ", ".join(str(OurPart(part).label) for part in paper.ours if part),
            _REFUSALS: "\n".join(piece.text for piece in carried.refusals),
            **{name: pieces.get(name, "") for name in CARRIED},
        },
    )


def _moment(paper: Paper) -> str:
    day = paper.on.isoformat()
    return f"{day} {paper.begins:%H:%M}" if paper.begins else day


def _pieces(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Yield each chosen piece that says something, with its title."""
    for row in sheet.rows:
        for column in sheet.columns:
            if text := row.values.get(column.name):
                yield str(column.title), str(text)


def _text(sheet: Sheet) -> bytes:
    parts = [f"{title}\n{text}" for title, text in _pieces(sheet)]
    return "\n\n".join([str(sheet.title), *parts, marked(sheet), ""]).encode()


def _page(sheet: Sheet) -> bytes:
    """Return one page that needs nothing else: no script, no picture, nothing fetched."""
    side = "rtl" if get_language_bidi() else "ltr"
    parts = "\n".join(
        f"<h2>{escape(title)}</h2>\n<p dir='auto'>{escape(text).replace(chr(10), '<br>')}</p>"
        for title, text in _pieces(sheet)
    )
    title = escape(say("Brief for one meeting"))
    return (
        f"<!doctype html>\n<html lang='{get_language() or 'en'}' dir='{side}'><head>"
        "<meta charset='utf-8'><meta name='viewport' content='width=device-width'>"
        f"<title>{title}</title></head><body>\n<h1>{title}</h1>\n{parts}\n"
        f"<p><small>{escape(marked(sheet))}</small></p>\n</body></html>\n"
    ).encode()


def _titled(name: str) -> Any:
    column: Any = Meeting._meta.get_field(name)  # noqa: SLF001 - documented Meta API
    return column.verbose_name


MEETING_BRIEF = Kind(
    name="brief",
    title=_("Brief for one meeting"),
    columns=(
        Column(_WHEN, _("Day and hour"), _("on the office's clock")),
        Column(_WAY, _("How"), _("in person, by phone, and so on")),
        Column(_GOING, _("Our side, by their part"), _("no name of a colleague")),
        *(Column(name, _titled(name), _("with a dash for each name"), is_words=True)
          for name in CARRIED),
        Column(_REFUSALS, _("How to refuse"), _("at our red lines"), is_words=True),
    ),
    forms=(
        Form("html", _("A page for a phone"), ".html", "text/html", _page),
        Form("txt", _("Plain text"), ".txt", "text/plain", _text),
    ),
    gather=gather,
    back="today",
    filters=("key",),
    of_one=True,
)  # fmt: skip
