"""What cannot be done, in one sentence, with the next step.

::

    Refusal
    ├── NotThere, NotYours, CannotBe ...    about records: ``records.refusals``
    ├── VaultRefusal                        why a store stays locked: ``vault.refusals``
    └── CannotTranslate                     a file that cannot be read: ``formats.refusals``

Each family draws its own tree. The network engine's errors are no refusals: they are
``ValueError`` for researchers who call it from Python, and nobody at a screen reads them.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple


class Wording(NamedTuple):
    """A refusal as people read it; as a string, both sentences after one another."""

    says: str
    next: str

    def __str__(self) -> str:
        return f"{self.says} {self.next}".strip()


class Refusal(Exception):  # noqa: N818 - it is not an error of the program
    """Something that cannot be done: catch this to answer every refusal.

    ``code`` is short and stable, for programs. ``says`` and ``next`` are message ids for
    translation; a family may state them on the class. ``params`` fills their named places.
    """

    code: str = "refused"
    says: str = ""
    next: str = ""

    def __init__(self, says: str = "", *, next_step: str = "", **params: object) -> None:
        self.says = says or self.says
        self.next = next_step or self.next
        self.params: dict[str, object] = params
        super().__init__(self.worded().says)

    def worded(self, translate: Callable[[str], str] = str) -> Wording:
        """Return both sentences with their places filled, in English unless ``translate`` is given.

        ``translate`` takes a message id and gives the message in the reader's language.
        """
        params = self.translated_params(translate)
        return Wording(*(_filled(translate(text), params) for text in (self.says, self.next)))

    def translated_params(self, translate: Callable[[str], str]) -> Mapping[str, object]:  # noqa: ARG002
        """Return what fills the places; a family with words among them translates those."""
        return self.params


def _filled(text: str, params: Mapping[str, object]) -> str:
    # A sentence without places may hold a bare percent sign. A missing param raises KeyError here,
    # so that a child process cannot have a sentence of ours shown with its places empty.
    return text % params if "%(" in text else text
