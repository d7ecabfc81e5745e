"""What is said about a colleague, as the verbs keep it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_noop

from rapport.names import visible
from rapport.records.models import Duty
from rapport.records.refusals import CannotBe
from rapport.records.validation import check_words

_LISTS = frozenset({"languages", "areas", "topics"})
_MOST_WORDS, _LONGEST_WORD = 40, 80


def tidy_about(values: Mapping[str, Any], columns: Collection[str]) -> dict[str, Any]:
    """Return what is said about a colleague, without blanks and words said twice.

    Raises ``TypeError`` for a column that is not among ``columns``, and ``CannotBe`` for a duty
    that there is not and for too many or too long words.
    """
    if stray := values.keys() - set(columns):
        raise TypeError(f"Not for whoever asks to say: {', '.join(sorted(stray))}")
    tidy = {
        name: value.strip() if isinstance(value, str) else value for name, value in values.items()
    }
    for name in _LISTS & tidy.keys():
        tidy[name] = _words(tidy[name])
    if "duties" in tidy:
        check_words(tidy["duties"], longest=_LONGEST_WORD, choices=Duty.values)
        tidy["duties"] = [duty for duty in Duty.values if duty in tidy["duties"]]
    return tidy


def _words(typed: Iterable[str]) -> list[str]:
    """Return words in their order, each once however it is written."""
    kept: dict[str, str] = {}
    for word in map(str.strip, map(visible, typed)):
        if word:
            kept.setdefault(word.casefold(), word)
    if len(kept) > _MOST_WORDS:
        raise CannotBe(
            gettext_noop("There are more than %(most)s entries here."),
            next_step=gettext_noop("Keep only those that matter for a meeting."),
            most=_MOST_WORDS,
        )
    check_words(kept.values(), longest=_LONGEST_WORD)
    return list(kept.values())
