"""What a file really is, by its first bytes and then by its ending."""

from typing import Literal

from rapport.formats.refusals import refusal

_TEXT_ENDINGS = frozenset({"", "csv", "tsv", "tab", "txt"})
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")

#: How a file begins -> its kind, by the keys of ``refusals.KINDS``.
_OTHER_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "packed"),
    (b"7z\xbc\xaf", "packed"),
    (b"Rar!", "packed"),
    (b"{\\rtf", "document"),
    (b"SQLite format 3", "database"),
)
_OTHER_TEXTS: tuple[tuple[bytes, str], ...] = (
    (b"begin:vcalendar", "calendar"),
    (b"<?xml", "xml"),
    (b"<svg", "picture"),
    (b"<!doctype", "web_page"),
    (b"<html", "web_page"),
    (b"<", "xml"),
)
_OTHER_ENDINGS: dict[str, str] = {
    "eml": "mail",
    "msg": "mail",
    "ics": "calendar",
    "xml": "xml",
    "html": "web_page",
}


_JSON_BEGINNINGS = (b'{"', b"[{", b"[[", b"{}", b"[]")
_JSON_ENDINGS = frozenset({"json", "jsonl", "ndjson", "ftm"})


def cards_in(data: bytes, ending: str) -> Literal["vcard", "json"] | None:
    """Say whether a file is no table but cards or entities, by its first letters or its ending."""
    opening = _opening(data).translate(None, b" \t\r\n")
    if opening.startswith(b"begin:vcard") or (ending in {"vcf", "vcard"} and opening):
        return "vcard"
    if opening.startswith(_JSON_BEGINNINGS) or (ending in _JSON_ENDINGS and opening):
        return "json"
    return None


def kind_of(data: bytes, ending: str) -> Literal["text", "workbook"]:
    """Say which reader to use; raises the refusal that names what the file is instead."""
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise refusal("empty")
    if data.startswith(b"PK\x03\x04"):
        return "workbook"
    if data.startswith(_OLD_OFFICE):
        if _ENCRYPTED in data:
            raise refusal("password")
        raise refusal("not_readable_here", kind="old_office")
    _refuse_other_kinds(data, ending)
    return "text"


def _refuse_other_kinds(data: bytes, ending: str) -> None:
    for beginning, called in _OTHER_BEGINNINGS:
        if data.startswith(beginning):
            raise refusal("not_a_table", kind=called)
    opening = _opening(data)
    for beginning, called in _OTHER_TEXTS:
        if opening.startswith(beginning):
            raise refusal("not_a_table", kind=called)
    if ending in _OTHER_ENDINGS:
        raise refusal("not_a_table", kind=_OTHER_ENDINGS[ending])
    if ending not in _TEXT_ENDINGS and ending not in {"xlsx", "xlsm"}:
        raise refusal("not_readable_here", kind="other")
    if ending in {"xlsx", "xlsm"}:
        raise refusal("damaged")


def _opening(data: bytes) -> bytes:
    """Give the first letters in lower case, without blanks, byte-order mark or UTF-16 zeros."""
    return data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()[:20]
