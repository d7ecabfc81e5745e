"""The rows of a register: what they say, and what is wrong with them in plain words."""

import pytest

from cast import Cast, asked_by
from imports.register import about, take
from rapport.imports.check_register import check_register
from rapport.imports.mapping import RegisterMap, mapping_from
from rapport.imports.row_reader import RowReader
from rapport.imports.rows import DOUBTS, Oddity, RegisterRow
from rapport.imports.uploads import keep_upload
from rapport.records import name_index
from rapport.records.models import Counterpart, Insight, Interaction, Relationship, SealedName
from rapport.records.rebuilding import differences
from rapport.records.refusals import CannotBe


@pytest.mark.parametrize(("order", "day"), [("dmy", "2026-03-02"), ("mdy", "2026-02-03")])
def test_days_are_read_in_the_order_that_was_said(cast: Cast, order: str, day: str) -> None:
    take(cast, "who,met\nThe ferryman,02/03/2026\n", date_order=order)
    assert str(Interaction.objects.get().on) == day


def test_days_of_the_other_calendar_are_read_too(cast: Cast) -> None:
    take(cast, "who,met\nThe ferryman,01/09/1447\n", calendar="hijri")
    assert str(Interaction.objects.get().on) == "2026-02-18"


def test_several_people_in_one_cell_are_parted_only_if_allowed(cast: Cast) -> None:
    text = "who,met\nThe ferryman; The smith,12/03/2026\n"
    take(cast, text)
    assert Relationship.objects.filter(counterpart__alias="The ferryman; The smith").exists()
    take(cast, text, split=("semicolon",))
    logged = Interaction.objects.latest("revised")
    assert logged.theirs.count() == 2


@pytest.mark.parametrize("name", ["\u202e", "\u200b", "\x07", " \u2066 "])
def test_a_name_of_nothing_one_can_see_names_nobody(cast: Cast, name: str) -> None:
    answer = check_register(**about(cast, f"who,met\n{name},12/03/2026\nHe,12/03/2026\n"))
    assert (answer.good, [fault.code for fault in answer.faults]) == (1, ["nobody"])


def test_a_name_that_would_turn_the_text_round_is_kept_without_that(cast: Cast) -> None:
    take(cast, "who,met\nThe \u202esmith,12/03/2026\n")
    assert Relationship.objects.filter(counterpart__alias="The smith").exists()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("tomorrow", "not_a_date"),
        ("31/02/2026", "no_such_day"),
        ("12/31/2025", "other_order"),
        ("፲፪/3/2026", "other_numerals"),
        ("1²/03/2026", "other_numerals"),
        ("17/03/2026", "future"),
        ("31/12/1899", "too_early"),
    ],
)
def test_what_is_wrong_with_a_day_is_said_in_plain_words(cast: Cast, cell: str, code: str) -> None:
    answer = check_register(**about(cast, f"who,met\nThe smith,{cell}\nHe,12/03/2026\n"))
    assert [(doubt.row, doubt.code) for doubt in answer.doubts] == [(2, code)]
    assert len(DOUBTS[code]) > 10


def test_a_day_in_numerals_that_are_no_digits_keeps_nobody_out_and_is_kept(cast: Cast) -> None:
    done = take(cast, "who,met\nThe smith,፲፪/3/2026\nThe ferryman,٣/٣/٢٠٢٦\n")
    assert (done.counts.people, done.counts.interactions) == (2, 1)
    assert "፲፪/3/2026" in Insight.objects.get().text


def test_a_register_without_days_brings_people_and_no_visits(cast: Cast) -> None:
    done = take(cast, "who\nThe smith\nThe ferryman\n", columns={"who": "alias"}, date_order="")
    assert (done.counts.people, done.counts.interactions) == (2, 0)
    assert Relationship.objects.get(counterpart__alias="The smith").opened == cast.DAY


def test_an_upload_is_looked_at_and_its_columns_guessed(cast: Cast) -> None:
    text = "Name,Date,Notes\nYousef Haddad,13/03/2026,Tea\n"
    upload = keep_upload(asking=asked_by(cast.writer), name="r.csv", data=text.encode())
    assert upload.sniffed["headers"] == ["Name", "Date", "Notes"]
    assert upload.mapping["columns"]["Date"] == "date"
    assert upload.mapping["date_order"] == "dmy"
    assert upload.total == 1


@pytest.mark.parametrize("day", ["02/03/2026", "1/2/2026"])
def test_an_order_of_days_that_is_not_sure_is_asked_for(cast: Cast, day: str) -> None:
    text = f"Name,Date\nYousef Haddad,{day}\n"
    upload = keep_upload(asking=asked_by(cast.writer), name="r.csv", data=text.encode())
    assert upload.mapping["date_order"] == ""
    with pytest.raises(CannotBe, match="more than one way"):
        check_register(
            **about(cast, text, columns={"Name": "alias", "Date": "date"}, date_order="")
        )


def test_somebody_without_a_day_is_imported_and_words_without_one_are_a_note(cast: Cast) -> None:
    text = "who,met,what\nThe smith,,\nThe ferryman,,Tea\nHe,12/03/2026,Tea\n"
    answer = check_register(**about(cast, text))
    assert [(doubt.row, doubt.code) for doubt in answer.doubts] == [(3, "empty")]
    assert (answer.people, answer.interactions, answer.notes) == (3, 1, 1)
    take(cast, text)
    assert Insight.objects.get().text == "Date not recorded · Tea"


def test_a_later_row_fills_in_what_the_first_left_out(cast: Cast) -> None:
    columns = {"who": "alias", "name": "real_name", "office": "actor", "post": "position"}
    text = (
        "who,name,office,post\nThe smith,,,\nThe smith,Yousef Haddad,Port,\n"
        "The smith,Another Name,Clinic,Head\n"
    )
    take(cast, text, columns=columns)
    smith = Counterpart.objects.get(alias="The smith")
    assert smith.actor is not None
    assert smith.actor.name == "Port"
    sealed = [name_index.open_name(bytes(name.sealed)) for name in smith.sealed_names.all()]
    assert sorted(sealed) == ["Another Name", "Yousef Haddad"], "a second name is not lost"
    post = smith.tenures.get().position
    assert (post.title, post.actor.name) == ("Head", "Clinic"), "with the group it is held in"
    assert differences() == []


def test_nobody_gets_the_name_of_another_in_the_same_cell(cast: Cast) -> None:
    columns = {"who": "alias", "name": "real_name"}
    text = "who,name\nThe smith; The ferryman,Yousef Haddad\n"
    answer = check_register(**about(cast, text, columns=columns, split=("semicolon",)))
    assert [(odd.column, odd.code) for odd, _ in answer.oddities] == [("real_name", "whose")]
    take(cast, text, columns=columns, split=("semicolon",))
    met = Counterpart.objects.filter(alias__in=["The smith", "The ferryman"])
    assert not SealedName.objects.filter(counterpart__in=met).exists()


def test_real_names_in_one_cell_are_parted_and_sealed_each_for_itself(cast: Cast) -> None:
    before = SealedName.objects.count()
    text = "who,met\nYousef Haddad; Karim Odeh,12/03/2026\n"
    take(cast, text, columns={"who": "real_name", "met": "date"}, split=("semicolon",))
    assert SealedName.objects.count() == before + 2
    assert Interaction.objects.get().theirs.count() == 2


@pytest.mark.parametrize(
    ("how", "asked", "mood", "meant"),
    [
        ("WhatsApp", "Yes", "Friendly", ("message", True, "open")),
        ("Appel", "oui", "tendu", ("phone", True, "guarded")),
        ("زيارة", "لا", "عدائي", ("in_person", False, "hostile")),
        ("-", "n/a", "", ("in_person", None, "")),
    ],
)
def test_words_of_other_registers_and_languages_are_understood(
    cast: Cast, how: str, asked: str, mood: str, meant: tuple[object, ...]
) -> None:
    text = f"who,met,how,asked,mood\nThe smith,12/03/2026,{how},{asked},{mood}\n"
    columns = {"who": "alias", "met": "date", "how": "channel", "asked": "asked"}
    take(cast, text, columns={**columns, "mood": "tone_theirs"})
    one = Interaction.objects.get()
    assert (one.channel, one.asked, one.tone_theirs) == meant


def test_a_word_that_is_not_understood_is_said_with_how_often_it_stands_there(cast: Cast) -> None:
    text = "who,met,asked\nThe smith,12/03/2026,perhaps\nHe,13/03/2026,perhaps\n"
    columns = {"who": "alias", "met": "date", "asked": "asked"}
    answer = check_register(**about(cast, text, columns=columns))
    assert answer.oddities == [(("asked", "not_understood", "perhaps"), 2)]


@pytest.mark.parametrize(
    ("header", "meaning", "word"),
    [
        ("how", "channel", "by pigeon"),
        ("why", "purpose", "for no reason"),
        ("mood", "tone_theirs", "purple"),
        ("mood", "tone_ours", "purple"),
    ],
)
def test_a_choice_that_is_not_understood_is_noted_and_left_as_if_nothing_stood_there(
    header: str, meaning: str, word: str
) -> None:
    mapping = RegisterMap(
        columns={"who": "alias", "met": "date", header: meaning}, date_order="dmy"
    )
    reader = RowReader(mapping, ["who", "met", header], Cast.DAY)
    row = reader.read(2, ["The smith", "12/03/2026", word])
    assert isinstance(row, RegisterRow)
    assert row.interaction == {"purpose": mapping.purpose, "channel": mapping.channel}
    assert reader.oddities == {Oddity(meaning, "not_understood", word): 1}


@pytest.mark.parametrize("nothing", ["", "-", "N/A"])
def test_a_choice_left_empty_is_nothing_to_note(nothing: str) -> None:
    mapping = RegisterMap(
        columns={"who": "alias", "met": "date", "how": "channel"}, date_order="dmy"
    )
    reader = RowReader(mapping, ["who", "met", "how"], Cast.DAY)
    reader.read(2, ["The smith", "12/03/2026", nothing])
    assert not reader.oddities


def test_what_is_too_long_to_keep_is_said_before_it_is_cut(cast: Cast) -> None:
    text = f"who,met,office\nThe smith,12/03/2026,{'O' * 200}\n"
    answer = check_register(**about(cast, text))
    assert [(odd.column, odd.code) for odd, _ in answer.oddities] == [("actor", "cut")]


def test_what_the_reader_noticed_in_the_file_is_said(cast: Cast) -> None:
    answer = check_register(**about(cast, 'who,met\nThe \u202esmith,"12/03/2026\n'))
    assert {one.trouble for one in answer.warnings} == {"quotes", "direction_removed"}


def test_a_column_that_the_file_has_not_is_refused_by_name(cast: Cast) -> None:
    columns = {"who": "alias", "when": "date"}
    with pytest.raises(CannotBe) as refusal:
        check_register(**about(cast, "who,met\nHe,12/03/2026\n", columns=columns))
    assert refusal.value.params == {"word": "when", "names": "who, met"}


def test_a_column_may_be_named_in_other_capitals(cast: Cast) -> None:
    take(cast, "Who,MET\nHe,12/03/2026\n", columns={"who": "alias", "met": "date"})
    assert Interaction.objects.count() == 1


@pytest.mark.parametrize(
    "raw",
    [
        {"columns": "alias"},
        {"columns": {"who": 3}},
        {"split": "semicolon"},
        {"header_row": "first"},
        {"sensitivity": "severe"},
        {"sheet": 2},
        {"same": ["a"]},
    ],
)
def test_a_map_of_another_shape_is_refused_and_does_not_fall_over(raw: dict[str, object]) -> None:
    with pytest.raises(CannotBe):
        mapping_from(raw)
