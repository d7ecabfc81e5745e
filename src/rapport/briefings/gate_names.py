"""Which gate somebody means by its name, or by a part of it."""

from difflib import get_close_matches

from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Gate


def by_name(asking: Asking, name: str) -> tuple[Gate, ...]:
    """Return the gates meant by a name: those called so, else those whose name has it in it."""
    meant = fold(name)
    every = [(fold(one.name), one) for one in _every(asking)]
    exact = tuple(one for called, one in every if called == meant)
    return exact or tuple(one for called, one in every if meant and meant in called)


def named_nearly(asking: Asking, name: str, *, limit: int = 3) -> tuple[str, ...]:
    """Return the names of gates that are spelled nearly like this, the nearest first."""
    known = {fold(one.name): one.name for one in _every(asking)}
    near = get_close_matches(fold(name[:120]), known, n=limit, cutoff=0.6)
    return tuple(known[one] for one in near)


def _every(asking: Asking) -> list[Gate]:
    return list(Gate.objects.visible_to(asking.me).order_by("name", "pk"))
