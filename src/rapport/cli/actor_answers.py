"""Groups at a prompt: one line each, and one group with all there is on it."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from rapport.briefings.actor_list import Line, Wanted, every_line
from rapport.briefings.actor_page import Said
from rapport.briefings.actor_posts import Holding, Post
from rapport.cli.answers import days, say, table
from rapport.names import fold
from rapport.records.asking import Asking
from rapport.records.models import Acceptance, ActorKind, ActorPlace, Control
from rapport.records.refusals import CannotBe, NotThere
from rapport.site.called import as_called


def actor_named(store: Asking, name: str) -> uuid.UUID:
    """Return the one group meant by a name, in any script, or refuse it."""
    found = every_line(store, Wanted(text=name)) if name.strip() else []
    exact = [one for one in found if fold(name) in map(fold, (one.name, *one.also))]
    meant = exact or found
    if not meant:
        raise NotThere(
            "No group is called that.", next_step=as_called("See all with: rapport actors")
        )
    if len(meant) > 1:
        raise CannotBe(
            "Several groups are meant by this: %(names)s.",
            next_step="Write the name in full.",
            names=", ".join(one.name for one in meant[:8]),
        )
    return meant[0].key


def say_list(lines: Sequence[Line]) -> None:
    """Say every group in one line, under its heads."""
    if not lines:
        say("No groups. Add one on the page Groups, even if we know nobody there yet.")
        return
    rows = [
        (
            one.name,
            str(ActorKind(one.kind).label) if one.kind else "",
            "" if one.influence is None else f"{one.influence} of 4",
            str(Acceptance(one.acceptance).label) if one.acceptance else "",
            days(one.last) if one.last else "",
        )
        for one in lines
    ]
    table(rows, heads=("group", "type", "influence", "attitude to us", "last contact"))
    say("", as_called("More on one: rapport actor NAME"))


def show(told: dict[str, Any]) -> None:
    """Say all that one may see of a group."""
    kind = f" ({ActorKind(told['kind']).label})" if told["kind"] else ""
    say(f"{told['names'][0]}{kind}")
    _part("Also called", told["names"][1:])
    _part("Part of", [told["part_of"]] if told["part_of"] else [])
    _part("Where", map(_place, told["places"]))
    _part("Where before", map(_place, told["places_before"]))
    _part("Influence", (_said(one, f"{one.value} of 4") for one in told["influence"]))
    _part(
        "Attitude to us",
        (_said(one, str(Acceptance(one.value).label)) for one in told["acceptances"]),
    )
    _part("Posts", (line for post in told["posts"] for line in _post(post)))
    _part("People, as far as you can see", (one.alias for one in told["people"]))
    _part("Gates that need their consent", (one.name for one in told["decides"]))
    _part("Open requests", (f"{one.what} ({one.alias})" for one in told["requests"]))
    _part("Legal note", [told["legal_note"]] if told["legal_note"] else [])
    last = days(told["last"]) if told["last"] else "none we know of"
    say(f"Last contact: {last}")


def _part(heading: str, rows: Iterable[str]) -> None:
    lines = list(rows)
    if lines:
        say(heading, *(f"  {row}" for row in lines))


def _place(one: ActorPlace) -> str:
    since = f" since {one.since.isoformat()}" if one.since else ""
    until = f" until {one.until.isoformat()}" if one.until else ""
    note = f" ({one.note})" if one.note else ""
    return f"{one.place}: {Control(one.control).label}{since}{until}{note}"


def _said(one: Said, value: str) -> str:
    since = one.on.isoformat() if one.on else "start date not recorded"
    said = f"{since}  {value}"
    return f"{said}: {one.basis}" if one.basis else said


def _post(post: Post) -> Iterable[str]:
    now = ", ".join(map(_holder, post.now)) or "nobody we know of"
    yield f"{post.title}: {now}"
    for one in post.before:
        until = f" until {_by(one)}" if one.until else ""
        why = f" ({one.why_ended})" if one.why_ended else ""
        yield f"  before: {_holder(one)}{until}{why}"


def _holder(one: Holding) -> str:
    """Return whoever holds a post, and whether we deal with them or they only stand in."""
    said = ", ".join(
        word for word, true in (("acting", one.acting), ("known by name only", one.is_name)) if true
    )
    return f"{one.alias} ({said})" if said else one.alias


def _by(one: Holding) -> str:
    """Return the last day somebody held a post, as exactly as it is known."""
    written = one.until.isoformat() if one.until else ""
    kept = {"year": written[:4], "month": written[:7], "by": f"{written} at the latest"}
    return kept.get(one.until_known, written)
