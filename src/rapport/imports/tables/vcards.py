"""vCards (RFC 2426 and RFC 6350): the child's side.  Versions 3 and 4, and most of 2.1.

The library reads one card at a time, so that a line nobody can read spoils no other card.
"""

import contextlib
import io
import re
from collections.abc import Iterator
from typing import Any

import vobject.base
import vobject.vcard

from rapport.formats.limits import Limits
from rapport.formats.refusals import refusal
from rapport.imports.tables import encodings
from rapport.imports.tables.cleaning import Cleaner
from rapport.imports.tables.contacts import Contact, Held, joined, send_contacts
from rapport.imports.tables.sending import Emit

_BEGIN = re.compile(r"^BEGIN:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_END = re.compile(r"^END:VCARD[ \t]*$", re.IGNORECASE | re.MULTILINE)
_CARD = "BEGIN:VCARD\n{}\nEND:VCARD\n"
_NOBODY = frozenset({"group", "org", "location", "application", "device"})
#: What the library raises at lines and values that do not hold together.
_UNREAD = (vobject.base.VObjectError, ValueError, TypeError, LookupError, AttributeError, OSError)

_EVERY_ENCODING = _CARD.format(
    "N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D8=B3;a\nPHOTO;ENCODING=BASE64:YQ=="
)


def translate_vcards(data: bytes, wish: dict[str, Any], limits: Limits, emit: Emit) -> None:
    """Send the people of a file of vCards as a table."""
    guesses = () if wish["encoding"] else encodings.guess_encodings(data)
    encoding = guesses[0].name if guesses else encodings.check_wished(data, wish["encoding"])
    plain = encodings.without_mark(data).decode(encoding, errors="replace")
    cards = _cards_in(plain.replace("\r\n", "\n").replace("\r", "\n"))
    if len(cards) > limits.rows:
        raise refusal("too_many_rows", found=len(cards), limit=limits.rows)
    unread: list[int] = []

    def note(cleaner: Cleaner) -> None:
        for number in unread:
            cleaner.warn(number, 0, "line_unread")

    send_contacts(
        _contacts(cards, unread),
        {
            "encodings": [[each.name, each.sure, each.sample] for each in guesses],
            "encoding": encoding,
        },
        kind="vcard",
        limits=limits,
        first=wish["first"],
        emit=emit,
        note=note,
    )


def _cards_in(text: str) -> list[str]:
    """Take a file apart into its cards; one that is not closed is a damaged file."""
    begins = [found.start() for found in _BEGIN.finditer(text)]
    ends = [found.end() for found in _END.finditer(text)]
    apart = zip(begins, ends, [*begins[1:], len(text) + 1], strict=False)
    if len(begins) != len(ends) or not all(start < end <= after for start, end, after in apart):
        raise refusal("damaged")
    return [text[start:end] for start, end in zip(begins, ends, strict=True)]


def _contacts(cards: list[str], unread: list[int]) -> Iterator[Contact]:
    for number, text in enumerate(cards, start=1):
        try:
            card = _read(text)
        except _UNREAD:
            unread.append(number)
            card = _read_what_can_be(text)
        yield _contact(card.contents)


def _read(text: str) -> Any:
    """Read one card; raises one of ``_UNREAD``."""
    quoted = "QUOTED-PRINTABLE" in text.upper()
    return next(vobject.base.readComponents(text, allowQP=quoted))  # type: ignore[no-untyped-call]


def _read_what_can_be(text: str) -> Any:
    """Read one card without the lines that cannot be read; raises the refusal of damage."""
    quoted = "QUOTED-PRINTABLE" in text.upper()
    kept = []
    lines = vobject.base.getLogicalLines(io.StringIO(text), quoted)  # type: ignore[no-untyped-call]
    for line, _ in lines:
        with contextlib.suppress(*_UNREAD):
            if not line.upper().startswith(("BEGIN:", "END:")):
                _read(_CARD.format(line))
                kept.append(line)
    try:
        return _read(_CARD.format("\n".join(kept)))
    except _UNREAD:
        raise refusal("damaged") from None


def _contact(lines: dict[str, list[Any]]) -> Contact:
    parts = _parts_of_name(lines)
    called = _texts(lines, "fn")
    return Contact(
        name=joined(called[:1]) or joined([parts[1], parts[2], parts[0]], " "),
        is_person=joined(_texts(lines, "kind")).lower() not in _NOBODY and not _is_company(lines),
        nickname=joined(_texts(lines, "nickname")),
        address=parts[3],
        note=joined(_texts(lines, "note"), "\n"),
        labels=joined(_texts(lines, "categories")),
        phone=joined(_texts(lines, "tel"), "; "),
        email=joined(_texts(lines, "email"), "; "),
        birthday=joined(_texts(lines, "bday")),
        held=_held(lines),
    )


def _held(lines: dict[str, list[Any]]) -> list[Held]:
    """Return posts with their organizations: in their order, or all of them in the only one."""
    posts = list(dict.fromkeys([*_texts(lines, "title"), *_texts(lines, "role")]))
    groups = [(_listed(line.value) or [""]) for line in lines.get("org", [])]
    held = []
    for number in range(max(len(posts), len(groups))):
        group = groups[number] if number < len(groups) else groups[0] if len(groups) == 1 else [""]
        post = posts[number] if number < len(posts) else ""
        held.append(Held(post, group[0].strip(), joined(group[1:])))
    return held


def _parts_of_name(lines: dict[str, list[Any]]) -> tuple[str, str, str, str]:
    """Return family, given and additional names, and what stands before them."""
    value = lines["n"][0].value if lines.get("n") else ""
    if isinstance(value, vobject.vcard.Name):
        parts = (value.family, value.given, value.additional, value.prefix)
        family, given, additional, prefix = (joined(_listed(part), " ") for part in parts)
        return family, given, additional, prefix
    family, given, additional, prefix = [*str(value).split(";"), "", "", "", ""][:4]
    return family, given, additional, prefix


def _is_company(lines: dict[str, list[Any]]) -> bool:
    """Say whether a card of an address book stands for a company, as Apple's mark them."""
    return joined(_texts(lines, "x-abshowas")).upper() == "COMPANY"


def _texts(lines: dict[str, list[Any]], name: str) -> list[str]:
    return [text for line in lines.get(name, []) for text in _listed(line.value)]


def _listed(value: Any) -> list[str]:
    return [str(each) for each in (value if isinstance(value, list) else [value])]


def _ready() -> None:
    """Load now what the library would import late: a sealed process cannot."""
    encodings.ready()
    _read(_EVERY_ENCODING)


_ready()
