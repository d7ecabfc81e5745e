"""Languages as people write them: by their code, or by a name in one of the languages we speak."""

from collections.abc import Iterable, Sequence
from functools import cache

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext, override

from rapport.names import fold


def in_common(ours: Sequence[str], theirs: Iterable[str]) -> tuple[str, ...]:
    """Return which of our languages are theirs too, as we write them, in our order."""
    known = {_known_as(word) for word in theirs}
    return tuple(word for word in ours if _known_as(word) in known)


def _known_as(written: str) -> str:
    folded = fold(written.strip())
    return folded if folded in LANG_INFO else _codes().get(folded, folded)


@cache
def _codes() -> dict[str, str]:
    """Return the codes of languages by what they are called here and by their speakers."""
    codes: dict[str, str] = {}
    for code, info in LANG_INFO.items():
        if "name" in info and "-" not in code:
            codes |= {fold(info["name"]): code, fold(info["name_local"]): code}
    for language, _name in settings.LANGUAGES:
        with override(language):
            codes |= {fold(gettext(LANG_INFO[code]["name"])): code for code in set(codes.values())}
    return codes
