"""Verbs about our own words: what we say of ourselves, kept by the office in each language."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from rapport.actions.people import check_writes
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import OwnWords, OwnWordsKind
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe
from rapport.records.validation import check_choice


def write_own_words(
    asking: Asking, *, language: str, texts: Mapping[str, str]
) -> Change[list[OwnWords]]:
    """Write what we say of ourselves in one language: a text for each kind that is given.

    A text that is left empty takes its card away. Whoever writes in a circle of the office may.
    """
    check_writes(asking.me)
    code = language.strip().lower()
    if not code:
        raise CannotBe(
            gettext_noop("These words need a language."),
            next_step=gettext_noop("Choose one, or type its code, such as ar."),
        )
    for kind in texts:
        check_choice(kind, OwnWordsKind.values)
    there = {card.kind: card for card in _of_the_office(asking).filter(language=code)}
    with change_set("write_own_words", asking) as changes:
        for kind, text in texts.items():
            _write(changes, asking, there, OwnWords(kind=kind, language=code, text=text.strip()))
        return changes.made([card for card in there.values() if not changes.takes_away(card)])


def _write(changes: ChangeSet, asking: Asking, there: dict[str, OwnWords], said: OwnWords) -> None:
    card = there.get(said.kind)
    if card is None and said.text:
        said.office_id = asking.me.office_id
        there[said.kind] = changes.create(said)
    elif card is not None and said.text:
        changes.change(card, text=said.text)
    elif card is not None:
        changes.delete(card)


def _of_the_office(asking: Asking) -> "QuerySet[OwnWords]":
    return OwnWords.objects.filter(office=asking.me.office_id)
