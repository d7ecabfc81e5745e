"""Verbs of mandates and red lines: one change each, for writers, refused in a sentence."""

from datetime import timedelta
from typing import Any

import pytest

from actions.change_sets import cannot_be, is_for_writers_only, is_one_change_set
from cast import Cast
from rapport.actions import gates, team
from rapport.actions import mandates as verbs
from rapport.records.models import GateKind, Mandate, Office, RedLine
from rapport.records.refusals import NotThere, NotYours

DAY = Cast.DAY
LATER, BEFORE = DAY + timedelta(days=9), DAY - timedelta(days=1)


def give(cast: Cast, by: str = "writer", **told: Any) -> Mandate:
    told = {"title": "North road", "since": DAY, "circle": cast.circle.pk, **told}
    return verbs.give_mandate(cast.asking(by), **told).row


def draw(cast: Cast, by: str = "writer", **told: Any) -> RedLine:
    told = {"topic": "data", "text": "No lists of names.", **told}
    return verbs.draw_red_line(cast.asking(by), **told).row


# --- mandates


def test_each_is_one_change_and_one_undo(cast: Cast) -> None:
    given = give(cast)
    asking = cast.asking("writer")
    is_one_change_set(cast, lambda: give(cast), "give_mandate")
    is_one_change_set(
        cast, lambda: verbs.change_mandate(asking, key=given.pk, until=DAY), "change_mandate"
    )
    is_one_change_set(cast, lambda: verbs.remove_mandate(asking, key=given.pk), "remove_mandate")


def test_only_those_who_write_in_the_circle_touch_it(cast: Cast) -> None:
    given = give(cast)
    is_for_writers_only(
        cast, lambda by: verbs.change_mandate(cast.asking(by), key=given.pk, title="x")
    )
    is_for_writers_only(cast, lambda by: verbs.remove_mandate(cast.asking(by), key=given.pk))
    for by in ("reader", "outsider"):
        with pytest.raises(NotThere):
            give(cast, by)


def test_what_cannot_be(cast: Cast) -> None:
    with cannot_be("."):
        give(cast, title=" ")
    with cannot_be("."):
        give(cast, since=LATER, until=DAY)
    with cannot_be("not in the circle"):
        give(cast, issuer=cast.outsider.pk)
    given = give(cast, since=DAY, until=LATER)
    with cannot_be("."):
        verbs.change_mandate(cast.asking("writer"), key=given.pk, until=BEFORE)
    with cannot_be("."):
        verbs.change_mandate(cast.asking("writer"), key=given.pk, title="")


def test_it_may_hold_for_one_day_only(cast: Cast) -> None:
    assert give(cast, since=DAY, until=DAY).until == DAY


def test_a_gate_of_another_circle_is_refused_and_one_nobody_sees_is_not_there(cast: Cast) -> None:
    circle = team.open_circle(cast.asking("writer"), name="Ports").row
    told = {"kind": GateKind.values[0], "name": "The ford", "since": DAY}
    near = gates.add_gate(cast.asking("writer"), circle=cast.circle.pk, **told).row
    other = gates.add_gate(cast.asking("writer"), circle=circle.pk, **told).row
    hidden = gates.add_gate(cast.asking("outsider"), circle=cast.elsewhere.pk, **told).row
    given = give(cast, gate=near.pk)
    assert given.gate_id == near.pk
    with cannot_be("in another circle"):
        give(cast, gate=other.pk)
    with cannot_be("in another circle"):
        verbs.change_mandate(cast.asking("writer"), key=given.pk, gate=other.pk)
    with pytest.raises(NotThere):
        give(cast, gate=hidden.pk)
    assert verbs.change_mandate(cast.asking("writer"), key=given.pk, gate=None).row.gate is None


def test_whoever_gave_it_and_left_since_keeps_their_place(cast: Cast) -> None:
    given = give(cast, issuer=cast.reader.pk)
    team.release(cast.asking("keeper"), circle=cast.circle.pk, colleague=cast.reader.pk)
    asking = cast.asking("writer")
    verbs.change_mandate(asking, key=given.pk, title="South road", issuer=cast.reader.pk)
    given.refresh_from_db()
    assert (given.title, given.issuer_id) == ("South road", cast.reader.pk)
    with cannot_be("not in the circle"):
        give(cast, issuer=cast.reader.pk)
    verbs.change_mandate(asking, key=given.pk, issuer=cast.keeper.pk)
    with cannot_be("not in the circle"):
        verbs.change_mandate(asking, key=given.pk, issuer=cast.reader.pk)


# --- red lines


def test_a_line_is_drawn_changed_and_taken_away_in_one_change_each(cast: Cast) -> None:
    line, asking = draw(cast), cast.asking("writer")
    for by in ("writer", "keeper"):
        is_one_change_set(cast, lambda by=by: draw(cast, by), "draw_red_line", by=by)
    change = lambda: verbs.change_red_line(asking, key=line.pk, text="None.")  # noqa: E731
    is_one_change_set(cast, change, "change_red_line")
    is_one_change_set(cast, lambda: verbs.remove_red_line(asking, key=line.pk), "remove_red_line")


def test_whoever_only_reads_draws_none(cast: Cast) -> None:
    line, reader = draw(cast), cast.asking("reader")
    for do in (
        lambda: draw(cast, "reader"),
        lambda: verbs.change_red_line(reader, key=line.pk, text="x"),
        lambda: verbs.remove_red_line(reader, key=line.pk),
    ):
        with pytest.raises(NotYours) as refused:
            do()
        assert refused.value.next


def test_a_refusal_is_changed_in_its_language_and_the_others_stay(cast: Cast) -> None:
    line = draw(cast, refusals={"en": " No. ", "AR ": "لا."})
    assert line.refusals == {"en": "No.", "ar": "لا."}
    asking = cast.asking("writer")
    verbs.change_red_line(asking, key=line.pk, refusals={"fr": "Non."})
    verbs.change_red_line(asking, key=line.pk, refusals={"en": " "})
    line.refresh_from_db()
    assert line.refusals == {"ar": "لا.", "fr": "Non."}
    assert line.text == "No lists of names."


def test_a_line_without_a_text_is_none(cast: Cast) -> None:
    line = draw(cast)
    with cannot_be("needs a text"):
        draw(cast, text=" ")
    with cannot_be("needs a text"):
        verbs.change_red_line(cast.asking("writer"), key=line.pk, text="")
    with cannot_be("not one of the choices"):
        draw(cast, topic="tea")


def test_the_line_of_another_office_is_not_there(cast: Cast) -> None:
    beside = Office.objects.create(name="Heronry")
    line = RedLine.objects.create(office=beside, topic="data", text="heron")
    with pytest.raises(NotThere):
        verbs.change_red_line(cast.asking("writer"), key=line.pk, text="x")
    with pytest.raises(NotThere):
        verbs.remove_red_line(cast.asking("writer"), key=line.pk)
