"""A group as programs are told of it: what it is, what was said of it, and whom one sees there.

A group it is part of is told only to whoever sees that one too.
"""

from typing import Any

from rapport.briefings.actor_page import ActorPage
from rapport.briefings.actor_tree import Branch


def told_actor(page: ActorPage) -> dict[str, Any]:
    """Return all that the page of a group shows its reader."""
    actor = page.actor
    above = _above(page.tree)
    return {
        "key": actor.pk,
        "names": actor.names,
        "kind": actor.kind,
        "parent": above.key if above else None,
        "part_of": above.name if above else "",
        "areas": actor.areas,
        "legal_note": actor.legal_note,
        "acceptance": actor.acceptance,
        "influence": page.influence,
        "acceptances": page.acceptances,
        "places": page.places,
        "places_before": page.places_before,
        "posts": page.posts,
        "posts_on": page.posts_on,
        "people": page.people,
        "decides": page.decides,
        "requests": page.requests,
        "last": page.last,
        "may_change": page.may_change,
    }


def _above(tree: Branch) -> Branch | None:
    """Return the group right above the one the page is about, as far as its reader sees it."""
    above = None
    while not tree.is_here:
        above, tree = tree, tree.parts[0]
    return above
