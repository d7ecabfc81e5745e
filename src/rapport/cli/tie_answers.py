"""Ties at a prompt: one sentence each, with its key, its age and its source."""

from collections.abc import Sequence
from datetime import date

from rapport.actions import ties as verbs
from rapport.actions.ties import End
from rapport.briefings.likely_ties import LikelyTie, likely_ties, said_not_so
from rapport.briefings.tie_ends import called
from rapport.briefings.tie_words import sentence
from rapport.briefings.ties import TieLine, ties_of
from rapport.cli.answers import as_json as write_json
from rapport.cli.answers import days, say
from rapport.cli.people_answers import a_key, count_opened
from rapport.cli.record_answers import parted, say_done
from rapport.records.asking import Asking
from rapport.records.entry import from_words
from rapport.records.models import Relationship, Tie, TieStrength
from rapport.records.refusals import CannotBe, NotThere


def listed(store: Asking, name: str, *, as_json: bool) -> None:
    """List the ties of one person or group."""
    end = _opened(store, name)
    found = ties_of(store, end.key)
    if as_json:
        write_json(found)
    elif not found:
        say("No ties yet.", "Add one with: rapport tie")
    for tie in () if as_json else found:
        say(_line(tie), f"  {tie.key}")


def proposed(store: Asking, name: str, *, as_json: bool) -> None:
    """List the ties of one person that may be, and those that were marked as not so."""
    end = _opened(store, name)
    if end.relationship is None:
        raise CannotBe(
            "Ties are suggested between people only.", next_step="Write the alias of a person."
        )
    Relationship.objects.one_changeable_by(store.me, end.key)
    likely, not_so = likely_ties(store, end.key), said_not_so(store, end.key)
    if as_json:
        write_json({"likely": likely, "not_so": not_so})
        return
    if not likely:
        say("No ties are suggested by the posts we know of.")
    for one in likely:
        say(_proposal(one), f"  {one.relationship}")
    if not_so:
        say("Marked as not so")
    for said in not_so:
        say(f"  {said.alias} ({', '.join(filter(None, [said.by, days(said.on)]))})  {said.key}")


def note(store: Asking, one: str, kind: str, other: str, values: Sequence[str]) -> None:
    """Note a tie between two that are named."""
    told = from_words(Tie, {**parted(values), "kind": kind})
    change = verbs.note_tie(store, one=_meant(store, one), other=_meant(store, other), **told)
    say_done(change, sentence(kind, one, other))


def still(store: Asking, key: str, on: date | None) -> None:
    """Say that a tie is still true."""
    say_done(verbs.verify_tie(store, key=a_key(key), on=on), "Checked.")


def over(store: Asking, key: str, on: date | None) -> None:
    """Say that a tie has ended."""
    say_done(verbs.end_tie(store, key=a_key(key), until=on), "Ended.")


def _meant(store: Asking, name: str) -> End:
    """Return the one person or group meant by a name."""
    found = called(store.me, name)
    if not found:
        raise NotThere(
            "Nobody here is called that.",
            next_step="See all with: rapport people",
        )
    if len(found) > 1:
        raise CannotBe(
            "Several people are meant by this: %(names)s.",
            next_step="Write the alias in full.",
            names=", ".join(one.name for one in found[:8]),
        )
    return End(found[0].relationship, found[0].actor)


def _opened(store: Asking, name: str) -> End:
    """Return as :func:`_meant`, counted as read about where it is a person."""
    end = _meant(store, name)
    if end.relationship is not None:
        count_opened(store, end.relationship)
    return end


def _proposal(one: LikelyTie) -> str:
    if one.reason in ("followed", "preceded"):
        took = "took over the post of" if one.reason == "followed" else "handed them the post of"
        return f"{one.alias}: {took} {one.where} in {one.last}"
    years = str(one.first) if one.first == one.last else f"{one.first} to {one.last}"
    return f"{one.alias}: both were in {one.where}, {years}"


def _line(tie: TieLine) -> str:
    if tie.until:
        return f"{tie.says} (until {tie.until.isoformat()})"
    strength = f", {TieStrength(tie.strength).label}" if tie.strength else ""
    stale = " - still true?" if tie.is_stale else ""
    return f"{tie.says} (checked {days(tie.verified_on)}{strength}){stale}"
