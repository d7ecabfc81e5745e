"""What a guess at columns answers: their meanings, and what a person should be asked."""

import dataclasses
from collections.abc import Mapping
from typing import Literal

from rapport.imports.tables.header_words import Meaning

QuestionCode = Literal["cells_disagree", "two_days", "tie", "one_name", "several_people"]


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """One thing about columns that nobody should guess.

    ``columns`` are the places it is about, the likeliest first; ``cells`` is how many cells (of
    those looked at) raise it, and ``example`` is one of them. By ``code``:

    - cells_disagree: the header says ``meaning``, cells do not; where hardly any does, it has none
    - two_days: several columns hold days, and only the first can be the day of the contact
    - tie: several columns fit the meaning alike, and the first has it
    - one_name: several columns hold names, and nobody can tell whether they are one person's
    - several_people: cells of a name column seem to hold several people, between ``separators``
    """

    code: QuestionCode
    columns: tuple[int, ...]
    meaning: Meaning
    cells: int = 0
    example: str = ""
    separators: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class ColumnGuess:
    """What columns seem to mean, by their places; a person confirms it.

    ``joined`` are the places of columns that make one name, in the order of the language.
    ``filled`` counts, for each column, the cells with something in them, of those looked at.
    ``blank_is_above``: empty cells of the date or the name seem to repeat the cell above.
    ``known_as`` names the program whose export this is, if its headers say so.
    """

    meanings: Mapping[int, Meaning]
    filled: tuple[int, ...]
    joined: tuple[int, ...] = ()
    questions: tuple[Question, ...] = ()
    blank_is_above: bool = False
    known_as: str = ""

    def column(self, meaning: Meaning) -> int | None:
        """Return the place of the first column with this meaning."""
        return next((place for place, held in self.meanings.items() if held == meaning), None)
