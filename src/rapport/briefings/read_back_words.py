"""The words in which an agreement is said back, built from its terms by patterns.

They are a beginning, in three languages, to be read and changed by whoever says them; nothing is
sent. A colleague writes another language by hand.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.utils import formats, translation

from rapport.records.models import Agreement, Term


class Pattern(NamedTuple):
    """How one language says it: an opening, a line for each side, a day, a place, a close."""

    opening: str
    sides: dict[str, str]
    who: str
    by: str
    place: str
    comma: str
    close: str


PATTERNS: dict[str, Pattern] = {
    "en": Pattern(
        "Thank you for the time you gave us on {day}. So that I carry your words correctly,"
        " let me say how I understood them: {what}.",
        {
            "us": "On our side: {line}.",
            "them": "On your side: {line}.",
            "both": "Together: {line}.",
            "": "Agreed: {line}.",
        },
        "{what} ({who})",
        "by {day}",
        "at {place}",
        ", ",
        "If you see any of this otherwise, please correct me.",
    ),
    "fr": Pattern(
        "Merci du temps que vous nous avez accordé le {day}. Pour rapporter fidèlement vos"
        " paroles, voici ce que j’en ai compris : {what}.",
        {
            "us": "De notre côté : {line}.",
            "them": "De votre côté : {line}.",
            "both": "Ensemble : {line}.",
            "": "Il est convenu : {line}.",
        },
        "{what} ({who})",
        "au plus tard le {day}",
        "lieu : {place}",
        ", ",
        "Si un point vous paraît inexact, je vous remercie de bien vouloir me corriger.",
    ),
    "ar": Pattern(
        "نشكركم على الوقت الذي خصصتموه لنا يوم {day}. وحرصًا على نقل كلامكم بأمانة،"
        " هذا ما فهمناه: {what}.",
        {
            "us": "من جانبنا: {line}.",
            "them": "من جانبكم: {line}.",
            "both": "من الجانبين: {line}.",
            "": "المتفق عليه: {line}.",
        },
        "{what} ({who})",
        "في موعد أقصاه {day}",
        "في {place}",
        "، ",
        "وإن كان في أيٍّ من ذلك ما ترونه على نحو آخر، فنرجو أن تتفضلوا بتصحيحه.",
    ),
}


def read_back_words(agreement: Agreement, terms: Iterable[Term], language: str) -> str:
    """Return an agreement as it may be said back in a language; of one we have not, nothing."""
    pattern = PATTERNS.get(language)
    if pattern is None:
        return ""
    with translation.override(language):
        said = [pattern.opening.format(day=_day(agreement.made_on), what=_bare(agreement.what))]
        said += [_term(pattern, term) for term in terms if not term.is_over]
    return "\n".join([*said, pattern.close])


def _term(pattern: Pattern, term: Term) -> str:
    what = _bare(term.what)
    pieces = [pattern.who.format(what=what, who=term.who) if term.who else what]
    if term.due is not None:
        pieces.append(pattern.by.format(day=_day(term.due)))
    if term.every:
        pieces.append(_bare(term.every))
    if term.place:
        pieces.append(pattern.place.format(place=_bare(term.place)))
    side = pattern.sides.get(term.side, pattern.sides[""])
    return side.format(line=pattern.comma.join(pieces))


def _day(day: date) -> str:
    return str(formats.date_format(day, "j F Y"))


def _bare(text: str) -> str:
    return text.strip().rstrip(".")
