"""A record declares itself once: a kind that says nothing of itself is noticed here."""

import pytest
from django.db import models

from rapport.briefings.agreements import AgreementLine
from rapport.briefings.person import Header, Way
from rapport.records.entry import entered_columns
from rapport.records.models import ScopedModel
from rapport.records.models.scoped import BehindCircle
from rapport.records.operations import recorded_models
from rapport.web.brief import PIECES

KINDS = [kind for kind in recorded_models().values() if issubclass(kind, ScopedModel)]
each = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)


def _columns(kind: type[models.Model]) -> set[str]:
    return {column.name for column in kind._meta.concrete_fields}


@each
def test_a_kind_says_how_it_is_shown_and_what_of_it_may_travel(kind):
    for declaration in ("SHOWN", "TRAVELS"):
        assert declaration in vars(kind), f"{kind.__name__} must say {declaration}."
    if kind.SHOWN is not None:
        assert set(filter(None, kind.SHOWN)) <= _columns(kind)
    assert _columns(kind) >= kind.TRAVELS
    if kind.TRAVELS_IF_TICKED is not None:
        assert _columns(kind) >= kind.TRAVELS_IF_TICKED.columns
        assert not kind.TRAVELS & kind.TRAVELS_IF_TICKED.columns


@each
def test_a_kind_says_itself_or_by_its_class_which_relationships_it_is_about(kind):
    assert hasattr(kind, "LINK"), f"{kind.__name__} must build on a class that says its LINK."
    if kind.LINK is not None and kind.LINK.ours != "pk":
        assert kind.LINK.ours.removesuffix("_id") in _columns(kind)


@each
def test_the_texts_of_a_kind_are_columns_with_words(kind):
    worded = {
        name
        for name, column in entered_columns(kind).items()
        if isinstance(column, models.CharField | models.TextField) and not column.choices
    }
    assert set(kind.TEXTS) <= worded


@each
def test_nothing_of_a_kind_travels_that_says_who_or_where(kind):
    ticked = kind.TRAVELS_IF_TICKED.columns if kind.TRAVELS_IF_TICKED else frozenset()
    assert not (kind.TRAVELS | ticked) & {"office", "circle", "sensitivity", "expires"}


@each
def test_people_s_words_never_travel_unasked(kind):
    assert not kind.TRAVELS & set(kind.TEXTS)


def test_what_may_be_ticked_has_a_heading_and_no_two_kinds_share_one():
    told = (*KINDS, Header, Way, AgreementLine)
    names = [kind.TRAVELS_IF_TICKED.piece for kind in told if kind.TRAVELS_IF_TICKED]
    assert sorted(names) == sorted(PIECES)


def test_every_kind_behind_a_circle_is_recorded_or_worked_out():
    from rapport.records.models import Finding

    concrete = {kind for kind in _below(BehindCircle) if not kind._meta.abstract}
    assert concrete == {*KINDS, Finding}


def _below(kind: type) -> set[type]:
    return {kind, *(one for child in kind.__subclasses__() for one in _below(child))}
