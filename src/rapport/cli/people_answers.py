"""One counterpart at a prompt: the page, and the brief before a meeting."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from itertools import islice
from typing import Any
from uuid import UUID

from rapport.actions.interactions import AskedFor
from rapport.actions.reading import open_counterpart
from rapport.briefings.findings import Noticed
from rapport.briefings.part_page import part_page
from rapport.briefings.people import Person, named_nearly
from rapport.briefings.person import PersonBriefing, person
from rapport.briefings.person_record import Part, PersonRecord
from rapport.briefings.with_group import dealt_with
from rapport.cli.answers import as_json as write_json
from rapport.cli.answers import days, finding_line, say, table, undo_line
from rapport.cli.door_commands import command
from rapport.names.digits import in_plain_digits
from rapport.records.asking import Asking
from rapport.records.models import (
    Channel,
    Interaction,
    Outcome,
    Phase,
    Purpose,
    ScopedModel,
    Stage,
    Tone,
)
from rapport.records.refusals import CannotBe, NotThere, SayWhy
from rapport.rules.catalogue import RULES
from rapport.rules.warmups import WARM_UPS_NEEDED
from rapport.site.called import as_called

_SAY_WHY = "Say why with: rapport reason"


def briefing_on(
    store: Asking, alias: str, read: Callable[[Asking, UUID], PersonBriefing] = person
) -> PersonBriefing:
    """Return the briefing on the one person meant by ``alias``."""
    matches = dealt_with(store.me, alias)
    if not matches:
        near = named_nearly(store.me, alias)
        raise NotThere(
            "Nobody here is called that.",
            next_step="Perhaps you mean: %(names)s." if near else "See all with: rapport people",
            names=", ".join(near),
        )
    if len(matches) > 1:
        raise CannotBe(
            "Several people are meant by this: %(names)s.",
            next_step="Write the alias in full.",
            names=", ".join(row.alias for row in matches[:8]),
        )
    answer = read(store, matches[0].relationship)
    count_opened(store, answer.header.relationship)
    return answer


def count_opened(store: Asking, relationship: UUID) -> None:
    """Count that somebody reads about one person, or refuse until they say why so many."""
    try:
        open_counterpart(store, relationship=relationship)
    except SayWhy as refusal:
        raise SayWhy(refusal.says, next_step=_SAY_WHY, **refusal.params) from None


def say_logged(answer: PersonBriefing, change_set: UUID, logged: Interaction) -> None:
    """Say with whom something was logged, that a request was early, and how to undo it."""
    h = answer.header
    say(f"Logged with {h.alias}.")
    early = bool(h.counterpart) and h.warm_ups < WARM_UPS_NEEDED
    if logged.asked and not logged.life_saving and early:
        say(
            f"Early request: {h.alias} has {h.warm_ups} of 2 meetings without a request,"
            " and this one does not count."
        )
    say(undo_line(change_set))


def asked_for(text: str) -> AskedFor:
    """Return the request that was made, written KEY, or KEY:granted with its outcome."""
    key, _, outcome = text.partition(":")
    return AskedFor(a_key(key), outcome or Outcome.MADE)


def a_key(text: str) -> UUID:
    """Return the key written, or refuse it."""
    try:
        return UUID(text)
    except ValueError:
        raise CannotBe(
            "%(word)s is not a key.",
            next_step="Take it from: rapport person ALIAS --json",
            word=text[:40],
        ) from None


def a_time(text: str) -> time:
    """Return the time written, or refuse it."""
    try:
        return time.fromisoformat(in_plain_digits(text))
    except ValueError:
        raise CannotBe(
            "%(word)s is not a time.", next_step="Write it as 09:30.", word=text[:40]
        ) from None


def check_log(purpose: str, channel: str, *tones: str) -> None:
    """Refuse words about a contact that are none of its choices."""
    check_choice(purpose, Purpose)
    check_choice(channel, Channel)
    for tone in tones:
        check_choice(tone, Tone)


def check_choice(value: str, kind: Any) -> None:
    """Refuse a word that is not one of a kind's."""
    if value and value not in kind.values:
        raise CannotBe(
            "%(word)s is not one of: %(words)s.",
            next_step="Write one of them.",
            word=value,
            words=", ".join(kind.values),
        )


def show(answer: PersonBriefing, today: date) -> None:
    """Write a counterpart's page."""
    h = answer.header
    last = days(h.last_two_way, answer.last_two_way_until)
    warm_ups = f"  Meetings without a request: {h.warm_ups} of {WARM_UPS_NEEDED}"
    say(
        f"{h.alias}" + (f", {h.actor}" if h.actor else ""),
        f"  Phase: {Phase(h.phase).label}",
        f"  Stage: {Stage(h.stage).label}",
        *([warm_ups] if h.counterpart else ()),
        f"  Last contact: {last or 'none yet'}",
        f"  Next due: {h.next_due or 'not set'}",
        f"  Lead: {h.lead or 'nobody'}",
        f"  Backup: {h.backup or 'nobody'}",
        f"  Who can see this: {', '.join(h.seen_by)}",
    )
    if answer.findings:
        say("", "Worth knowing")
    for finding in answer.findings:
        say("  " + finding_line(finding, today, named=False), *options(finding))
    contacts = [entry.interaction for entry in answer.timeline if entry.interaction is not None]
    if contacts:
        say("", "Last contacts")
    for one in contacts:
        line = one.line.replace("\n", " ")
        say(f"  {days(one.on, one.until)}  {Purpose(one.purpose).label}: {line}")


def list_people(rows: Iterable[Person]) -> None:
    """List people, one to a line."""
    table(
        (
            (
                row.alias,
                row.actor,
                str(Stage(row.stage).label),
                f"{row.warm_ups} of {WARM_UPS_NEEDED}",
                str(row.last_two_way or "none yet"),
                str(row.next_due or "not set"),
                row.lead or "nobody",
            )
            for row in rows
        ),
        heads=("Name", "Group", "Stage", "No request", "Last contact", "Next due", "Lead"),
    )


def show_part(
    store: Asking, answer: PersonBriefing, part: str, page: int, *, as_json: bool
) -> None:
    """Write a page of all of one part of a counterpart's page."""
    found = part_page(store, answer.header.relationship, part, page=page)
    if as_json:
        write_json({"name": part, "records": found.records, "following": found.following or None})
        return
    say(found.title)
    for record in found.records:
        texts = record.texts() if isinstance(record, ScopedModel) else [record.text]
        say("  - " + " · ".join(texts))
    if found.following:
        say(f"For more add: --page {found.following}")


def what_to_do(finding: Noticed) -> list[str]:
    """Return the first thing that could be done about a finding, with its command."""
    return list(islice(options(finding), 1))


def options(finding: Noticed) -> Iterator[str]:
    """Yield what could be done about a finding, with the command that does it."""
    sentences = dict(RULES[finding.code].options)
    for option in finding.options:
        door = finding.doors.get(option)
        does = as_called(command(door, finding.alias)) if door else ""
        yield f"      {sentences[option]}" + (f"\n        {does}" if does else "")


def record_lines(record: PersonRecord) -> list[str]:
    """Return a person's own record as lines to print for them."""
    lines = [f"What we keep of {record.alias}", "", "What was observed"]
    lines += _part_lines(record.observed)
    if record.sealed_names:
        lines.append(f"Real names held encrypted: {record.sealed_names}")
    if record.read:
        lines += ["", "How we read it: our interpretation, not fact", *_part_lines(record.read)]
    return [*lines, "", "This is what you may see. Ask the keepers of other circles for theirs."]


def _part_lines(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield f"  {part.heading}"
        for line in part.lines:
            said = [" ".join(filter(None, column)) for column in line.columns]
            yield "  - " + " · ".join([*([days(line.on, line.until)] if line.on else []), *said])
