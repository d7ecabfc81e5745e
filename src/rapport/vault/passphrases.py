"""Passphrases people can keep, and a recovery code they can print."""

import gzip
import math
import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files

from rapport.messages import gettext_noop
from rapport.vault.refusals import WeakPassphrase

SHORTEST = 15
LONGEST = 1024
ENOUGH = 70
"""Bits of a passphrase we offer, at least."""

LANGUAGES = ("en", "fr", "ar")
_CONTEXT = ("rapport", "passphrase", "password", "humanitarian", "negotiation")
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
GROUPS, GROUP = 7, 5
ONE_TIME_GROUPS = 4
TOO_SHORT = gettext_noop("It has fewer than 15 characters.")
TOO_COMMON = gettext_noop("It is on the lists of passphrases that are tried first.")
TOO_PLAIN = gettext_noop("It repeats itself too much.")


def check(passphrase: str) -> None:
    """Refuse a passphrase that would be guessed; raises ``WeakPassphrase`` with its reason.

    Any script, and no rule that some kind of character must be there; but digits and signs alone
    are refused, because dates and telephone numbers are tried early.
    """
    text = unicodedata.normalize("NFC", passphrase)
    if len(text) < SHORTEST or len(text) > LONGEST:
        raise WeakPassphrase(why=TOO_SHORT)
    if len(set(text.casefold())) < 5:
        raise WeakPassphrase(why=TOO_PLAIN)
    bare = re.sub(r"[\W_\d]+", "", text.casefold())
    for word in _CONTEXT:
        bare = bare.replace(word, "")
    if text.casefold() in _common() or bare in _common() or (len(bare) < 4 and text.isalnum()):
        raise WeakPassphrase(why=TOO_COMMON)
    if _is_repeated(text.casefold()):
        raise WeakPassphrase(why=TOO_PLAIN)


def _is_repeated(text: str) -> bool:
    """Return whether the text repeats one piece; the last repeat may be cut short."""
    return any(text.startswith(text[size:]) for size in range(1, len(text) // 2 + 1))


@cache
def _common() -> frozenset[str]:
    """Return the 20,000 most common passwords, from the list that ships with Django."""
    path = files("django.contrib.auth").joinpath("common-passwords.txt.gz")
    return frozenset(gzip.decompress(path.read_bytes()).decode().split("\n"))


def suggest(language: str = "en") -> str:
    """Return a fresh passphrase of plain words: as many as make ``ENOUGH`` bits.

    Six of the 7,771 English words are 77 bits, seven of the French 75, seven of the Arabic 72.
    """
    listed = words(language)
    count = math.ceil(ENOUGH / math.log2(len(listed)))
    return " ".join(secrets.choice(listed) for _ in range(count))


def words(language: str) -> list[str]:
    """Return the word list of a language, English if we have none; each says its own licence."""
    name = language if language in LANGUAGES else LANGUAGES[0]
    lines = files("rapport.vault").joinpath("words", f"{name}.txt").read_text("utf-8").split("\n")
    return [line for line in lines if line and not line.startswith("#")]


def new_recovery_code() -> str:
    """Return a code to print: seven groups of five, 30 letters that are not confused, 171 bits."""
    return _groups(GROUPS)


def new_one_time_code() -> str:
    """Return a code to pass on once: four groups of five of the same letters, 98 bits."""
    return _groups(ONE_TIME_GROUPS)


def _groups(count: int) -> str:
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(GROUP)) for _ in range(count))


def recovery(code: str) -> str:
    """Return a code as typed in its one spelling: no spaces or dashes, capitals."""
    return re.sub(r"[\s\-–—]+", "", unicodedata.normalize("NFKC", code)).upper()
