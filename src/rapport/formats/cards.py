"""People as cards of an address book: vCard 4 (RFC 6350) and JSContact (RFC 9553)."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from rapport.formats.ics import escaped, folded


@dataclass(frozen=True, slots=True)
class CardOfPerson:
    """One person as a card has them: what is known, and nothing for what is not.

    ``posts`` are titles, ``groups`` what they belong to; ``languages`` are codes. ``unique`` is a
    code that says nothing about them.
    """

    unique: str
    name: str
    real_names: Sequence[str] = ()
    address_as: str = ""
    groups: Sequence[str] = ()
    posts: Sequence[str] = ()
    languages: Sequence[str] = ()


def vcards(cards: Iterable[CardOfPerson], *, marked: str) -> bytes:
    """Return cards as vCard 4; each carries the line that says how sensitive it is."""
    lines = (line for card in cards for line in _vcard(card, marked))
    return b"".join(folded(line) + b"\r\n" for line in lines)


def _vcard(card: CardOfPerson, marked: str) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", "PRODID:-//Rapport//EN", "KIND:individual")
    yield f"UID:urn:uuid:{card.unique}"
    for name in card.real_names or (card.name,):
        yield f"FN:{escaped(name)}"
    if card.real_names:
        yield f"NICKNAME:{escaped(card.name)}"
    for group in card.groups:
        yield f"ORG:{escaped(group)}"
    for post in card.posts:
        yield f"TITLE:{escaped(post)}"
    for language in card.languages:
        yield f"LANG:{escaped(language)}"
    if card.address_as:
        yield f"X-ADDRESS-AS:{escaped(card.address_as)}"
    yield f"CATEGORIES:{escaped(marked)}"
    yield "END:VCARD"


def js_cards(cards: Iterable[CardOfPerson], *, marked: str) -> bytes:
    """Return cards as a JSON list of JSContact cards."""
    told = [_js_card(card, marked) for card in cards]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _js_card(card: CardOfPerson, marked: str) -> dict[str, Any]:
    names = list(card.real_names) or [card.name]
    told: dict[str, Any] = {
        "@type": "Card",
        "version": "1.0",
        "uid": f"urn:uuid:{card.unique}",
        "kind": "individual",
        "prodId": "-//Rapport//EN",
        "name": {"full": names[0]},
        "keywords": {marked: True},
    }
    others = [*names[1:], *([card.name] if card.real_names else []), card.address_as]
    languages = enumerate(card.languages, 1)
    parts = {
        "nicknames": {f"n{at}": {"name": one} for at, one in enumerate(filter(None, others), 1)},
        "organizations": {f"o{at}": {"name": one} for at, one in enumerate(card.groups, 1)},
        "titles": {
            f"t{at}": {"name": one, "kind": "title"} for at, one in enumerate(card.posts, 1)
        },
        "preferredLanguages": {f"l{at}": {"language": one} for at, one in languages},
    }
    return told | {name: part for name, part in parts.items() if part}
