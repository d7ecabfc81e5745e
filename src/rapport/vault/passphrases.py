"""Passphrases people can keep, and a recovery code they can print."""

import gzip
import re
import secrets
import unicodedata
from functools import cache
from importlib.resources import files

from rapport.messages import gettext_noop
from rapport.vault.refusals import WeakPassphrase

SHORTEST = 15
LONGEST = 1024
WORDS = 6
_CONTEXT = ("rapport", "passphrase", "password", "humanitarian", "negotiation")
_LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789"
GROUPS, GROUP = 7, 5
ONE_TIME_GROUPS = 4
_ONSETS, _MIDDLES, _ENDS = (
    letters.split()
    for letters in (
        "b bl br c ch cl d dr f fl g gl gr h j k l m n p pl pr r s sh sl st t th tr v w z",
        "a e i o u ai ea oo ou",
        "b ck d ft g l lt m mp n nd ng nk nt p r rd rk rm rn rt s sh sk st t th",
    )
)

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


def suggest(words: int = WORDS) -> str:
    """Return a fresh passphrase of made-up, speakable words.

    Each word is drawn from 33 x 9 x 27 = 8,019 syllables, near 13 bits; six words are 77 bits.
    """
    pick = secrets.choice
    return " ".join(pick(_ONSETS) + pick(_MIDDLES) + pick(_ENDS) for _ in range(words))


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
