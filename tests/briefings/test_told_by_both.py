"""What both share is offered from what both chose to tell, and from nothing else."""

from typing import Any

import pytest

from cast import Cast
from rapport.actions import access, colleagues, insights, who_goes
from rapport.briefings.told_by_both import InCommon, in_common
from rapport.records.models import Insight, Relationship


def told(cast: Cast, text: str = "Plays chess in the evening.", **values: Any) -> Insight:
    values = {"kind": "preference", "nature": "fact", "known_from": "told_us", **values}
    asking = cast.asking("writer")
    return insights.note_insight(asking, relationship=cast.kamil.pk, text=text, **values).row


def says(cast: Cast, who: str = "writer", **values: list[str]) -> None:
    """Let a colleague say something of themselves."""
    colleagues.say_of_myself(cast.asking(who), **values)


def offered(cast: Cast, reader: str = "writer") -> tuple[InCommon, ...]:
    return in_common(cast.asking(reader), Relationship.objects.get(pk=cast.kamil.pk))


def test_what_both_told_is_offered_with_where_it_stands(cast: Cast) -> None:
    note = told(cast)
    says(cast, topics=["Chess"])
    (one,) = offered(cast)
    assert (one.name, one.what, one.note, one.on) == (cast.writer.name, "Chess", note.pk, cast.DAY)


def test_only_one_of_both_is_not_enough(cast: Cast) -> None:
    told(cast)
    assert offered(cast) == ()
    says(cast, topics=["Sailing"])
    assert offered(cast) == ()


@pytest.mark.parametrize(
    "otherwise",
    [
        {"known_from": "third_party"},
        {"known_from": "seen"},
        {"known_from": ""},
        {"nature": "interpretation"},
        {"kind": "avoid"},
        {"special": "family", "need": "To ask after them."},
    ],
)
def test_what_they_did_not_tell_us_themselves_is_never_used(cast: Cast, otherwise: Any) -> None:
    told(cast, **otherwise)
    says(cast, topics=["chess"])
    assert offered(cast) == ()


def test_part_of_a_word_is_not_the_word(cast: Cast) -> None:
    told(cast, "Keeps a chessboard.")
    says(cast, topics=["chess"])
    assert offered(cast) == ()


def test_a_place_in_arabic_is_found_however_it_is_written(cast: Cast) -> None:
    told(cast, "وُلد في إسترين.")
    says(cast, areas=["استرين"])
    assert [one.what for one in offered(cast)] == ["استرين"]


def test_what_is_noted_already_is_not_offered_again(cast: Cast) -> None:
    told(cast)
    says(cast, topics=["chess"])
    asking = cast.asking("writer")
    who_goes.note_connection(asking, relationship=cast.kamil.pk, text="Chess, both of them")
    assert offered(cast) == ()


def test_a_colleague_who_cannot_see_them_is_not_offered(cast: Cast) -> None:
    told(cast)
    says(cast, "reader", topics=["chess"])
    assert [one.name for one in offered(cast)] == [cast.reader.name]
    access.set_access(cast.asking("writer"), key=cast.kamil.pk, sensitivity=3)
    assert offered(cast) == ()
