"""Whether we always begin too late (N09), and with one side only (N10)."""

from rapport.rules.facts_of_change import Begun, PartyContact
from rapport.rules.facts_of_many import OfficeFacts
from rules.building import ago, ahead, heard, says, silent_from, speaks_from

PARTIES = (("north", "North"), ("south", "South"))


def begun(late, early, on=None):
    days = [on or ago(number + 1) for number in range(late + early)]
    rows = tuple(Begun(number, day, number < late) for number, day in enumerate(days))
    return OfficeFacts("office", begun=rows)


def test_n09_most_were_begun_in_a_crisis():
    finding = heard("N09", begun(4, 2))
    assert finding.params == {"part": 4, "n": 6}
    assert finding.because[0] == ("relationship", 0), "the newest first"
    assert says("N09", begun(4, 2)).endswith("4 of 6.")


def test_n09_half_of_them_is_not_most():
    assert heard("N09", begun(3, 3)) is None


def test_n09_of_few_nothing_is_said():
    assert heard("N09", begun(5, 0)) is None


def test_n09_counts_the_last_year():
    silent_from("N09", begun(6, 0, ago(300)), ahead(65))
    speaks_from("N09", begun(6, 0, ahead(2)), ahead(2))


def with_sides(north, south, parties=PARTIES, on=None):
    days = [on or ago(number % 60) for number in range(north + south)]
    rows = [
        PartyContact(number, day, "north" if number < north else "south")
        for number, day in enumerate(days)
    ]
    return OfficeFacts("office", parties=parties, with_parties=tuple(rows))


def test_n10_nearly_all_contacts_are_with_one_side():
    finding = heard("N10", with_sides(19, 1))
    assert finding.params == {"part": 19, "n": 20, "name": "North"}
    assert finding.because == (("actor", "south"),)


def test_n10_one_in_five_with_the_other_side_is_enough():
    assert heard("N10", with_sides(16, 4)) is None
    assert heard("N10", with_sides(17, 3)) is not None


def test_n10_where_there_is_one_party_only_there_are_no_sides():
    assert heard("N10", with_sides(20, 0, PARTIES[:1])) is None


def test_n10_of_few_contacts_nothing_is_said():
    assert heard("N10", with_sides(19, 0)) is None


def test_n10_counts_ninety_days():
    silent_from("N10", with_sides(20, 0, on=ago(60)), ahead(30))
    speaks_from("N10", with_sides(20, 0, on=ahead(1)), ahead(1))


def test_n10_a_meeting_with_both_sides_counts_for_both():
    both = with_sides(20, 0)
    met = tuple(PartyContact(number, ago(1), "south") for number in range(20))
    finding = heard("N10", both._replace(with_parties=both.with_parties + met))
    assert finding.params["part"] == 20, "neither has fewer: the one with the last name is said"
