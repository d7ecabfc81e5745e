"""Verbs about findings: set one aside for a while, or hear it again."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date

from django.utils.translation import gettext_noop

from rapport.actions.oneself import check_is_oneself
from rapport.records import judging
from rapport.records.asking import Asking
from rapport.records.change import Change
from rapport.records.models import Finding, OwnWaiver, Relationship, Waiver
from rapport.records.models.scoped import ASK_A_WRITER, NOT_THERE, NOT_YOURS
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.records.validation import require_text
from rapport.rules.catalogue import RULES
from rapport.rules.rule import About


def waive(
    asking: Asking, *, relationship: uuid.UUID, code: str, reason: str, until: date
) -> Change[Waiver]:
    """Silence one rule for one relationship, with a reason, until a day.

    What the finding rests on now is remembered: once it rests on something else, it speaks again.
    """
    about = Relationship.objects.one_changeable_by(asking.me, relationship)
    check_snooze(asking, code, reason, until)
    with change_set("waive", asking) as changes:
        waiver = changes.add(
            Waiver,
            about,
            code=code,
            reason=reason,
            until=until,
            by=asking.me,
            seen=_rests_on(about, code, asking.day),
        )
        return changes.made(waiver)


def waive_for_many(
    asking: Asking,
    *,
    relationships: Collection[uuid.UUID],
    code: str,
    reason: str,
    until: date,
) -> Change[tuple[Waiver, ...]]:
    """Silence one rule for many relationships, with one reason: as :func:`waive_each`."""
    return waive_each(
        asking, pairs=[(key, code) for key in relationships], reason=reason, until=until
    )


def waive_each(
    asking: Asking, *, pairs: Collection[tuple[uuid.UUID, str]], reason: str, until: date
) -> Change[tuple[Waiver, ...]]:
    """Silence, for each relationship, the rule beside it, with one reason: one waiver for each.

    Those whoever asks may not change stay as they are. Raises ``NotYours`` where these are all,
    ``NotThere`` where none of them may be read either.
    """
    me = asking.me
    codes: dict[str, list[uuid.UUID]] = {}
    for key, code in dict.fromkeys(pairs):
        check_snooze(asking, code, reason, until)
        codes.setdefault(code, []).append(key)
    about = Relationship.objects.filter(pk__in=[key for key, _ in pairs])
    rows = about.changeable_by(me).in_bulk()
    if not rows:
        if about.visible_to(me).exists():
            raise NotYours(NOT_YOURS, next_step=ASK_A_WRITER)
        raise NotThere(NOT_THERE)
    with change_set("waive_for_many", asking) as changes:
        waivers = []
        for code, keys in codes.items():
            mine = sorted(key for key in keys if key in rows)
            seen = _each_rests_on(mine, code, asking.day)
            for key in mine:
                waiver = changes.add(
                    Waiver,
                    rows[key],
                    code=code,
                    reason=reason,
                    until=until,
                    by=me,
                    seen=sorted(seen.get(key, ())),
                )
                waivers.append(waiver)
        return changes.made(tuple(waivers))


def waive_for_myself(
    asking: Asking,
    *,
    code: str,
    about_kind: str,
    about_key: uuid.UUID,
    seen: Sequence[str],
    reason: str,
    until: date,
) -> Change[OwnWaiver]:
    """Silence, for whoever asks and nobody else, a finding worked out for each reader.

    ``seen`` are the keys of the records it rests on for them: with another it speaks again.
    """
    check_is_oneself(asking)
    check_snooze(asking, code, reason, until)
    # What is looked at while it is written is snoozed for the person it is for.
    if about_kind in (About.RELATIONSHIP, About.DRAFT) or not RULES[code].of(About(about_kind)):
        raise NotThere(NOT_THERE)
    with change_set("waive_for_myself", asking) as changes:
        waiver = changes.create(
            OwnWaiver(
                by=asking.me,
                code=code,
                about_kind=about_kind,
                about_key=about_key,
                seen=sorted(seen),
                reason=reason.strip(),
                until=until,
            )
        )
        return changes.made(waiver)


def lift_own_waiver(asking: Asking, *, key: uuid.UUID) -> Change[OwnWaiver]:
    """Hear again what one had set aside for oneself."""
    check_is_oneself(asking)
    waiver = OwnWaiver.objects.filter(by=asking.me, pk=key).first()
    if waiver is None:
        raise NotThere(NOT_THERE)
    with change_set("lift_own_waiver", asking) as changes:
        changes.delete(waiver)
        return changes.made(waiver)


def check_snooze(asking: Asking, code: str, reason: str, until: date) -> None:
    """Refuse to silence what is no rule, without a reason, or until a day that has passed."""
    if code not in RULES:
        raise CannotBe(
            gettext_noop("There is no rule with this code."),
            next_step=gettext_noop("The Rules page lists them all."),
        )
    require_text(
        reason,
        gettext_noop("Snoozing needs a reason."),
        gettext_noop("Write one line that a successor will understand."),
    )
    if until <= asking.day:
        raise CannotBe(
            gettext_noop("This date has passed."),
            next_step=gettext_noop("Choose a later date."),
        )


def _rests_on(about: Relationship, code: str, day: date) -> list[str]:
    """Return the keys of the records that the finding rests on now."""
    return sorted(_each_rests_on([about.pk], code, day).get(about.pk, ()))


def _each_rests_on(
    relationships: Collection[uuid.UUID], code: str, day: date
) -> dict[uuid.UUID, set[str]]:
    """Return the same of many relationships, by their keys, as whoever reads is told on the day."""
    judging.rejudge_if_stale(relationships, today=day)
    found = Finding.objects.filter(relationship__in=relationships, code=code)
    seen: dict[uuid.UUID, set[str]] = {}
    for relationship, because in found.values_list("relationship_id", "because"):
        seen.setdefault(relationship, set()).update(key for _, key in because)
    return seen


def lift_waiver(asking: Asking, *, key: uuid.UUID) -> Change[Waiver]:
    """Hear a silenced rule again."""
    waiver = Waiver.objects.one_changeable_by(asking.me, key)
    with change_set("lift_waiver", asking) as changes:
        changes.delete(waiver)
        return changes.made(waiver)
