"""Verbs about us: found an office, add a colleague, open a circle, give parts, set the rules."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_noop

from rapport.actions.about_colleagues import tidy_about
from rapport.actions.people import LONGEST_INTERVAL, check_cadence
from rapport.formats.calendar.prayers import coordinates_of
from rapport.records.asking import Asking
from rapport.records.chain import open_store
from rapport.records.change import Change
from rapport.records.models import Circle, Colleague, Membership, Office, Part
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.rules.catalogue import validated_settings

OWN_PART = gettext_noop("You cannot change your own role in a circle.")
OWN_PART_NEXT = gettext_noop("Ask another keeper.")


def found_office(
    *,
    now: datetime,
    name: str,
    colleague: str,
    sign_in: str,
    circle: str,
    area: str = "",
    **about_colleague: Any,
) -> Change[Colleague]:
    """Begin an empty store: an office, its first colleague, and a circle they keep.

    What it says about the colleague, they say themselves: nobody else is there.
    """
    if Office.objects.exists():
        raise CannotBe(
            gettext_noop("This store already has an office."),
            next_step=gettext_noop("Open it, or choose another folder."),
        )
    with change_set("found_office", None, now=now) as changes:
        office = changes.create(Office(name=name.strip(), area=area))
        first = _colleague(changes, office, name=colleague, sign_in=sign_in, **about_colleague)
        begun = changes.create(Circle(office=office, name=circle))
        changes.create(Membership(circle=begun, colleague=first, part=Part.KEEPER))
    store = open_store()
    store.owner = first
    store.save(update_fields=["owner"])
    return changes.made(first)


def stop_clock(*, day: date, owner: Colleague) -> None:
    """Let a made-up world stand still on a day, opened by ``owner``."""
    store = open_store()
    store.fixed_today, store.owner = day, owner
    store.save(update_fields=["fixed_today", "owner"])


def add_office(asking: Asking, *, name: str, area: str = "") -> Change[Office]:
    """Add a field office under ours."""
    _check_looks_after(asking.me)
    with change_set("add_office", asking) as changes:
        office = changes.create(Office(name=name.strip(), parent=asking.me.office, area=area))
        return changes.made(office)


def add_colleague(
    asking: Asking,
    *,
    name: str,
    sign_in: str,
    office: Office | None = None,
    **about: Any,
) -> Change[Colleague]:
    """Add a colleague who, on a team's store, signs in with a code (``sign_in.give_code``).

    ``about``: function, duties, end of mission. The rest they say themselves.
    """
    _check_looks_after(asking.me)
    about = tidy_about(about, Colleague.BY_EITHER | {"duties"})
    if Colleague.objects.filter(sign_in=sign_in).exists():
        raise CannotBe(
            gettext_noop("This sign-in name is taken."),
            next_step=gettext_noop("Choose another."),
        )
    with change_set("add_colleague", asking) as changes:
        colleague = _colleague(
            changes, office or asking.me.office, name=name, sign_in=sign_in, **about
        )
        return changes.made(colleague)


def _check_looks_after(by: Colleague) -> None:
    if not may_look_after_colleagues(by):
        raise NotYours(
            gettext_noop("Only the head of office can add colleagues."),
            next_step=gettext_noop("Ask the head of the office."),
        )


def _colleague(
    changes: ChangeSet, office: Office, *, name: str, sign_in: str, **about: Any
) -> Colleague:
    colleague = Colleague(office=office, name=name.strip(), sign_in=sign_in, **about)
    colleague.set_unusable_password()
    return changes.create(colleague)


def open_circle(asking: Asking, *, name: str) -> Change[Circle]:
    """Open a circle; whoever opens it keeps it."""
    with change_set("open_circle", asking) as changes:
        circle = changes.create(Circle(office=asking.me.office, name=name.strip()))
        changes.create(Membership(circle=circle, colleague=asking.me, part=Part.KEEPER))
        return changes.made(circle)


def admit(
    asking: Asking,
    *,
    circle: uuid.UUID,
    colleague: uuid.UUID,
    part: str,
    until: date | None = None,
) -> Change[Membership]:
    """Give a colleague a part in a circle one keeps. Nobody changes their own part.

    ``until`` is its last day: after it the circle is closed to them without anybody doing anything.
    """
    _check_keeper(asking.me, circle, colleague)
    if until is not None and until < asking.day:
        raise CannotBe(
            gettext_noop("This date has passed."),
            next_step=gettext_noop("Choose today or a later day, or remove them from the circle."),
        )
    member = Membership.objects.filter(circle_id=circle, colleague_id=colleague).first()
    with change_set("admit", asking) as changes:
        if member is None:
            who = Colleague.objects.filter(pk=colleague, is_active=True).first()
            if who is None:
                raise NotThere(NOT_THERE)
            member = changes.create(Membership(circle_id=circle, colleague=who, part=part))
        changes.change(member, part=part, until=until)
        return changes.made(member)


def release(asking: Asking, *, circle: uuid.UUID, colleague: uuid.UUID) -> Change[Membership]:
    """Take a colleague out of a circle one keeps."""
    _check_keeper(asking.me, circle, colleague)
    member = Membership.objects.filter(circle_id=circle, colleague_id=colleague).first()
    if member is None:
        raise NotThere(NOT_THERE)
    with change_set("release", asking) as changes:
        changes.delete(member)
        return changes.made(member)


def _check_keeper(by: Colleague, circle: uuid.UUID, colleague: uuid.UUID) -> None:
    if circle not in by.kept_circles():
        raise NotThere(NOT_THERE)
    if colleague == by.pk:
        raise CannotBe(OWN_PART, next_step=OWN_PART_NEXT)


def looked_after(by: Colleague, key: uuid.UUID) -> Colleague:
    """Return a colleague whom ``by`` looks after: of their office, or of one right under it.

    Raises ``NotThere``, also for who has left.
    """
    who = Colleague.objects.select_related("office").filter(pk=key, is_active=True).first()
    if who is None or not by.looks_after(who):
        raise NotThere(NOT_THERE)
    return who


def may_look_after_colleagues(colleague: Colleague) -> bool:
    """Say whether this colleague adds others, ends their access, gives codes; not what they see."""
    return colleague.looks_after_colleagues()


def may_set_rules(colleague: Colleague) -> bool:
    """Say whether this colleague sets the rules of the office."""
    return colleague.sets_rules()


def set_rules(asking: Asking, *, raw: Mapping[str, Any]) -> Change[Office]:
    """Change the office's settings of the rules: a number, a switch, a list of words.

    Every relationship is judged anew; own words are looked for in every note again.
    """
    if not may_set_rules(asking.me):
        raise NotThere(NOT_THERE)
    try:
        validated_settings(dict(raw))
    except ValueError as fault:
        raise CannotBe(str(fault), next_step=gettext_noop("Check the numbers.")) from fault
    office = asking.me.office
    with change_set("set_rules", asking) as changes:
        changes.change(office, rule_settings=dict(raw))
        return changes.made(office)


def set_place(asking: Asking, *, coordinates: str, weekend: Iterable[int]) -> Change[Office]:
    """Set where the office is and which days are free there (Monday is 0).

    Coordinates may be those of the town: they are for the sun, and tell nobody where a house is.
    """
    if not may_set_rules(asking.me):
        raise NotThere(NOT_THERE)
    place = coordinates_of(coordinates) if coordinates.strip() else None
    if coordinates.strip() and place is None:
        raise CannotBe(
            gettext_noop("%(text)s is not a place we can read."),
            next_step=gettext_noop("Write degrees north and east, such as 33.51, 36.29."),
            text=coordinates.strip()[:40],
        )
    free = sorted(set(weekend))
    if any(day not in range(7) for day in free):
        raise CannotBe(
            gettext_noop("There is no such day of the week."),
            next_step=gettext_noop("Choose from the list."),
        )
    said = ", ".join(map(_degrees, place)) if place else ""
    with change_set("set_place", asking) as changes:
        changes.change(asking.me.office, coordinates=said, weekend=free)
        return changes.made(asking.me.office)


def set_days(
    asking: Asking, *, ideal_days: int, maximum_days: int, concern_days: int
) -> Change[Office]:
    """Set the office's usual days: between two contacts, and until a concern is looked at again.

    Every relationship without days of its own is judged anew; a concern already noted keeps its
    end.
    """
    if not may_set_rules(asking.me):
        raise NotThere(NOT_THERE)
    office = asking.me.office
    check_cadence(ideal_days, maximum_days, office)
    if not 1 <= concern_days <= LONGEST_INTERVAL:
        raise CannotBe(
            gettext_noop("An interval must be between 1 and %(most)s days."),
            next_step=gettext_noop("Check the numbers."),
            most=LONGEST_INTERVAL,
        )
    with change_set("set_days", asking) as changes:
        changes.change(
            office, ideal_days=ideal_days, maximum_days=maximum_days, concern_days=concern_days
        )
        return changes.made(office)


def _degrees(value: float) -> str:
    """Return degrees to ten metres, without an exponent: the sun tells no more apart."""
    return f"{round(value, 4) + 0.0:.4f}".rstrip("0").rstrip(".")
