"""What all of us ask of the people of one actor, or of one person in several circles (E11)."""

from rules.building import (
    TODAY,
    actor,
    ago,
    ahead,
    contact,
    heard,
    person,
    silent_from,
    speaks_from,
)


def asked(*ties, first=9):
    """Contacts on as many days, in each of which one of these people was asked."""
    return [contact(ago(first - place), tie=tie) for place, tie in enumerate(ties)]


def test_e11_two_of_them_are_asked_and_nobody_only_visits():
    finding = heard("E11", actor(contacts=asked("one", "other", "one", "other")))
    assert finding.params == {"part": 4, "n": 4}
    assert finding.because == (("relationship", "one"), ("relationship", "other"))


def test_e11_of_one_alone_another_rule_speaks():
    visit = contact(TODAY, asked=False, tie="other")
    assert heard("E11", actor(contacts=[*asked("one", "one", "one", "one"), visit])) is None


def test_e11_seven_in_ten_are_the_edge():
    visits = [contact(ago(day), asked=False) for day in (20, 21, 22)]
    many = asked(*["one", "other"] * 3)
    assert heard("E11", actor(contacts=[*visits, *many, contact()]))
    assert heard("E11", actor(contacts=[*visits, *many])) is None


def test_e11_three_contacts_are_too_few():
    assert heard("E11", actor(contacts=asked("one", "other", "one"))) is None


def test_e11_one_contact_with_several_is_one():
    joint = [contact(TODAY, tie=tie, contact="joint") for tie in ("one", "other")]
    assert heard("E11", actor(contacts=[*asked("one", "one"), *joint])) is None
    finding = heard("E11", actor(contacts=[*asked("one", "one", "one"), *joint]))
    assert finding.params == {"part": 4, "n": 4}


def test_e11_who_was_there_and_not_asked_is_not_asked():
    joint = [
        contact(TODAY, tie="one", contact="joint"),
        contact(TODAY, tie="other", contact="joint", asked=False),
    ]
    assert heard("E11", actor(contacts=[*asked("one", "one", "one"), *joint])) is None


def test_e11_speaks_from_the_day_of_the_fourth_and_forgets():
    known = actor(contacts=[*asked("one", "other", "one"), contact(ahead(2))])
    speaks_from("E11", known, ahead(2))
    silent_from("E11", actor(contacts=asked("one", "other", "one", "other")), ahead(81))


def test_e11_one_person_is_asked_in_two_circles():
    finding = heard("E11", person(*asked("ours", "theirs", "ours", "theirs")))
    assert finding.params == {"part": 4, "n": 4}
    assert finding.because == (("relationship", "ours"), ("relationship", "theirs"))
    assert "this person" in finding.says
    assert heard("E11", person(*asked("ours", "theirs", "ours"))) is None


def test_e11_of_one_person_in_one_circle_another_rule_speaks():
    visit = contact(TODAY, asked=False, tie="theirs")
    assert heard("E11", person(*asked("ours", "ours", "ours", "ours"), visit)) is None


def test_e11_of_one_person_speaks_from_the_day_of_the_fourth_and_forgets():
    known = person(*asked("ours", "theirs", "ours"), contact(ahead(2), tie="theirs"))
    speaks_from("E11", known, ahead(2))
    silent_from("E11", person(*asked("ours", "theirs", "ours", "theirs")), ahead(81))
