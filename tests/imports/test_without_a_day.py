"""Rows without a sure day: the person comes in, the words stay, and nothing warms up."""

import pytest
from django.utils.translation import override

from cast import Cast
from imports.register import about, take
from rapport.imports import commands, said_lines
from rapport.imports.check_register import check_register
from rapport.imports.rows import DOUBTS
from rapport.records.models import Insight, Interaction, Relationship
from rapport.records.refusals import CannotBe

VAGUE = ("Ramadan", "last week", "before Eid", "31/02/2026", "17/03/2027", "??", "قبل العيد")


@pytest.mark.parametrize("day", VAGUE)
def test_a_vague_day_keeps_nobody_out(cast: Cast, day: str) -> None:
    text = f"who,met,what\nThe smith,{day},Asked for a list of vehicles\n"
    answer = check_register(**about(cast, text))
    (doubt,) = answer.doubts
    assert (doubt.who, doubt.header, doubt.text) == ("The smith", "met", day)
    assert doubt.code in DOUBTS
    take(cast, text)
    smith = Relationship.objects.get(counterpart__alias="The smith")
    note = Insight.objects.get(relationship=smith)
    assert note.text == f"Date unsure: {day} · Asked for a list of vehicles"
    assert (smith.warm_ups, smith.last_two_way) == (0, None)
    assert not Interaction.objects.exists()


def test_the_note_is_there_once_however_often_the_list_is_brought(cast: Cast) -> None:
    text = "who,met,what\nThe smith,Ramadan,Tea\n"
    take(cast, text)
    again = take(cast, text)
    assert (again.counts.notes, again.counts.again, again.change_set) == (0, 1, None)
    assert check_register(**about(cast, text)).brings_nothing


def test_it_is_met_again_in_another_language(cast: Cast) -> None:
    text = "who,met,what\nThe smith,Ramadan,Tea\n"
    with override("fr"):
        take(cast, text)
    assert take(cast, text).counts.again == 1


def test_a_cell_put_right_is_read_as_it_was_put_right(cast: Cast) -> None:
    text = "who,met,what\nThe smith,31/02/2026,Tea\nThe smith,Ramadan,Bread\n"
    right = {"2 met": "21/02/2026", "9 met": "x", "2 gone": "x", "x met": "y"}
    answer = check_register(**about(cast, text, corrections=right))
    assert [doubt.row for doubt in answer.doubts] == [3]
    take(cast, text, corrections=right)
    assert str(Interaction.objects.get().on) == "2026-02-21"


def test_a_row_in_which_nobody_is_named_is_told_apart_and_can_be_put_right(cast: Cast) -> None:
    text = "who,met,what\n,12/03/2026,Tea on the quay\n"
    (fault,) = check_register(**about(cast, text)).faults
    assert fault.who == "12/03/2026 · Tea on the quay"
    answer = check_register(**about(cast, text, corrections={"2 who": "The smith"}))
    assert (answer.faults, answer.people, answer.interactions) == ([], 1, 1)


def test_a_month_is_a_contact_unless_it_is_said_not_to_be(cast: Cast) -> None:
    text = "who,met,what\nThe smith,Jan 2026,Tea\n"
    assert check_register(**about(cast, text)).roughly == 1
    answer = check_register(**about(cast, text, roughly=False))
    assert [doubt.code for doubt in answer.doubts] == ["roughly"]
    assert (answer.roughly, answer.notes) == (1, 1), "it can be chosen back"
    take(cast, text)
    met = Interaction.objects.get()
    assert (str(met.on), str(met.until)) == ("2026-01-01", "2026-01-31")


@pytest.mark.parametrize(
    ("how", "two_way"), [("letter", False), ("e-mail", False), ("visit", True)]
)
def test_a_letter_is_one_way_unless_a_column_says_otherwise(
    cast: Cast, how: str, two_way: bool
) -> None:
    text = f"who,met,how,both\nThe smith,12/03/2026,{how},\nHe,12/03/2026,{how},yes\n"
    columns = {"who": "alias", "met": "date", "how": "channel", "both": "two_way"}
    take(cast, text, columns=columns)
    said = {
        one.theirs.get().relationship.counterpart.alias: one.two_way
        for one in Interaction.objects.all()
    }
    assert said == {"The smith": two_way, "He": True}


def test_whether_something_was_asked_is_unknown_and_never_warms(cast: Cast) -> None:
    take(cast, "who,met,what\nThe smith,12/03/2026,asked for list of vehicles\n")
    smith = Relationship.objects.get(counterpart__alias="The smith")
    assert Interaction.objects.get().asked is None
    assert smith.warm_ups == 0


def test_every_row_was_imported_is_only_said_if_nothing_fell(cast: Cast) -> None:
    every = "Every row was imported."
    assert every in said_lines.result_lines(take(cast, "who,met\nThe smith,12/03/2026\n"))
    for text in (
        "who,met,extra\nHe,12/03/2026,x\n",
        "who,met\nShe,12/03/2026\n,13/03/2026\n",
    ):
        lines = [*said_lines.result_lines(take(cast, text))]
        assert every not in lines
        assert any("left out" in line for line in lines)


def test_names_in_the_clear_need_to_be_meant_at_a_prompt(cast: Cast) -> None:
    data = b"Name,Date\nYousef Haddad,2026-03-12\nNadia Orlen,2026-03-13\n"
    raw = {"columns": {"Name": "alias", "Date": "date"}, "date_order": "ymd"}
    heard: list[str] = []
    told = {
        "asking": cast.asking("writer"),
        "circle": "Talks",
        "say": heard.append,
    }
    with pytest.raises(CannotBe) as refused:
        commands.complete_mapping(raw, "r.csv", data, **told)
    said = refused.value.worded()
    assert "Yousef Haddad, Nadia Orlen" in said.says
    assert 'Everybody in "Talks"' in said.says
    assert "3 colleagues" in said.says
    assert "--show-names" in said.next
    commands.complete_mapping(raw, "r.csv", data, **told, writes=False)
    assert any("Yousef Haddad" in line for line in heard), "a dry run only warns"
    meant = commands.complete_mapping(raw, "r.csv", data, **told, names_shown=True)
    assert meant.names_shown
    sealed = commands.complete_mapping(None, "r.csv", data, **told)
    assert sealed.columns["Name"] == "real_name", "what is guessed is sealed"
