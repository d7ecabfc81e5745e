"""Every kind of export there is; a new one adds a line here."""

from rapport.exchange.exports.kind import Kind

KINDS: tuple[Kind, ...] = ()


def kind_named(name: str) -> Kind | None:
    """Return the kind of this name, if there is one."""
    return {kind.name: kind for kind in KINDS}.get(name)
