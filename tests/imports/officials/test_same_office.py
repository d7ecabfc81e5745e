"""Which posts and groups are one, in English, French and Arabic, and which only look so."""

import pytest

from rapport.imports.officials import office_words
from rapport.imports.officials.same_office import compare, group_office, office, says


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Director of Customs", "Customs Director"),
        ("Director of Customs", "مدير الجمارك"),
        ("Directeur des douanes", "Dir. of Customs"),
        ("Gouverneur adjoint", "نائب المحافظ"),
        ("Commander, 1st Brigade", "قائد اللواء الأول"),
        ("Chef d'état-major", "رئيس الأركان"),
        ("Acting Director of Permits", "Directr of Permits"),
        ("Director, Tal Rifaat office", "مدير مكتب تل رفعت"),
        ("Minister of Foreign Affairs", "Foreign minister"),
    ],
)
def test_two_ways_to_write_one_post(one, other):
    assert compare(office(one), office(other)) == "same"
    assert compare(office(other), office(one)) == "same"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Governor", "Deputy Governor"),
        ("Commander, 1st Brigade", "Commander, 2nd Brigade"),
        ("Commander of Brigade 12", "Commander of Brigade 21"),
        ("Minister of Interior", "Minister of Exterior"),
        ("Head of the Northern District", "Head of the Southern District"),
        ("Director of Health", "Director of Finance"),
        ("Director of Permits", "Adviser to the Director of Permits"),
    ],
)
def test_what_is_another_post_however_near(one, other):
    assert compare(office(one), office(other)) == "other"


def test_what_a_colleague_is_asked_about():
    assert compare(office("Director General of Health"), office("Director of Health")) == "maybe"
    assert compare(office("Mayor of Marqab"), office("Mayor of Marqad")) == "maybe"


def test_a_group_by_its_short_form_is_a_ministry_and_a_post_a_minister():
    assert compare(group_office("Min. of the Interior"), group_office("وزارة الداخلية")) == "same"
    assert compare(office("Min. of the Interior"), office("وزير الداخلية")) == "same"


def test_the_words_of_the_group_tell_nothing_more_of_its_post():
    ministry = group_office("Ministry of Health")
    assert office("Minister of Health").without(ministry).key == office("Minister").key
    assert office("Director of Customs").without(ministry) == office("Director of Customs")


def test_acting_and_former_are_heard_and_part_of_no_post():
    assert office("Acting Governor").acting
    assert office("المحافظ بالوكالة").acting
    assert office("Ex-Governor").former
    assert office("Governor").key == office("Ancien gouverneur").key
    assert says("Poste vacant", office_words.VACANT)
    assert not says("Vacant Khoury", office_words.VACANT)
