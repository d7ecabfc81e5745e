"""A written day taken apart: figures, months, and what the small words around them do.

A text becomes one letter for each thing it says, so that its shape can be compared with the shapes
a day may have (`written_days`):

    N  a day, or a short year     Y  a year of four figures    y  a short year that is no day
    M  a month                    D  a date in figures         m  a month in figures, 10/2010
    t  a dash   s  a dash with blanks   / . ,  themselves      R  to   L  and   =  the same day
    F  from     v  about          O  before, after, every      x  a word or sign not known

Hours, weekdays and words like "of" are gone; so is a remark in brackets that names no day.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapport.formats.dates.calendars import Calendar
from rapport.formats.dates.date_words import MONTHS, Month
from rapport.formats.dates.day_words import ROLES, WEEKDAY_OR_MONTH
from rapport.names import fold
from rapport.names.digits import has_other_numerals, in_plain_digits, is_other_numeral

_LONGEST_PHRASE = 3
_SHORTEST_JOINED = 4
_UNSEEN = "\u200b\u200d\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069ـ"
_PLAIN = str.maketrans("\u200c–—‐‑−", " -----", _UNSEEN)
NO_DIGIT = "\ufdd0"
"""Stands in a plain text for each numeral that is no digit, so that it is none of a number."""

_HALF = r"(?:[ap]\.?\s?m\b\.?|[صم](?!\w)|ق\.ظ|ب\.ظ)"
_ZONE = r"(?:z\b|utc\b|gmt\b|[+-]\d{2}:?\d{2}\b)"
_COLON = rf"\d{{1,2}}(?:[:٫]\d{{2}}){{1,2}}(?:[.,]\d+)?(?:\s?{_HALF})?(?:\s?{_ZONE})?"
_HOUR = (
    rf"(?:{_COLON}|\d{{1,2}}\s?h(?:eures?|oras?)?(?:\d{{2}}|\s[0-5]\d(?!\s?[^\W\d]|\d))?(?!\w)"
    r"|\d{1,2}(?:\.\d{2})?\s?[ap]\.?m\b\.?|\d{1,4}\s?(?:hrs?|hours?|o'clock)\b)"
)
_AT = r"(?:\bat|@|\ba las|الساعة|ساعت|کاتژمێر|سەعات|\bв)\s*"
_CLOCK = re.compile(
    rf"(?:{_AT}|à\s*|\ba las? |\bо )?(?:(?<!\d){_COLON}|(?<![\d./-]){_HOUR})"
    rf"(?:\s?(?:-|to|à|إلى|до)\s?{_HOUR})?"
    rf"|(?<![\d./-])\d{{1,2}}(?:[:.]\d\d)?\s?(?:-|to|à)\s?{_HOUR}"
    rf"|{_AT}\d{{1,2}}(?:[.:]\d\d)?(?=\s*(?:$|[,;)]))"
    rf"|{_AT}\d{{1,2}}(?:[.:]\d\d)?\s?(?:صباحا|مساء|ظهرا|عصرا|утра|дня|вечера)(?!\w)"
    r"|(?:(?<=[/-]\d{4})|(?<=[^\W\d_] \d{4})|(?<=-\d\d-\d\d)) \d{1,2}\.\d\d$"
)
#: A day that somebody left open: xx/05/2013.
_OPEN_DAY = re.compile(r"^(?:xx?|\?\??|--?|__?)[/.-](?=\d{1,2}[/.-]\d{4}$)")
_T_BEFORE_HOUR = re.compile(r"(?<=\d)t(?=\d\d:)")
_ISO_INTERVAL = re.compile(r"(\d{4}-\d\d-\d\d)/(?=\d{4}-\d\d-\d\d)")

_ERA = re.compile(
    r"\s*(?:(?P<solar>ه\.?\s?ش\.?|ش\.?|s\.?h\.?|a\.?p\.?)"
    r"|(?P<hijri>ه\.?\s?ق\.?|ق\.?|ه\.?|a\.?h\.?"
    r"|(?:(?<=\d{4})|(?<=\d{4}[./-]\d\d[./-]\d\d)|(?<=\d{4}[./-]\d[./-]\d\d)"
    r"|(?<=\d{4}[./-]\d[./-]\d))\s?h\.?)"
    r"|(?P<gregorian>م|a\.?d\.?|c\.?e\.?|g\.?c\.?)"
    r"|(?P<ethiopian>e\.?c\.?|ዓ\.?\s?ም\.?))(?![^\W_])"
)
_THINGS = re.compile(
    r"(?P<date>(?P<a>\d{1,4})(?:\s?(?P<sign>[./،-])\s?|\s{1,3})(?P<b>\d{1,2})"
    r"(?(sign)\s?(?P=sign)\s?|\s{1,3})(?P<c>\d{1,4})(?!\d)(?(sign)(?!(?P=sign)\d)|(?!\s{1,3}\d)))"
    r"|(?P<month>(?<![\d./])(?<![^\W\d_]-)(?:(?P<y1>\d{4})[./-](?P<m1>0?[1-9]|1[0-3])"
    r"|(?P<m2>0?[1-9]|1[0-3])[./-](?P<y2>\d{4}))(?![\d./]|-\d))"
    r"|'(?P<short>\d\d)(?!\d)"
    r"|(?P<figures>\d+)(?:[-']?(?:st|nd|rd|th|er|[eè]re|[eè]me|[eê]|o|a|го|ого|е|й|[یى])(?![^\W_]))?"
    r"|(?P<dash>\s*-\s*)|(?P<slash>\s*/\s*)|(?P<dot>(?<=\d)\.(?=\d))"
    r"|(?P<blank> )|(?P<other>[\S\n])"
)
_WORD = re.compile(
    r"(?:[^\W\d_]|[\u0300-\u036f\u064b-\u065f\u0670\u135d-\u135f]|(?<=[^\W\d_])['’ʼ‘`ʿ](?=[\w ]))+"
)
_BLANKS = re.compile(r"[^\S\n]+")
_SILENT_START = re.compile(r"[x:,stL/=]*")
_SILENT_END = re.compile(r"[x:,stL/=RF]*$")
_OPEN_END = re.compile(r"[st]+|.*R.*")
_SIGNS = {
    **dict.fromkeys(",،", ","),
    **dict.fromkeys("&+;؛|\n", "L"),
    **dict.fromkeys("?؟~≈±", "v"),
    **dict.fromkeys("<>≤≥", "O"),
    **dict.fromkeys("([", "("),
    **dict.fromkeys(")]", ")"),
    **dict.fromkeys("!\"'.*_{}«»“”", ""),
    **{sign: sign for sign in "=:"},
    "": "",
}


class Thing(NamedTuple):
    """One thing a text says; ``figures`` as written, ``month`` by calendar, the era if said."""

    kind: str
    figures: tuple[str, ...] = ()
    month: Month | None = None
    era: Calendar | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """A text taken apart; ``kinds`` is the letters of ``things``, ends that say nothing cut off.

    ``doubtful``: it is about such a day, or before, after or from it on.
    """

    kinds: str
    things: tuple[Thing, ...]
    doubtful: bool


def plain(text: str) -> str:
    """Return a text as it is read: small letters, ASCII figures, one kind of dash and blank."""
    if has_other_numerals(text):
        text = "".join(NO_DIGIT if is_other_numeral(letter) else letter for letter in text)
    seen = unicodedata.normalize("NFKC", text).translate(_PLAIN).casefold()
    seen = in_plain_digits(seen)
    return _BLANKS.sub(" ", seen).strip()


@lru_cache(maxsize=4096)
def take_apart(text: str) -> Taken:
    """Take a plain text apart."""
    text = _ISO_INTERVAL.sub(r"\1 - ", _T_BEFORE_HOUR.sub(" ", _OPEN_DAY.sub("", text)))
    things = _one_month(_without_remarks(_without_weekday(list(_said(_CLOCK.sub(" ", text))))))
    unsure = any(thing.kind in "vO" for thing in things)
    return _trimmed([thing for thing in things if thing.kind not in "vO"], unsure=unsure)


def _said(text: str) -> Iterator[Thing]:
    """Yield what a text says in its order; what says nothing is passed over."""
    at, last = 0, ""
    while at < len(text):
        if _WORD.match(text, at):
            thing, at = _phrase(text, at)
        else:
            thing, at = _figures_or_sign(text, at)
        if thing.kind == "f" and last == "x":
            thing = Thing(":")
        if thing.kind not in ("", "f"):
            last = thing.kind
            yield thing


def _phrase(text: str, start: int) -> tuple[Thing, int]:
    """Return what the longest known phrase from here on says, or that a word is not known."""
    ends: list[int] = []
    at = start
    while len(ends) < _LONGEST_PHRASE and (word := _WORD.match(text, at)):
        ends.append(word.end())
        if text[word.end() : word.end() + 1] not in (" ", "-"):
            break
        at = word.end() + 1
    for end in reversed(ends):
        phrase = fold(text[start:end].replace("-", " "))
        if phrase in MONTHS:
            return Thing("M", (phrase,), MONTHS[phrase]), end
        if phrase in ROLES:
            return Thing(ROLES[phrase]), end
    month = _joined_month(fold(text[start : ends[0]]))
    return Thing("M", (month,), MONTHS[month]) if month else Thing("x"), ends[0]


def _joined_month(word: str) -> str:
    """Return the month in "d'avril", or in "Gulanê" and "گوڵانی" as Kurdish joins words."""
    word = word.rpartition(" ")[2]
    if word not in MONTHS and len(word) > _SHORTEST_JOINED and word[-1] in "aeي":
        word = word[:-1]
    return word if word in MONTHS else ""


def _figures_or_sign(text: str, start: int) -> tuple[Thing, int]:
    found = _THINGS.match(text, start)
    if found is None:
        return Thing("x"), start + 1
    if found.lastgroup in ("date", "month", "short", "figures"):
        return _figures(text, found)
    return Thing(_sign(found)), found.end()


def _sign(found: "re.Match[str]") -> str:
    if found.lastgroup == "dash":
        return "t" if found["dash"] == "-" else "s"
    if found.lastgroup in ("slash", "dot"):
        return found[0].strip()
    return _SIGNS.get(found[0].strip(" "), "x")


def _figures(text: str, found: "re.Match[str]") -> tuple[Thing, int]:
    """Return what figures say, with the mark of an era behind them."""
    end = found.end()
    era = _ERA.match(text, end)
    calendar: Calendar | None = None
    if era is not None and (found["figures"] is None or len(found["figures"]) in (2, 4)):
        calendar, end = era.lastgroup, era.end()  # type: ignore[assignment]
    if found["date"]:
        figures = (*found.group("a", "b", "c"), found["sign"] or " ")
        return Thing("D", figures, era=calendar), end
    if found["month"]:
        month = (found["y1"] or found["y2"], found["m1"] or found["m2"])
        return Thing("m", month, era=calendar), end
    number = found["short"] or found["figures"]
    return Thing(_kind_of(number, found["short"] or calendar), (number,), era=calendar), end


def _kind_of(figures: str, year: object) -> str:
    """Return what figures are by themselves; ``year``: something says that they are one."""
    if len(figures) == 4:
        return "Y"
    if len(figures) > 2:
        return "x"
    return "y" if year or int(figures) > 31 else "N"


def _without_weekday(things: list[Thing]) -> list[Thing]:
    """Leave out "mar." where it is mardi or martes: another month stands behind its day."""
    for at, thing in enumerate(things):
        if thing.figures == (WEEKDAY_OR_MONTH,):
            behind = "".join(each.kind for each in things[at + 1 : at + 4]).lstrip(",")
            if behind.startswith("NM"):
                return [*things[:at], *things[at + 1 :]]
    return things


def _without_remarks(things: list[Thing]) -> list[Thing]:
    """Leave brackets out, with what is in them if it names no day: "(2 meetings)"."""
    kept: list[Thing] = []
    start: int | None = None
    for thing in things:
        if thing.kind == "(":
            start = len(kept)
        elif thing.kind == ")" and start is not None:
            inside = "".join(each.kind for each in kept[start:])
            if "x" in inside and not set(inside) & set("MmDYy"):
                del kept[start:]
            start = None
        elif thing.kind != ")":
            kept.append(thing)
    return kept


def _one_month(things: list[Thing]) -> list[Thing]:
    """Join the two names of one month, as in "5 شباط / فبراير 2012"."""
    kept: list[Thing] = []
    for thing in things:
        last = kept[-1] if kept else None
        before = kept[-2] if last is not None and last.kind in "/=" and len(kept) > 1 else last
        if thing.kind == "M" and before is not None and before.kind == "M":
            shared = dict((before.month or {}).items() & (thing.month or {}).items())
            if shared:
                while kept[-1] is not before:
                    kept.pop()
                kept[-1] = before._replace(month=shared)
                continue
        kept.append(thing)
    return kept


def _trimmed(things: list[Thing], *, unsure: bool) -> Taken:
    """Cut off what says nothing at both ends; a figure behind a word not known is no day."""
    kinds = "".join(thing.kind for thing in things)
    opens = kinds[:1] == "R"
    start = int(opens)
    start = _SILENT_START.match(kinds, start).end()  # type: ignore[union-attr]
    end = max(start, _SILENT_END.search(kinds).start())  # type: ignore[union-attr]
    if kinds[start - 1 : start] == "x" and kinds[start : start + 1] == "N":
        return Taken("x", (), doubtful=unsure)
    open_end = bool(_OPEN_END.fullmatch(kinds[end:]))
    kept = [
        thing
        for at, thing in enumerate(things[start:end])
        if thing.kind != ":" and not (thing.kind == "F" and at > 0)
    ]
    shape = "".join(thing.kind for thing in kept)
    return Taken(shape, tuple(kept), doubtful=unsure or opens or open_end)
