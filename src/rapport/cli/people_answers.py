"""One counterpart at a prompt: the page, and the brief before a meeting."""

from datetime import date
from typing import Any

from rapport.briefings.people import by_alias
from rapport.briefings.person import PersonBriefing, person
from rapport.cli.answers import finding_line, say
from rapport.cli.opening import Opened
from rapport.records.models.keeping import NOT_THERE
from rapport.records.refusals import CannotBe, NotThere


def one(store: Opened, alias: str) -> PersonBriefing:
    """Return the briefing on the one person meant by ``alias``."""
    found = by_alias(store.me, alias)
    if not found:
        raise NotThere(NOT_THERE, next_step="See who is there with: rapport people")
    if len(found) > 1:
        raise CannotBe(
            "Several people are meant by this: %(names)s.",
            next_step="Write the alias in full.",
            names=", ".join(row.alias for row in found[:8]),
        )
    return person(store.me, found[0].relationship, day=store.today)


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
    say(
        f"{h.alias}" + (f", {h.actor}" if h.actor else ""),
        f"  phase {h.phase}, stage {h.stage}, warm-ups {h.warm_ups}/2",
        f"  last two-way {h.last_two_way or 'never'}, next due {h.next_due or '-'}",
        f"  held by {h.lead or 'nobody'}, backup {h.backup or 'none yet'}",
        f"  seen by {', '.join(h.seen_by)}",
        "",
    )
    say(*("  " + finding_line(finding, today) for finding in answer.findings))
    say("")
    for entry in answer.timeline:
        if entry.interaction is not None:
            line = entry.interaction.line.replace("\n", " ")
            say(f"  {entry.on} {entry.interaction.purpose}: {line}")


def brief(answer: PersonBriefing, today: date) -> dict[str, Any]:
    """Return what to know before a meeting: no more than fits one page."""
    logs = [entry.interaction for entry in answer.timeline if entry.interaction is not None]
    return {
        "alias": answer.header.alias,
        "how_to_address": answer.header.how_to_address,
        "belongs_to": answer.header.actor,
        "warm_ups": f"{answer.header.warm_ups}/2",
        "last_three": [
            {"on": log.on, "line": log.line, "tone": log.tone_theirs} for log in logs[:3]
        ],
        "open_concerns": [
            note.text for note in (*answer.facts, *answer.interpretations) if note.kind == "concern"
        ],
        "facts": [note.text for note in answer.facts if note.kind != "concern"],
        "unverified": [note.text for note in answer.interpretations if note.kind != "concern"],
        "our_promises": [(one.text, one.due) for one in answer.ours if one.state == "open"],
        "their_promises": [(one.text, one.due) for one in answer.theirs if one.state == "open"],
        "asks": [ask.what for ask in answer.asks if ask.outcome == "planned"],
        "what_they_risk": [
            cost[0] for ask in answer.asks if ask.outcome == "planned" for cost in ask.costs
        ],
        "noticed": [finding_line(finding, today) for finding in answer.findings],
    }


_HEADINGS = (
    ("how_to_address", "Address"),
    ("belongs_to", "Belongs to"),
    ("warm_ups", "Warm-ups"),
    ("last_three", "Last three"),
    ("open_concerns", "What worries them"),
    ("facts", "Facts"),
    ("unverified", "Not verified"),
    ("our_promises", "Our promises"),
    ("their_promises", "Their promises"),
    ("asks", "Planned asks"),
    ("what_they_risk", "What a yes may cost them"),
    ("noticed", "Worth knowing"),
)


def brief_lines(answer: PersonBriefing, today: date) -> list[str]:
    """Return the brief as lines."""
    said = brief(answer, today)
    lines = [f"Before you meet {said['alias']}", ""]
    for key, heading in _HEADINGS:
        value = said[key]
        if not value:
            continue
        if isinstance(value, str):
            lines.append(f"{heading}: {value}")
            continue
        lines.append(f"{heading}:")
        lines.extend(f"  - {_line(one)}" for one in value)
    return lines


def _line(one: Any) -> str:
    if isinstance(one, dict):
        return f"{one['on']} {one['line']}".strip()
    if isinstance(one, tuple):
        return f"{one[0]} (due {one[1]})" if one[1] else str(one[0])
    return str(one)
