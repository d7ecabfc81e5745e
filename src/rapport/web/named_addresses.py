"""Addresses by their name, as ``django.urls.reverse`` gives them, for pages with hundreds of links.

Django looks for the pattern that fits and compares the address it has filled in with an
expression, for every link anew. Where one pattern alone takes so many values, the address is that
pattern filled in, so it is asked of Django once and kept with its resolver; only values that stand
in an address as they are written are filled in. Everything else is Django's. Decision 0119.
"""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.urls import converters, get_script_prefix, get_urlconf, reverse
from django.urls.resolvers import URLResolver, get_resolver

_KEPT_AT_MOST = 2000
"""So many names with numbers of values are kept; there are some hundreds."""

_AS_WRITTEN = re.compile(r"[-a-zA-Z0-9_]+").fullmatch
_FITS = {
    converters.UUIDConverter: re.compile(converters.UUIDConverter.regex).fullmatch,
    converters.IntConverter: re.compile(converters.IntConverter.regex).fullmatch,
    converters.SlugConverter: _AS_WRITTEN,
    converters.StringConverter: _AS_WRITTEN,
}
"""Which values are filled in: a part of what each converter takes, and nothing that is quoted."""

_SAMPLES: dict[type, tuple[str, str]] = {
    converters.UUIDConverter: (
        "eeeeeeee-0000-0000-0000-{:012x}",
        "ffffffff-0000-0000-0000-{:012x}",
    ),
    converters.IntConverter: ("771904{:06}", "882605{:06}"),
    converters.SlugConverter: ("sample-{:06}", "another-{:06}"),
    converters.StringConverter: ("sample-{:06}", "another-{:06}"),
}


class _Pattern(NamedTuple):
    """An address with places to fill in, and what fits into each."""

    written: str
    fits: tuple[Any, ...]


class Place(NamedTuple):
    """Where the pages are: whose addresses these are, and below what they lie."""

    resolver: URLResolver
    prefix: str

    @classmethod
    def here(cls) -> "Place":
        """Return where the pages of this request are; nothing moves them while it is answered."""
        return cls(get_resolver(get_urlconf()), get_script_prefix())


def named(name: str, *values: Any) -> str:
    """Return the address of this name with these values: what ``reverse(name, args=values)`` is."""
    return named_at(Place.here(), name, values)


def named_at(place: Place, name: str, values: Sequence[Any]) -> str:
    """Return the same where it is known already where the pages are."""
    resolver = place.resolver
    kept: dict[Any, _Pattern | None] | None = resolver.__dict__.get("rapport_patterns")
    if kept is None or len(kept) > _KEPT_AT_MOST:
        kept = resolver.__dict__["rapport_patterns"] = {}
    key = (name, len(values), place.prefix)
    if key not in kept:
        kept[key] = _pattern(resolver, name, len(values))
    pattern = kept[key]
    if pattern is None:
        return reverse(name, args=values)
    if not values:
        return pattern.written
    texts = tuple(map(str, values))
    for text, fits in zip(texts, pattern.fits, strict=True):
        if not fits(text):
            return reverse(name, args=values)
    return pattern.written % texts


def _pattern(resolver: URLResolver, name: str, count: int) -> _Pattern | None:
    """Return the one pattern that takes so many values; None where that is for Django to say."""
    if ":" in name:
        return None
    if not count:
        return _Pattern(reverse(name), ())
    found = [
        (params, kinds)
        for possibility, _, _, kinds in resolver.reverse_dict.getlist(name)
        for _, params in possibility
        if len(params) == count
    ]
    if len(found) != 1:
        return None
    params, kinds = found[0]
    types = [type(kinds.get(param)) for param in params]
    if any(each not in _FITS for each in types):
        return None
    written = _cut(name, types)
    return _Pattern(written, tuple(_FITS[each] for each in types)) if written else None


def _cut(name: str, types: list[type]) -> str | None:
    """Return an address with places for the values: where two samples of Django's differ."""
    made = []
    for which in (0, 1):
        samples = [_SAMPLES[each][which].format(n) for n, each in enumerate(types)]
        address = reverse(name, args=samples).replace("%", "%%")
        for sample in samples:
            before, here, after = address.partition(sample)
            if not here or sample in after:
                return None
            address = f"{before}%s{after}"
        made.append(address)
    return made[0] if made[0] == made[1] else None
