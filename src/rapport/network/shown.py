"""How answers show themselves: in one short line, and as a table for whoever works with frames."""

from dataclasses import fields
from importlib import import_module
from typing import Any, Final, cast

import numpy as np

from rapport.network.errors import NotInstalled

FEW: Final = 3  # parts of a tuple that are shown


def optional(library: str) -> Any:
    """Return a library that Rapport itself does not need. Raises NotInstalled (library)."""
    try:
        return import_module(library)
    except ImportError as missing:
        says = f"This answer needs {library}, which is not installed: pip install {library}"
        raise NotInstalled(says, why=library) from missing


class Shown:
    """Shows arrays by their kind and shape, long tuples by their length."""

    __slots__ = ()

    def __repr__(self) -> str:
        said = [
            f"{each.name}={_short(getattr(self, each.name))}"
            for each in fields(cast("Any", self))
            if each.repr and getattr(self, each.name) is not None
        ]
        return f"{type(self).__name__}({', '.join(said)})"


class Tabled(Shown):
    """An answer that is a table, too."""

    __slots__ = ()

    def columns(self, of: Any = None) -> dict[str, Any]:
        """Return columns of equal length by name, needing no other library.

        of: the snapshot or contact log that was asked; where it has labels, they stand in the
        place of people's numbers.
        """
        raise NotImplementedError

    def to_frame(self, of: Any = None) -> Any:
        """Return the same columns as a pandas DataFrame. Raises NotInstalled (pandas)."""
        return optional("pandas").DataFrame(self.columns(of))


def named(people: Any, of: Any) -> list[Any]:
    """Return people by their labels, if what was asked has some, otherwise by number."""
    labels = getattr(of, "labels", None)
    numbers = np.asarray(people, dtype=np.int64).tolist()
    return [labels[number] for number in numbers] if labels else numbers


def _short(value: Any) -> str:
    if isinstance(value, np.ndarray):
        return f"{value.dtype}[{' x '.join(map(str, value.shape))}]"
    if isinstance(value, tuple) and len(value) > FEW:
        return f"({len(value)} of them)"
    return repr(value)
