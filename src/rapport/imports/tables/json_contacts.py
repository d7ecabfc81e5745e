"""JSON with people in it: JSContact cards (RFC 9553) or FollowTheMoney entities; the child's side.

Read with the standard library alone.  What is nested deeper than a card ever is is refused by it.
"""

import itertools
import json
from collections.abc import Iterator
from typing import Any

from rapport.formats.limits import Limits
from rapport.formats.refusals import refusal
from rapport.imports.tables import encodings
from rapport.imports.tables.cleaning import Cleaner
from rapport.imports.tables.contacts import Contact, send_contacts
from rapport.imports.tables.follow_the_money import contacts_of_entities, is_entity
from rapport.imports.tables.ftm_officials import HEADERS, Officials, officials_of_entities
from rapport.imports.tables.jscontact import contacts_of_cards, is_card
from rapport.imports.tables.sending import Emit, Sender
from rapport.imports.tables.sieve import Sieve
from rapport.imports.tables.types import Kind

#: What holds the cards or entities in an answer that wraps them.
_WRAPPERS = ("cards", "entries", "list", "items", "results", "entities")

encodings.ready()


def translate_json(data: bytes, wish: dict[str, Any], limits: Limits, emit: Emit) -> None:
    """Send the people of a JSON file, or of JSON lines, as a table."""
    found = [each for each in _objects_in(_text_of(data)) if isinstance(each, dict)]
    if len(found) > 4 * limits.rows:
        raise refusal("too_many_rows", found=len(found), limit=limits.rows)
    if wish.get("officials") and any(map(is_entity, found)):
        send_officials(officials_of_entities(found), limits=limits, first=wish["first"], emit=emit)
        return
    kind: Kind
    contacts: Iterator[Contact]
    if any(map(is_entity, found)):
        kind, contacts = "followthemoney", contacts_of_entities(found)
    elif any(map(is_card, found)):
        kind, contacts = "jscontact", contacts_of_cards(found)
    else:
        raise refusal("not_a_table", kind="json")
    send_contacts(contacts, {}, kind=kind, limits=limits, first=wish["first"], emit=emit)


def send_officials(officials: Officials, *, limits: Limits, first: int | None, emit: Emit) -> None:
    """Send who held which post as a table; raises the refusals about size."""
    rows, sieve = officials.rows, Sieve((), lambda _header: False)
    if not rows:
        raise refusal("no_officials")
    if len(rows) > limits.rows:
        raise refusal("too_many_rows", found=len(rows), limit=limits.rows)
    for number, why in officials.passed_over:
        sieve.note(number, why)  # type: ignore[arg-type]
    emit(
        {
            "kind": "followthemoney",
            "encodings": [],
            "encoding": "utf-8",
            "delimiter": "",
            "delimiter_sure": True,
            "sheets": [],
            "sheet": "",
            "headers": list(HEADERS),
            "header_row": 0,
            "header_sure": True,
            "row_count": len(rows),
        }
    )
    width = len(HEADERS)
    sender = Sender(width, width, limits, cleaner=Cleaner(), sieve=sieve, emit=emit)
    sender.send(itertools.islice(iter(rows), first))


def _text_of(data: bytes) -> str:
    try:
        return data.decode(json.detect_encoding(data))
    except UnicodeDecodeError as error:
        raise refusal("wrong_encoding", encoding="UTF-8") from error


def _objects_in(text: str) -> list[Any]:
    """Return the objects of one JSON text, or of one in each line."""
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise refusal("not_a_table", kind="json") from error
    except ValueError:
        return _objects_in_lines(text)
    if isinstance(whole, dict) and not (is_entity(whole) or is_card(whole)):
        whole = next((whole[name] for name in _WRAPPERS if isinstance(whole.get(name), list)), [])
    return whole if isinstance(whole, list) else [whole]


def _objects_in_lines(text: str) -> list[Any]:
    found = []
    for line in filter(str.strip, text.split("\n")):
        try:
            found.append(json.loads(line))
        except (ValueError, RecursionError) as error:
            raise refusal("damaged" if found else "not_a_table", kind="json") from error
    return found
