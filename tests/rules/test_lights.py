"""Each light on, partly, off and not known; and what comes near without being it."""

from datetime import date, timedelta
from typing import Any

import pytest

from rapport.rules.lights import (
    LATELY,
    SMALL_TALK_FOR,
    Light,
    LightFact,
    State,
    asked_of,
    broad,
    every_actor,
    five_lights,
    maintained,
    proactive,
    small_talk,
)

TODAY = date(2026, 3, 16)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def known(key: int, **said: Any) -> LightFact:
    return LightFact(**{"key": key, "opened_by_us": True, "maximum_days": 60, **said})


def spoken(key: int, days: int = 5, **said: Any) -> LightFact:
    return known(key, **{"last_two_way": ago(days), "last_free": ago(days), **said})


def several(true: int, of: int, yes: Any, no: Any) -> list[LightFact]:
    return [yes(key) if key < true else no(key) for key in range(of)]


def shares(light: Any, yes: Any, no: Any) -> dict[int, State]:
    return {true: light(several(true, 5, yes, no)).state for true in range(6)}


EXPECTED = {
    true: State.ON if true >= 4 else State.PARTLY if true else State.OFF for true in range(6)
}


def test_a_light_is_on_from_four_in_five() -> None:
    assert shares(broad, lambda key: known(key, others=1), known) == EXPECTED
    asked = lambda key: spoken(key, last_free=None)  # noqa: E731
    assert shares(proactive, spoken, asked) == EXPECTED
    late = lambda key: spoken(key, days=61)  # noqa: E731
    assert shares(lambda facts: maintained(facts, TODAY), spoken, late) == EXPECTED


def test_the_five_are_always_five_in_the_same_order() -> None:
    names = ["proactive", "small_talk", "every_actor", "maintained", "broad"]
    for facts in ([], [known(1)], [spoken(1), spoken(2)]):
        assert [light.name for light in five_lights(facts, TODAY)] == names


def test_of_nobody_nothing_is_known() -> None:
    assert {light.state for light in five_lights([], TODAY)} == {State.UNKNOWN}


def test_without_any_contact_it_is_not_known_whether_we_keep_in_touch() -> None:
    people = [known(1), known(2)]
    assert proactive(people).state is State.UNKNOWN
    assert maintained(people, TODAY).state is State.UNKNOWN
    assert maintained([*people, spoken(3, days=500)], TODAY).state is State.OFF


@pytest.mark.parametrize(
    "said",
    [{"opened_by_us": False}, {"last_free": None}],
    ids=["begun in a crisis", "always with a request"],
)
def test_what_is_not_proactive(said: dict[str, Any]) -> None:
    light = proactive([spoken(1, **said), spoken(2)])
    assert (light.state, light.true_of, light.not_of) == (State.PARTLY, (2,), (1,))


def test_small_talk_counts_where_it_was_noted_and_for_a_year() -> None:
    had = spoken(1, small_talk_known=True, last_small_talk=ago(SMALL_TALK_FOR))
    too_old = spoken(2, small_talk_known=True, last_small_talk=ago(SMALL_TALK_FOR + 1))
    never = spoken(3, small_talk_known=True)
    not_noted = spoken(4)
    light = small_talk([had, too_old, never, not_noted], TODAY)
    assert (light.true_of, light.not_of, light.known) == ((1,), (2, 3), 3)
    assert small_talk([not_noted], TODAY).state is State.UNKNOWN


def test_small_talk_noted_of_few_is_not_on() -> None:
    had = spoken(1, small_talk_known=True, last_small_talk=ago(1))
    assert small_talk([had, spoken(2)], TODAY).state is State.ON
    assert small_talk([had, spoken(2), spoken(3)], TODAY).state is State.PARTLY
    assert small_talk([had, known(2), known(3)], TODAY).state is State.ON


def test_an_interval_ends_with_its_last_day() -> None:
    assert maintained([spoken(1, days=60)], TODAY).true_of == (1,)
    assert maintained([spoken(1, days=61)], TODAY).not_of == (1,)
    assert maintained([spoken(1, days=61, maximum_days=90)], TODAY).true_of == (1,)


def of_kind(key: int, kind: str, days: int = 5, **said: Any) -> LightFact:
    return spoken(key, days, **{"group": key, "kind": kind, **said})


def kinds(*facts: LightFact) -> Light:
    return every_actor(facts, TODAY)


def test_every_kind_with_contact_is_on() -> None:
    light = kinds(of_kind(1, "donor"), of_kind(2, "media"), of_kind(3, "private"))
    assert light.state is State.ON
    assert light.kinds == ("donor", "media", "private")


def test_a_kind_without_contact_lately_is_named() -> None:
    light = kinds(of_kind(1, "donor", LATELY), of_kind(2, "media", LATELY + 1))
    assert light.state is State.PARTLY
    assert (light.kinds, light.kinds_without) == (("donor",), ("media",))


def test_two_kinds_are_not_every_kind() -> None:
    assert kinds(of_kind(1, "donor"), of_kind(2, "media")).state is State.PARTLY


def test_a_small_group_that_is_left_out_keeps_it_from_being_on() -> None:
    great = [
        of_kind(key, kind) for key, kind in enumerate(("donor", "media", "private", "criminal"))
    ]
    left_out = of_kind(9, "community", days=400, small=True)
    assert kinds(*great, left_out).state is State.PARTLY
    assert kinds(*great, left_out, of_kind(8, "religious", small=True)).state is State.ON


def test_a_group_of_no_known_kind_says_nothing() -> None:
    assert kinds(spoken(1), spoken(2, group=2)).state is State.UNKNOWN


def test_no_contact_with_any_kind_is_off() -> None:
    assert kinds(known(1, group=1, kind="donor")).state is State.OFF


def test_one_relationship_alone_is_not_broad() -> None:
    assert broad([known(1, others=1)]).state is State.PARTLY
    assert broad([known(1, others=1), known(2, others=2)]).state is State.ON
    assert broad([known(1)]).state is State.OFF


def test_whoever_was_forgotten_is_not_kept_in_touch_with_by_a_long_interval() -> None:
    long = {"days": 150, "maximum_days": 400}
    assert maintained([spoken(1, **long)], TODAY).true_of == (1,)
    assert maintained([spoken(1, **long, forgotten=True)], TODAY).not_of == (1,)


def test_too_few_contacts_with_small_groups_keep_every_group_from_being_on() -> None:
    met = [of_kind(1, "donor"), of_kind(2, "media"), of_kind(3, "community", small=True)]
    assert every_actor(met, TODAY).state is State.ON
    assert every_actor(met, TODAY, few_with_small=True).state is State.PARTLY
    off = [known(1, group=1, kind="donor")]
    assert every_actor(off, TODAY, few_with_small=True).state is State.OFF


def test_a_group_as_such_is_asked_what_can_be_asked_of_it() -> None:
    group = spoken(1, with_group=True, others=1, group=1, kind="donor", last_free=None)
    lights = {one.name: one for one in five_lights([group], TODAY)}
    assert {name for name, one in lights.items() if one.known} == {
        "every_actor",
        "maintained",
        "broad",
    }
    assert lights["proactive"].state is lights["small_talk"].state is State.UNKNOWN
    assert asked_of("every_actor", [spoken(2, with_group=True), spoken(3)]) == [spoken(3)]
