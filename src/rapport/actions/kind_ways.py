"""A verb as the doors that name a kind in words reach it: what it does, and what it takes."""

import inspect
import uuid
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, get_args

from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.entry import misfit
from rapport.records.models import LoggedModel

Verb = Callable[..., Change[Any]]


class Way(NamedTuple):
    """A verb, the name it takes its key by, and by their names the columns its values are of."""

    verb: Verb
    named: str
    columns: Mapping[str, Any]

    def do(self, asking: Asking, key: uuid.UUID, values: Mapping[str, Any]) -> Change[Any]:
        """Do it; a value it needs and was not told is refused like one that does not fit.

        So is one that it does not take, and one told to be none where it needs one.
        """
        taken = inspect.signature(self.verb).parameters
        for name, needs in taken.items():
            asks = needs.kind is needs.KEYWORD_ONLY and needs.default is needs.empty
            if asks and name != self.named and _is_missing(values, name, needs.annotation):
                raise misfit(name)
        if not any(needs.kind is needs.VAR_KEYWORD for needs in taken.values()):
            for name in values.keys() - taken.keys():
                raise misfit(name)
        return self.verb(asking, **{self.named: key}, **values)


def _is_missing(values: Mapping[str, Any], name: str, takes: Any) -> bool:
    """Say whether a value was not told, or told to be none where the verb takes no none."""
    if name not in values:
        return True
    may_be_none = takes is Any or type(None) in get_args(takes)
    return values[name] is None and not may_be_none


def columns_of(model: type[LoggedModel], *names: str, **others: str) -> dict[str, Any]:
    """Return columns of a model, each under its own name or another."""
    asked = {**dict(zip(names, names, strict=True)), **others}
    return {name: model._meta.get_field(column) for name, column in asked.items()}  # noqa: SLF001 - Meta API
