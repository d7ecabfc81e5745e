"""What is noticed of whoever asks themselves: nobody else is told, or learns that there is none."""

import uuid

from rapport.briefings.closeness import called, close_ties
from rapport.briefings.findings import Behind
from rapport.briefings.noticed_across import Across
from rapport.briefings.renewed import Lately, Renewed
from rapport.briefings.views import View, view_of
from rapport.records.asking import Asking
from rapport.rules.catalogue import judge_for_a_reader, validated_settings
from rapport.rules.rule import About


def about_myself(asking: Asking, view: View | None = None) -> tuple[Across, ...]:
    """Return what is noticed of whoever asks: nobody else is told, or learns that there is none."""
    return () if asking.me.is_narrowed else MYSELF.now(view or view_of(asking))


def about_myself_lately(asking: Asking, view: View) -> Lately[tuple[Across, ...]]:
    """Return the same, or in a large office what it was a moment ago."""
    if asking.me.is_narrowed:
        return Lately((), frozenset(), is_now=True)
    return MYSELF.lately(view)


def _about_myself(view: View) -> tuple[Across, ...]:
    me = view.reader
    facts = close_ties(me, view.day)
    settings = validated_settings(me.office.rule_settings)
    found = judge_for_a_reader(About.COLLEAGUE, facts, view.day, settings)
    keys = [key for finding in found for _, key in finding.because if isinstance(key, uuid.UUID)]
    names = called(me, keys) if keys else {}
    last = {tie.key: tie.alone[-1] for tie in facts.ties}
    return tuple(
        Across(
            about_kind=About.COLLEAGUE,
            about_key=me.pk,
            name=me.name,
            finding=finding,
            behind=tuple(
                Behind("relationship", last[key], names[key], key) for key in keys if key in names
            ),
            holders=frozenset(),
        )
        for finding in found
    )


MYSELF: Renewed[tuple[Across, ...]] = Renewed(_about_myself, apart=True)
