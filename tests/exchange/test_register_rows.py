"""The rows of a register: what they say, and what is wrong with them in plain words."""

import pytest

from cast import Cast
from exchange.register import about, take
from rapport.exchange import registers
from rapport.exchange.register_rows import FAULTS
from rapport.records.models import Interaction, Relationship
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
    answer = registers.check(**about(cast, f"who,met\n{name},12/03/2026\nHe,12/03/2026\n"))
    assert (answer.good, [fault.code for fault in answer.faults]) == (1, ["nobody"])


def test_a_name_that_would_turn_the_text_round_is_kept_without_that(cast: Cast) -> None:
    take(cast, "who,met\nThe \u202esmith,12/03/2026\n")
    assert Relationship.objects.filter(counterpart__alias="The smith").exists()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("", "empty"),
        ("tomorrow", "not_a_date"),
        ("31/02/2026", "no_such_day"),
        ("12/31/2025", "other_order"),
        ("17/03/2026", "future"),
        ("31/12/1899", "too_early"),
    ],
)
def test_what_is_wrong_with_a_day_is_said_in_plain_words(cast: Cast, cell: str, code: str) -> None:
    answer = registers.check(**about(cast, f"who,met\nThe smith,{cell}\nHe,12/03/2026\n"))
    assert [(fault.row, fault.code) for fault in answer.faults] == [(2, code)]
    assert len(FAULTS[code]) > 10


def test_a_register_without_days_brings_people_and_no_visits(cast: Cast) -> None:
    done = take(cast, "who\nThe smith\nThe ferryman\n", columns={"who": "alias"}, date_order="")
    assert (done.counts.people, done.counts.interactions) == (2, 0)
    assert Relationship.objects.get(counterpart__alias="The smith").opened == cast.DAY


def test_an_upload_is_looked_at_and_its_columns_guessed(cast: Cast) -> None:
    text = "Name,Date,Notes\nYousef Haddad,13/03/2026,Tea\n"
    staged = registers.stage(by=cast.writer, now=cast.at()["now"], name="r.csv", data=text.encode())
    assert staged.sniffed["headers"] == ["Name", "Date", "Notes"]
    assert staged.mapping["columns"]["Date"] == "date"
    assert staged.mapping["date_order"] == "dmy"
    assert staged.total == 1


@pytest.mark.parametrize("day", ["02/03/2026", "1/2/2026"])
def test_an_order_of_days_that_is_not_sure_is_asked_for(cast: Cast, day: str) -> None:
    text = f"Name,Date\nYousef Haddad,{day}\n"
    staged = registers.stage(by=cast.writer, now=cast.at()["now"], name="r.csv", data=text.encode())
    assert staged.mapping["date_order"] == ""
    with pytest.raises(CannotBe, match="more than one way"):
        registers.check(
            **about(cast, text, columns={"Name": "alias", "Date": "date"}, date_order="")
        )
