"""Ties at a prompt: one sentence each, with its key, its age and its source."""

from collections.abc import Sequence
from datetime import date

from rapport.actions import ties as verbs
from rapport.actions.ties import End
from rapport.briefings.tie_ends import called
from rapport.briefings.tie_words import sentence
from rapport.briefings.ties import TieLine, ties_of
from rapport.cli.answers import as_json as write_json
from rapport.cli.answers import days, say
from rapport.cli.people_answers import a_key
from rapport.cli.record_answers import parted, say_done
from rapport.records.asking import Asking
from rapport.records.entry import from_words
from rapport.records.models import Tie, TieStrength
from rapport.records.refusals import CannotBe, NotThere


def listed(store: Asking, name: str, *, as_json: bool) -> None:
    """List the ties of one person or group."""
    found = ties_of(store, _meant(store, name).key)
    if as_json:
        write_json(found)
    elif not found:
        say("No ties yet.", "Add one with: rapport tie")
    for tie in () if as_json else found:
        say(_line(tie), f"  {tie.key}")


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


def _line(tie: TieLine) -> str:
    if tie.until:
        return f"{tie.says} (until {tie.until.isoformat()})"
    strength = f", {TieStrength(tie.strength).label}" if tie.strength else ""
    stale = " - still true?" if tie.is_stale else ""
    return f"{tie.says} (checked {days(tie.verified_on)}{strength}){stale}"
