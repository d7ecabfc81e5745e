"""Undo instead of "are you sure": every page a deed leads to offers to take that deed back."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseRedirect
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from rapport.records.models import Colleague, Operation, Relationship
from rapport.records.undo_permissions import may_take_back, touches_of
from rapport.records.undoing import UNDO


@dataclass(frozen=True, slots=True)
class Offer:
    """What was just done. ``may_undo`` says whether it can be taken back."""

    change_set: uuid.UUID
    was_undo: bool
    may_undo: bool


def act_and_offer(request: Any, act: Callable[[], str]) -> HttpResponseRedirect | None:
    """Do a deed and go where it points, with the offer to take it back; nowhere if it says so."""
    newest = Operation.objects.order_by("-sequence").values_list("sequence", flat=True).first()
    where = act()
    if not where:
        return None
    me = getattr(request, "me", None)
    mine = Operation.objects.filter(sequence__gt=newest or 0, by=me.pk if me else None)
    change_set = (
        mine.order_by("sequence").values_list("change_set", flat=True).first() if me else None
    )
    return HttpResponseRedirect(with_offer(where, change_set) if change_set else where)


def do_and_offer(request: Any, where: str, do: Callable[[], Any]) -> HttpResponseRedirect:
    """Do a deed that needs no form, and go to ``where`` with the offer to take it back."""

    def act() -> str:
        do()
        return where

    return act_and_offer(request, act) or HttpResponseRedirect(where)


def with_offer(where: str, change_set: uuid.UUID) -> str:
    """Return an address that shows the offer to take ``change_set`` back."""
    return f"{where}{'&' if '?' in where else '?'}done={change_set}"


def offer(request: Any) -> Offer | None:
    """Return what was just done, as the address says, if it is mine."""
    try:
        key = uuid.UUID(request.GET.get("done", ""))
    except ValueError:
        return None
    done = list(Operation.objects.filter(change_set=key)[:50])
    if not done or any(one.by != request.me.pk for one in done):
        return None
    may = may_take_back(request.me, touches_of(done))
    return Offer(change_set=key, was_undo=done[0].verb == UNDO, may_undo=may)


def back_from(request: Any) -> str:
    """Return where somebody who takes a deed back came from, if that page is still there."""
    back: str = request.POST.get("back", "")
    try:
        way = resolve(back)
    except Resolver404:
        way = None
    allowed = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    if way is None or not allowed:
        return reverse("history")
    key = way.kwargs.get("key")
    if way.url_name == "person" and key and not _there(request.me, key):
        return reverse("people")
    return back


def _there(me: Colleague, key: uuid.UUID) -> bool:
    return Relationship.objects.visible_to(me).filter(pk=key).exists()
