"""Words that lay the fault on a colleague (P04): a yes, a no and near misses in three languages."""

import pytest

from rapport.rules.blaming import blame_in

BLAME = (
    "Our intern messed up.",
    "It was our new driver's fault.",
    "It was the fault of our interpreter",
    "They should know that our colleague leaked the list.",
    "I told him that my predecessor was careless with papers",
    "One of us forgot to lock the drawer; one of us is to blame.",
    "Notre stagiaire s'est trompée.",
    "C’est la faute de notre chauffeur.",
    "Notre nouvelle collègue a oublié de fermer le tiroir",
    "أخطأ متدربنا في إرسال القائمة",
    "زميلنا أهمل القائمة",
    "هذا ذنب سائقنا",
)
NONE = (
    "",
    "Their soldiers messed up.",
    "Our convoy was late.",
    "Our driver list reached the wrong office.",
    "Our drivers' list leaked to the wrong office.",
    "Our intern did nothing wrong.",
    "It is not our intern's fault.",
    "We blame nobody; our driver was there.",
    "Our driver heard that they were late. It was a mistake of their office.",
    "Our intern saw how their soldiers messed up.",
    "A list was sent to the wrong office; from now on two people check each one.",
    "We made a mistake.",
    "Leurs soldats se sont trompés.",
    "Notre convoi était en retard.",
    "Ce n'est pas la faute de notre chauffeur.",
    "Notre liste de chauffeurs est arrivée au mauvais bureau.",
    "جنودهم أخطؤوا",
    "تأخرت قافلتنا",
    "وصلت قائمة السائقين إلى المكتب الخطأ",
    "لا نلوم زميلنا",
)


@pytest.mark.parametrize("text", BLAME)
def test_a_colleague_is_blamed(text):
    assert blame_in(text)


@pytest.mark.parametrize("text", NONE)
def test_nobody_of_ours_is_blamed(text):
    assert blame_in(text) == ()


def test_it_says_the_very_words():
    assert blame_in("He was told: our intern messed up, sorry.") == ("our intern messed up",)


def test_a_colleague_by_name_and_an_offices_own_expression():
    assert blame_in("Idris forgot it.") == ()
    assert blame_in("Idris forgot it.", names=["Idris Fane", "Idris"]) == ("idris forgot",)
    assert blame_in("The logbook again!", extra=["the logbook again"]) == ("the logbook again",)


def test_each_is_said_once_and_a_fault_far_away_is_another_matter():
    assert len(blame_in("Our intern messed up. Our intern messed up!")) == 1
    far = "Our intern was there and heard for an hour what was said about the fault of the road"
    assert blame_in(far) == ()
