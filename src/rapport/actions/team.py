"""Verbs about us: found an office, add a colleague, open a circle, set the rules."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from rapport.records import judging
from rapport.records.chain import open_store
from rapport.records.models import Circle, Colleague, Membership, Office, Part
from rapport.records.models.scoped import NOT_THERE
from rapport.records.recording import ChangeSet, change_set
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.rules.catalogue import validated_settings
from rapport.vault import passphrases

OWN_PART = gettext_noop("Nobody changes their own part in a circle.")
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
) -> Colleague:
    """Begin an empty store: an office, its first colleague, and a circle they keep."""
    if Office.objects.exists():
        raise CannotBe(
            gettext_noop("This store already has an office."),
            next_step=gettext_noop("Open it, or choose another folder."),
        )
    with change_set("found_office", by=None, now=now) as changes:
        office = changes.create(Office(name=name.strip(), area=area))
        first = _colleague(changes, office, name=colleague, sign_in=sign_in, **about_colleague)
        begun = changes.create(Circle(office=office, name=circle))
        changes.create(Membership(circle=begun, colleague=first, part=Part.KEEPER))
    store = open_store()
    store.owner = first
    store.save(update_fields=["owner"])
    return first


def stop_clock(*, day: date, owner: Colleague) -> None:
    """Let a made-up world stand still on a day, opened by ``owner``."""
    store = open_store()
    store.fixed_today, store.owner = day, owner
    store.save(update_fields=["fixed_today", "owner"])


def add_office(*, by: Colleague, now: datetime, name: str, area: str = "") -> Office:
    """Add a field office under ours."""
    _check_looks_after(by)
    with change_set("add_office", by=by, now=now) as changes:
        return changes.create(Office(name=name.strip(), parent=by.office, area=area))


def add_colleague(
    *,
    by: Colleague,
    now: datetime,
    name: str,
    sign_in: str,
    office: Office | None = None,
    **about: Any,
) -> Colleague:
    """Add a colleague who, on a team's store, can sign in once a passphrase is set."""
    _check_looks_after(by)
    if Colleague.objects.filter(sign_in=sign_in).exists():
        raise CannotBe(
            gettext_noop("This sign-in name is taken."),
            next_step=gettext_noop("Choose another."),
        )
    with change_set("add_colleague", by=by, now=now) as changes:
        return _colleague(changes, office or by.office, name=name, sign_in=sign_in, **about)


def _check_looks_after(by: Colleague) -> None:
    if not may_look_after_colleagues(by):
        raise NotYours(
            gettext_noop("Only who looks after the colleagues of this office adds to them."),
            next_step=gettext_noop("Ask the head of the office."),
        )


def set_passphrase(*, by: Colleague, now: datetime, sign_in: str, passphrase: str) -> None:
    """On a team's store, let a colleague sign in; the history keeps that it was set, never what."""
    passphrases.check(passphrase)
    who = Colleague.objects.filter(sign_in=sign_in, is_active=True).first()
    if who is None or (who.pk != by.pk and not may_look_after_colleagues(by)):
        raise NotThere(NOT_THERE)
    with change_set("set_passphrase", by=by, now=now) as changes:
        changes.look(who)
        who.set_password(passphrase)
        Colleague.objects.filter(pk=who.pk).update(password=who.password)


def _colleague(
    changes: ChangeSet, office: Office, *, name: str, sign_in: str, **about: Any
) -> Colleague:
    colleague = Colleague(office=office, name=name.strip(), sign_in=sign_in, **about)
    colleague.set_unusable_password()
    return changes.create(colleague)


def open_circle(*, by: Colleague, now: datetime, name: str) -> Circle:
    """Open a circle; whoever opens it keeps it."""
    with change_set("open_circle", by=by, now=now) as changes:
        circle = changes.create(Circle(office=by.office, name=name.strip()))
        changes.create(Membership(circle=circle, colleague=by, part=Part.KEEPER))
    return circle


def admit(
    *, by: Colleague, now: datetime, circle: uuid.UUID, colleague: uuid.UUID, part: str
) -> Membership:
    """Give a colleague a part in a circle one keeps. Nobody changes their own part."""
    _check_keeper(by, circle, colleague)
    member = Membership.objects.filter(circle_id=circle, colleague_id=colleague).first()
    with change_set("admit", by=by, now=now) as changes:
        if member is None:
            who = Colleague.objects.filter(pk=colleague, is_active=True).first()
            if who is None:
                raise NotThere(NOT_THERE)
            return changes.create(Membership(circle_id=circle, colleague=who, part=part))
        changes.change(member, part=part)
        return member


def release(*, by: Colleague, now: datetime, circle: uuid.UUID, colleague: uuid.UUID) -> None:
    """Take a colleague out of a circle one keeps."""
    _check_keeper(by, circle, colleague)
    member = Membership.objects.filter(circle_id=circle, colleague_id=colleague).first()
    if member is None:
        raise NotThere(NOT_THERE)
    with change_set("release", by=by, now=now) as changes:
        changes.delete(member)


def _check_keeper(by: Colleague, circle: uuid.UUID, colleague: uuid.UUID) -> None:
    if circle not in by.kept_circles():
        raise NotThere(NOT_THERE)
    if colleague == by.pk:
        raise CannotBe(OWN_PART, next_step=OWN_PART_NEXT)


def may_look_after_colleagues(colleague: Colleague) -> bool:
    """Say whether this colleague adds others and sets their passphrases; not what they may see."""
    return colleague.looks_after_colleagues()


def may_set_rules(colleague: Colleague) -> bool:
    """Say whether this colleague sets the rules of the office."""
    return colleague.sets_rules()


@transaction.atomic
def set_rules(*, by: Colleague, now: datetime, today: date, raw: Mapping[str, Any]) -> Office:
    """Change the office's settings of the rules: a number, a switch, a list of words.

    Every relationship is judged anew; own words are looked for in every note again.
    """
    if not may_set_rules(by):
        raise NotThere(NOT_THERE)
    try:
        validated_settings(dict(raw))
    except ValueError as fault:
        raise CannotBe(str(fault), next_step=gettext_noop("Check the numbers.")) from fault
    office = by.office
    before = office.rule_settings.get("D04")
    with change_set("set_rules", by=by, now=now) as changes:
        changes.change(office, rule_settings=dict(raw))
    if office.rule_settings.get("D04") != before:
        judging.mark_all()
    judging.rejudge_all(today=today)
    return office
