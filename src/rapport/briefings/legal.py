"""What goes to whoever advises on law: an agreement without names, to be read before it is sent."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.utils import formats
from django.utils.translation import gettext as _

from rapport.briefings.agreements import AgreementPage, agreement_page
from rapport.names import Mask
from rapport.records.asking import Asking
from rapport.records.models import Actor, Colleague, Counterpart


def legal_pack(asking: Asking, agreement: uuid.UUID) -> str:
    """Return an agreement in lines without names, as it may be sent; raises ``NotThere``.

    Names the product knows are masked, also where somebody typed them; whoever sends it reads it
    first, for it cannot know every name.
    """
    page = agreement_page(asking, agreement)
    mask = Mask(_names(asking.me), _("[a name]"))
    return "\n".join(mask.over(line) for line in _lines(page))


def _names(me: Colleague) -> Iterable[str]:
    """Yield every name that ``me`` may know: of people, of groups, of colleagues."""
    yield from Counterpart.objects.visible_to(me).values_list("alias", flat=True)
    for names in Actor.objects.visible_to(me).values_list("names", flat=True):
        yield from names
    yield from Colleague.objects.filter(office=me.office_id).values_list("name", flat=True)


def _lines(page: AgreementPage) -> Iterable[str]:
    row = page.line.agreement
    yield _("Agreement: %(what)s") % {"what": row.what}
    yield _("Form: %(form)s") % {"form": row.get_form_display()}
    yield _("Agreed on: %(day)s") % {"day": _day(row.made_on)}
    for line in page.terms:
        term = line.term
        said = [term.what, term.every, _day(term.due) if term.due else ""]
        side = f" ({term.get_side_display()})" if term.side else ""
        yield _("Term: %(term)s") % {"term": " · ".join(filter(None, said)) + side}
        for mark in line.row:
            kept = {"day": _day(mark.on), "keeping": mark.get_keeping_display()}
            yield "  " + _("%(day)s: %(keeping)s") % kept


def _day(day: date) -> str:
    return str(formats.date_format(day, "j F Y"))
