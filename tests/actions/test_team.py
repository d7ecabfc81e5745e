"""Us: an office founded, colleagues added, circles opened, parts given, rules set."""

import pytest

from actions.change_sets import cannot_be, is_one_change_set
from cast import Cast, asked_by, at
from rapport.actions import team
from rapport.records.asking import Asking
from rapport.records.models import (
    Circle,
    Colleague,
    Duty,
    Finding,
    Membership,
    Office,
    Operation,
    Relationship,
    Store,
)
from rapport.records.refusals import NotThere, NotYours

NOW = at()["now"]


def part_of(cast, who, circle=None):
    found = Membership.objects.filter(circle=circle or cast.circle, colleague=cast.who(who))
    return found.get().part if found else None


def admit(cast, by, who, part):
    about = {"circle": cast.circle.pk, "colleague": cast.who(who).pk, "part": part}
    return team.admit(asking=Asking(cast.who(by), NOW, NOW.date()), **about).row


def release(cast, by, who):
    about = {"circle": cast.circle.pk, "colleague": cast.who(who).pk}
    return team.release(asking=Asking(cast.who(by), NOW, NOW.date()), **about).row


def test_founding_begins_an_office_its_first_colleague_and_their_circle(db):
    first = team.found_office(
        now=NOW, name=" Lantern Aid ", colleague=" Kit ", sign_in="kit", circle="Talks", area="QV"
    ).row
    office, circle = Office.objects.get(), Circle.objects.get()
    assert (office.name, office.area, first.name) == ("Lantern Aid", "QV", "Kit")
    assert Membership.objects.get().part == "keeper"
    assert (circle.office, first.office, Store.objects.get().owner) == (office, office, first)
    assert not first.has_usable_password()
    assert set(Operation.objects.values_list("verb", flat=True)) == {"found_office"}


def test_a_store_has_one_founding(cast: Cast):
    with cannot_be("already has an office"):
        team.found_office(now=NOW, name="X", colleague="X", sign_in="x", circle="X")


def test_a_field_office_stands_under_ours(cast: Cast):
    field = team.add_office(
        asking=Asking(cast.keeper, NOW, NOW.date()), name=" Orsend ", area="QV03"
    ).row
    assert (field.name, field.parent) == ("Orsend", cast.keeper.office)


def test_a_colleague_added_sees_nothing_until_admitted(cast: Cast):
    new = team.add_colleague(
        asking=Asking(cast.keeper, NOW, NOW.date()),
        name=" Guest ",
        sign_in="guest",
        duties=[Duty.SUPPORT],
    ).row
    assert (new.name, new.has_duty(Duty.SUPPORT)) == ("Guest", True)
    assert not Relationship.objects.visible_to(new).exists()
    assert not new.has_usable_password()


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"sign_in": "writer"}, "sign-in name is taken"),
        ({"name": "x" * 64 * 1024}, "longer than 120"),
        ({"sign_in": "x" * 81}, "longer than 80"),
        ({"function": "spying"}, "not one of the choices"),
    ],
)
def test_a_colleague_who_cannot_be_is_not_added(cast: Cast, told, says):
    with cannot_be(says):
        team.add_colleague(
            asking=Asking(cast.keeper, NOW, NOW.date()),
            **{"name": "Guest", "sign_in": "guest", **told},
        )


def test_adding_opening_admitting_and_releasing_are_one_change_each(cast: Cast):
    guest = {"name": "Guest", "sign_in": "guest"}
    keeper = cast.keeper
    is_one_change_set(
        cast,
        lambda: team.add_colleague(asking=Asking(keeper, NOW, NOW.date()), **guest).row,
        "add_colleague",
        "keeper",
    )
    is_one_change_set(
        cast,
        lambda: team.open_circle(asking=Asking(keeper, NOW, NOW.date()), name="Port").row,
        "open_circle",
        "keeper",
    )
    is_one_change_set(cast, lambda: admit(cast, "keeper", "outsider", "reader"), "admit", "keeper")
    is_one_change_set(cast, lambda: admit(cast, "keeper", "reader", "writer"), "admit", "keeper")
    is_one_change_set(cast, lambda: release(cast, "keeper", "reader"), "release", "keeper")


def test_whoever_opens_a_circle_keeps_it_alone(cast: Cast):
    circle = team.open_circle(asking=Asking(cast.reader, NOW, NOW.date()), name=" Port ").row
    assert (circle.name, part_of(cast, "reader", circle)) == ("Port", "keeper")
    assert part_of(cast, "keeper", circle) is None
    with cannot_be("longer than 120"):
        team.open_circle(asking=Asking(cast.reader, NOW, NOW.date()), name="x" * 121)


def test_a_keeper_gives_and_takes_parts(cast: Cast):
    admit(cast, "keeper", "outsider", "writer")
    assert part_of(cast, "outsider") == "writer"
    admit(cast, "keeper", "outsider", "reader")
    assert part_of(cast, "outsider") == "reader"
    release(cast, "keeper", "outsider")
    assert part_of(cast, "outsider") is None
    assert not Relationship.objects.visible_to(cast.outsider).filter(pk=cast.kamil.pk).exists()


@pytest.mark.parametrize("who", ["writer", "reader", "outsider"])
def test_nobody_else_gives_or_takes_a_part(cast: Cast, who):
    before = Operation.objects.count()
    with pytest.raises(NotThere):
        admit(cast, who, "outsider", "keeper")
    with pytest.raises(NotThere):
        release(cast, who, "keeper")
    assert Operation.objects.count() == before


def test_nobody_changes_their_own_part(cast: Cast):
    with cannot_be("own role"):
        admit(cast, "keeper", "keeper", "reader")
    with cannot_be("own role"):
        release(cast, "keeper", "keeper")


def test_a_part_is_reader_writer_or_keeper(cast: Cast):
    with cannot_be("not one of the choices"):
        admit(cast, "keeper", "reader", "emperor")


def test_who_is_not_there_is_neither_admitted_nor_released(cast: Cast):
    Colleague.objects.filter(sign_in="outsider").update(is_active=False)
    with pytest.raises(NotThere):
        admit(cast, "keeper", "outsider", "reader")
    with pytest.raises(NotThere):
        release(cast, "keeper", "outsider")


@pytest.mark.parametrize(
    ("duty", "may"),
    [(duty, duty in {"head_of_office", "access_coordinator", "mandator"}) for duty in Duty.values],
)
def test_the_rules_are_set_by_those_whose_duty_it_is(cast: Cast, duty, may):
    Colleague.objects.filter(sign_in="reader").update(duties=[duty])
    raw = {"U01": {"on": False}}
    assert team.may_set_rules(cast.reader) is may
    if may:
        assert team.set_rules(asking=asked_by(cast.reader), raw=raw).row.rule_settings == raw
    else:
        with pytest.raises(NotThere):
            team.set_rules(asking=asked_by(cast.reader), raw=raw)
        assert Office.objects.get().rule_settings == {}


def test_setting_the_rules_is_one_change_and_judges_everybody(cast: Cast):
    cast.meet(20, asked=True)
    raw = {"E01": {"on": False}, "U01": {"on": False}}
    is_one_change_set(
        cast,
        lambda: team.set_rules(asking=asked_by(cast.keeper), raw=raw).row,
        "set_rules",
        "keeper",
    )
    team.set_rules(asking=asked_by(cast.keeper), raw=raw)
    assert not Finding.objects.filter(code__in=raw).exists()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        ({"Z99": {}}, "no rule Z99"),
        ({"U01": {"on": "yes"}}, "either on or off"),
        ({"E03": {"days": 1000}}, "from 3 to 60"),
        ({"E03": {"days": "9"}}, "from 3 to 60"),
        ({"E03": {"weeks": 2}}, "no setting weeks"),
        ({"D04": {"words": "heron"}}, "list of words"),
        ({"U01": 5}, "must have names"),
    ],
)
def test_settings_that_make_no_sense_are_refused(cast: Cast, raw, says):
    with cannot_be(says):
        team.set_rules(asking=asked_by(cast.keeper), raw=raw)


def test_only_heads_of_office_look_after_colleagues(cast: Cast):
    assert team.may_look_after_colleagues(cast.keeper)
    assert not team.may_look_after_colleagues(cast.writer)


@pytest.mark.parametrize("who", ["writer", "reader", "outsider"])
def test_only_who_looks_after_colleagues_adds_to_them_or_to_the_offices(cast: Cast, who):
    me = cast.who(who)
    before = Operation.objects.count()
    for add in (
        lambda: (
            team.add_colleague(asking=Asking(me, NOW, NOW.date()), name="Mole", sign_in="mole").row
        ),
        lambda: team.add_office(asking=Asking(me, NOW, NOW.date()), name="Burrow").row,
    ):
        with pytest.raises(NotYours, match="head of office can add"):
            add()
    assert Operation.objects.count() == before


def test_the_usual_days_are_set_by_who_sets_the_rules(cast: Cast):
    days = {"ideal_days": 20, "maximum_days": 40, "concern_days": 90}
    team.set_days(asked_by(cast.keeper), **days)
    office = Office.objects.get(pk=cast.keeper.office_id)
    assert (office.ideal_days, office.maximum_days, office.concern_days) == (20, 40, 90)
    for who in ("writer", "reader"):
        with pytest.raises(NotThere):
            team.set_days(asked_by(cast.who(who)), **days)
    for wrong in ({"ideal_days": 50}, {"ideal_days": 0}, {"concern_days": 0}):
        with cannot_be("interval"):
            team.set_days(asked_by(cast.keeper), **{**days, **wrong})


def test_setting_the_usual_days_is_one_change(cast: Cast):
    days = {"ideal_days": 20, "maximum_days": 40, "concern_days": 90}
    is_one_change_set(
        cast, lambda: team.set_days(asked_by(cast.keeper), **days), "set_days", by="keeper"
    )
