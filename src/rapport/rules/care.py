"""Care with data (D01 to D04): what a note could do to the person it is about."""

from collections.abc import Hashable, Iterable
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts import RelationshipFacts
from rapport.rules.rule import Finding, Numbers, Rule, Section, Setting, Urgency

LEAST_NOTICE = 7
"""Days. After its end a note is purged: an office may ask to be told earlier, never later."""


def name_in_clear(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """D02: a sealed name was typed into free text."""
    rows = [note for note in facts.notes if note.sealed_names and note.written_by(today)]
    if not rows:
        return None
    return Finding(
        "D02",
        Urgency.NOW,
        gettext_noop("Notes that contain a real name: %(n)s."),
        {"n": len(rows)},
        tuple((note.kind, note.key) for note in rows),
        ("use_alias",),
    )


def more_than_needed(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """D03: family, faith or health is kept without a stated need, marked as such or only told."""
    marked: list[tuple[str, Hashable]] = [
        ("insight", insight.key)
        for insight in facts.insights
        if insight.special and not insight.need_stated and insight.on <= today
    ]
    told = [note for note in facts.notes if note.private_words and note.written_by(today)]
    rows = dict.fromkeys((*marked, *((note.kind, note.key) for note in told)))
    if not rows:
        return None
    words = sorted({word for note in told for word in note.private_words})
    if words:
        return Finding(
            "D03",
            Urgency.THIS_WEEK,
            gettext_noop(
                "Notes on family, faith or health without a stated need: %(n)s (%(words)s)."
            ),
            {"n": len(rows), "words": ", ".join(words[:5])},
            tuple(rows),
            ("erase_it", "say_need", "leave_out"),
        )
    return Finding(
        "D03",
        Urgency.THIS_WEEK,
        gettext_noop("Notes on family, faith or health without a stated need: %(n)s."),
        {"n": len(rows)},
        tuple(rows),
        ("erase_it", "say_need"),
    )


def safe_if_read(facts: RelationshipFacts, today: date, _numbers: Numbers) -> Finding | None:
    """D04: wording that would hurt if it were read at a checkpoint."""
    rows = [note for note in facts.notes if note.hard_words and note.written_by(today)]
    if not rows:
        return None
    words = sorted({word for note in rows for word in note.hard_words})
    return Finding(
        "D04",
        Urgency.SOON,
        gettext_noop("Notes with words that could hurt if read by others: %(n)s (%(words)s)."),
        {"n": len(rows), "words": ", ".join(words[:5])},
        tuple((note.kind, note.key) for note in rows),
        ("reword_it",),
    )


def note_expiring(facts: RelationshipFacts, today: date, numbers: Numbers) -> Finding | None:
    """D01: a note is near its end: keep it with a reason, shorten it, or let it go."""
    rows = [
        insight
        for insight in facts.insights
        if insight.expires is not None and _speaks_from(insight.expires, numbers) <= today
    ]
    if not rows:
        return None
    return Finding(
        "D01",
        Urgency.SOON,
        gettext_noop("Notes due for deletion: %(n)s."),
        {
            "n": len(rows),
            "end": min(interaction.expires for interaction in rows if interaction.expires),
        },
        tuple(("insight", interaction.key) for interaction in rows),
        ("erase_it", "keep_longer"),
    )


def _speaks_from(end: date, numbers: Numbers) -> date:
    return later(end, -max(numbers["days"], LEAST_NOTICE))


def _note_moments(facts: RelationshipFacts, _numbers: Numbers) -> Iterable[date]:
    yield from (note.on for note in facts.notes if note.on is not None)
    yield from (insight.on for insight in facts.insights)


def _expiry_moments(facts: RelationshipFacts, numbers: Numbers) -> Iterable[date]:
    for insight in facts.insights:
        if insight.expires is not None:
            yield _speaks_from(insight.expires, numbers)
            yield later(insight.expires, 1)


_ERASE = ("erase_it", gettext_noop("Erase it for good."))

RULES = (
    Rule(
        "D01",
        gettext_noop("Note expiring"),
        gettext_noop("A note is near its last day."),
        gettext_noop(
            "What is no longer needed can no longer harm, once it is gone. After its last day a"
            " note is purged, unless it is kept longer for a reason."
        ),
        note_expiring,
        _expiry_moments,
        (_ERASE, ("keep_longer", gettext_noop("Keep it, with a reason and a new day."))),
        {"days": Setting(14, 1, 90, gettext_noop("Number of days ahead, at least seven."))},
        section=Section.WORTH_A_LOOK,
        needs=("insights",),
    ),
    Rule(
        "D02",
        gettext_noop("Real name in a note"),
        gettext_noop("A real name was typed into free text."),
        gettext_noop(
            "Real names are encrypted so that a lost list names nobody. One note can undo that."
        ),
        name_in_clear,
        _note_moments,
        (("use_alias", gettext_noop("Change the note and write the alias instead.")),),
        section=Section.WORTH_A_LOOK,
        needs=("notes",),
    ),
    Rule(
        "D03",
        gettext_noop("More than needed"),
        gettext_noop("Family, faith or health is noted without a stated need."),
        gettext_noop(
            "The most private knowledge harms most. It is kept only for a reason one can say aloud."
        ),
        more_than_needed,
        _note_moments,
        (
            _ERASE,
            ("say_need", gettext_noop("Say what it is needed for, and until when.")),
            (
                "leave_out",
                gettext_noop("Leave it out, or record it separately with the reason it is needed."),
            ),
        ),
        words=gettext_noop("Our own private words to watch for, one per line"),
        section=Section.WORTH_A_LOOK,
        needs=("insights", "notes"),
    ),
    Rule(
        "D04",
        gettext_noop("Safe if they read it?"),
        gettext_noop("A note has words that would hurt if they were read at a checkpoint."),
        gettext_noop(
            "Notes are read by people they were not written for. Words that blame, suspect or sound"
            " military can cost the reader's trust, or somebody's life."
        ),
        safe_if_read,
        _note_moments,
        (("reword_it", gettext_noop("Write it so that they could read it themselves.")),),
        words=gettext_noop("Our own words to watch for, one per line"),
        section=Section.WORTH_A_LOOK,
        needs=("notes",),
    ),
)
