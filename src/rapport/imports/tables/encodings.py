"""Which letters do these bytes stand for?  Detected where it can be, asked where it cannot.

Byte-order marks, valid UTF-8 and the zeros of UTF-16 settle it.  What remains are the one-byte
Windows encodings, told apart by two things: how common the letters would be that each of them
shows, and their company (accented letters stand among plain ones, Arabic and Cyrillic letters
among their own).  Texts that read the same in both need no question.
"""

import codecs
import itertools
import math
import re

from rapport.formats.refusals import refusal
from rapport.imports.tables.types import EncodingGuess

#: The encodings a person may choose from; their names are understood by ``codecs`` as well.
KNOWN = (
    "utf-8",
    "utf-16-le",
    "utf-16-be",
    "windows-1252",
    "windows-1256",
    "windows-1251",
    "windows-1250",
    "windows-1254",
)
_ONE_BYTE = ("windows-1252", "windows-1256", "windows-1251")

#: Letters from the most to the least common, per encoding.  The western row covers French,
#: Spanish, Portuguese, German and typographic marks.
_COMMON = {
    "windows-1252": "éèàçêíóáñôîüöäãâûùúßïëõåøæœÉÀÇÊÈÔÂÎÖÜÄÁÓÍÚÑÕØÅ’–«»“”‘—…°€ºª·ýžšŠŽ",
    "windows-1256": "الينموردبعسفهتكةحقجشطصخأىزضئغذثظءإؤآپگچژک،؛؟ـًٌٍَُِّْ«»“”’–ëéèàçêô",
    "windows-1251": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїєъёСПВКНМАДБРТГИОЛЕФЯЗЧУШХЭЮЖЦЩЄІЇ«»–“”’№Й",
}
_LETTER_BITS = {
    encoding: {letter: -math.log2(rank + 2) for rank, letter in enumerate(letters)}
    for encoding, letters in _COMMON.items()
}
_RARE_BITS = -10.0
_WRONG_COMPANY_BITS = -4.0
_SURE_BITS = 30.0
_LIKELY_BITS = -6.0
_WORDS = re.compile(rb"[A-Za-z]*[\x80-\xff]+[A-Za-z]*")
_MOST_WORDS = 20_000
_LAST_ASCII = 0x7F
_BROKEN_SHARE = 0.05
_LOOK_BYTES = 64 * 1024
_FIRST_SYMBOL = "\u2100"
_MOSTLY = 0.8
_SAMPLE_LINES = 3
_SAMPLE_CHARACTERS = 160
_UNDEFINED = "\ufffd"


def ready() -> None:
    """Load every codec now: a sealed process cannot."""
    for name in (*KNOWN, "utf-8-sig", "utf-16"):
        codecs.lookup(name)


def guess_encodings(data: bytes) -> tuple[EncodingGuess, ...]:
    """Ways to read these bytes, likeliest first; exactly one if there is nothing to ask."""
    certain = _by_mark(data) or _by_validity(data)
    if certain:
        return (EncodingGuess(certain, True, _sample(data, certain)),)
    words = [word.group() for word in itertools.islice(_WORDS.finditer(data), _MOST_WORDS)]
    high_bytes = sum(byte > _LAST_ASCII for word in words for byte in word)
    scores = {name: _score(words, name) for name in _ONE_BYTE}
    ranked = sorted(scores, key=lambda name: -scores[name])
    best = ranked[0]
    rivals = [name for name in ranked[1:] if _reads_differently(data, best, name)]
    likely = scores[best] >= _LIKELY_BITS * high_bytes
    sure = likely and all(scores[best] - scores[name] >= _SURE_BITS for name in rivals)
    names = [best, *rivals]
    if _broken_share(data) <= _BROKEN_SHARE:
        names, sure = ["utf-8", *names], False
    return tuple(
        EncodingGuess(name, sure and name == best, _sample(data, name))
        for name in (names[:1] if sure else names)
    )


def check_wished(data: bytes, wished: str) -> str:
    """Return the known name of a wished encoding that can read these bytes.

    Raises the refusals "unknown_encoding" and "wrong_encoding".
    """
    try:
        wanted = codecs.lookup(wished).name
    except (LookupError, ValueError, OSError):  # a sealed process cannot look for others
        wanted = ""
    name = next((known for known in KNOWN if codecs.lookup(known).name == wanted), "")
    if wanted == "utf-8-sig":
        name = "utf-8"
    if wanted == "utf-16":
        name = _by_mark(data) or "utf-16-le"
    if not name:
        raise refusal("unknown_encoding", encoding=wished[:40], known=", ".join(KNOWN))
    text = without_mark(data).decode(name, errors="replace")
    if text.count(_UNDEFINED) > _BROKEN_SHARE * max(1, _high_characters(text)):
        raise refusal("wrong_encoding", encoding=name)
    return name


def without_mark(data: bytes) -> bytes:
    """Leave out the byte-order mark."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if data.startswith(mark):
            return data[len(mark) :]
    return data


def _by_mark(data: bytes) -> str:
    marks = (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    )
    for mark, name in marks:
        if data.startswith(mark) and _decodes(without_mark(data), name):
            return name
    return ""


def _by_validity(data: bytes) -> str:
    if data.count(b"\0") * 20 > len(data):
        found = _utf16_without_mark(data)
        if found:
            return found
    return "utf-8" if _decodes(data, "utf-8") else ""


def _utf16_without_mark(data: bytes) -> str:
    """UTF-16 has its zeros on one side: those of digits, separators and line ends.

    Pairs of plain letters read as one would land far up, among Chinese characters.
    """
    zeros_even, zeros_odd = data[0::2].count(0), data[1::2].count(0)
    name = "utf-16-le" if zeros_odd > zeros_even else "utf-16-be"
    start = data[: _LOOK_BYTES & ~1].decode(name, errors="replace")
    low = sum(character < _FIRST_SYMBOL for character in start)
    return name if low >= _MOSTLY * len(start) and _decodes(data, name) else ""


def _decodes(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _high_characters(text: str) -> int:
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _broken_share(data: bytes) -> float:
    """How much of what is not ASCII would be unreadable as UTF-8."""
    text = data.decode("utf-8", errors="replace")
    return text.count(_UNDEFINED) / max(1, _high_characters(text))


def _score(words: list[bytes], name: str) -> float:
    """How well these words read in this encoding, in bits: nearer to zero is better."""
    letter_bits = _LETTER_BITS[name]
    own_script = name != "windows-1252"
    total = 0.0
    for word in words:
        high = [letter for letter in word.decode(name, errors="replace") if letter > "\x7f"]
        total += sum(letter_bits.get(letter, _RARE_BITS) for letter in high)
        mixed = len(high) < len(word)
        if mixed == own_script and any(map(str.isalpha, high)):
            total += _WRONG_COMPANY_BITS * len(high)
    return total


def _reads_differently(data: bytes, one: str, other: str) -> bool:
    return data.decode(one, errors="replace") != data.decode(other, errors="replace")


def _sample(data: bytes, name: str) -> str:
    """Pick a few lines in which the choice shows."""
    text = without_mark(data[: 1 << 20]).decode(name, errors="replace")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if not line.isascii()] or lines
    return "\n".join(line[:_SAMPLE_CHARACTERS] for line in telling[:_SAMPLE_LINES])
