"""Several people in one cell: taken apart only in the ways the person allowed."""

import re
from collections.abc import Collection
from typing import Literal

Separator = Literal["semicolon", "newline", "and", "comma"]

#: "and" is a word of its own: an Arabic و written onto a name stays part of it.
_PATTERNS: dict[Separator, str] = {
    "semicolon": r"[;؛]",
    "newline": r"\n",
    "and": r"\s+(?:and|et|و)\s+|\s*&\s*",
    "comma": r"[,،]",
}


def split_people(text: str, how: Collection[Separator]) -> list[str]:
    """Take a cell apart at the allowed separators; an empty ``how`` keeps it whole.

    >>> split_people("Dr Amal; Yousef and Karim", {"semicolon"})
    ['Dr Amal', 'Yousef and Karim']
    """
    if not how:
        return [text.strip()] if text.strip() else []
    pattern = "|".join(_PATTERNS[each] for each in _PATTERNS if each in how)
    return [part.strip() for part in re.split(pattern, text, flags=re.IGNORECASE) if part.strip()]
