"""D03: words of family, faith and health in texts that do not say what they are needed for."""

from datetime import timedelta

import pytest

from cast import Cast
from rapport.actions import commitments, history, insights, team
from rapport.records import judging
from rapport.records.models import Finding, Insight, Mark
from rapport.records.recording import change_set


def note(cast: Cast, text: str, whom=None, **told):
    about = {"relationship": (whom or cast.kamil).pk, "kind": "constraint", "text": text}
    return insights.note_insight(cast.asking("writer"), **about, **told).row


def change(cast: Cast, row, **values):
    with change_set("change_any", cast.asking("writer")) as changes:
        changes.change(type(row).objects.get(pk=row.pk), **values)
    return changes.key


def heard(whom) -> Finding | None:
    return Finding.objects.filter(code="D03", relationship=whom).first()


def behind(whom) -> set[tuple[str, str]]:
    found = heard(whom)
    return set() if found is None else {tuple(one) for one in found.because}


YES = [
    ("Deeply religious.", "deeply religious"),
    ("His wife has cancer.", "cancer"),
    ("His wife has cancer.", "his wife"),
    ("Has been unwell.", "unwell"),
    ("She is pregnant", "pregnant"),
    ("A devout man", "devout"),
    ("Sa femme est enceinte.", "sa femme"),
    ("Il est très croyant.", "tres croyant"),
    ("Elle est tombée malade", "tombee malade"),
    ("زوجته مريضة", "زوجته"),
    ("هو متديّن جداً", "متدين"),
    ("عنده سرطان", "سرطان"),
]


@pytest.mark.parametrize(("text", "word"), YES)
def test_it_speaks_where_a_plain_note_tells_of_it(cast: Cast, text, word):
    row = note(cast, text)
    assert behind(cast.kamil) == {("insight", str(row.pk))}
    assert word in heard(cast.kamil).params["words"]


NO = [
    "The family name is not known.",
    "Our health programme at Tel Saray; measles, the clinic and the Ministry of Health.",
    "Meet at the mosque road, opposite the church.",
    "A screening of pregnant women is planned; the cancer ward has no power.",
    "They acted in good faith. I'll ask. He was ill-treated at the gate; ill at ease.",
    "Religious leaders and elders were there.",
    "Le nom de famille, le centre de santé, le ministère de la Santé.",
    "Les femmes enceintes viennent lundi. Le mur d'enceinte.",
    "وزارة الصحة وبرنامج صحي في طريق المسجد",
    "اسم العائلة غير معروف",
    "Brothers in the trade; a sister organisation.",
]


@pytest.mark.parametrize("text", NO)
def test_near_misses_are_left_alone(cast: Cast, text):
    note(cast, text)
    assert heard(cast.kamil) is None


def test_a_special_note_with_its_need_is_as_it_should_be(cast: Cast):
    row = note(cast, "Has been unwell.", special="health", need="So that we do not come at night")
    assert heard(cast.kamil) is None
    gone = change(cast, row, need="")
    assert behind(cast.kamil) == {("insight", str(row.pk))}
    assert heard(cast.kamil).params["n"] == 1
    history.undo(cast.asking("writer"), key=gone)
    assert heard(cast.kamil) is None


def test_it_speaks_of_any_kind_of_record(cast: Cast):
    about = {"by": "us", "text": "Ask after his wife", "due": cast.DAY + timedelta(days=9)}
    promise = commitments.make_commitment(
        cast.asking("writer"), relationship=cast.kamil.pk, **about
    ).row
    visit = cast.meet(line="His wife was ill; he is devout")
    expected = {("commitment", str(promise.pk)), ("interaction", str(visit.pk))}
    assert behind(cast.kamil) == expected


def test_edited_and_undone(cast: Cast):
    row = note(cast, "Deeply religious.")
    gone = change(cast, row, text="Likes gardens.")
    assert heard(cast.kamil) is None
    history.undo(cast.asking("writer"), key=gone)
    assert behind(cast.kamil) == {("insight", str(row.pk))}


def test_it_speaks_on_the_first_day_and_of_what_is_backdated(cast: Cast):
    note(cast, "Deeply religious.", on=cast.DAY)
    assert heard(cast.kamil) is not None
    judging.rejudge([cast.kamil.pk], today=cast.DAY - timedelta(days=1))
    assert heard(cast.kamil) is None
    judging.rejudge([cast.kamil.pk], today=cast.DAY)
    old = note(cast, "Has been unwell.", on=cast.DAY - timedelta(days=300))
    assert ("insight", str(old.pk)) in behind(cast.kamil)


def test_one_contact_tells_it_of_everybody_who_was_there(cast: Cast):
    other, third = cast.add("Umm Nadir"), cast.add("The third")
    visit = cast.meet(
        theirs=[(cast.kamil.pk, "lead"), (other.pk, "second")], line="Is ill; was ill"
    )
    for whom in (cast.kamil, other):
        assert behind(whom) == {("interaction", str(visit.pk))}
    assert heard(third) is None


def test_of_a_severe_person_it_tells_the_named_alone(cast: Cast):
    severe = cast.add("The quiet one", sensitivity=3)
    note(cast, "Deeply religious.", whom=severe)
    mine = Finding.objects.visible_to(cast.writer).filter(code="D03")
    assert [found.relationship_id for found in mine] == [severe.pk]
    assert not Finding.objects.visible_to(cast.reader).filter(code="D03").exists()


def test_an_office_adds_words_of_its_own(cast: Cast):
    row = note(cast, "Fasts every Thursday.")
    assert heard(cast.kamil) is None
    team.set_rules(cast.asking("keeper"), raw={"D03": {"words": ["fast*"]}})
    assert behind(cast.kamil) == {("insight", str(row.pk))}
    team.set_rules(cast.asking("keeper"), raw={})
    assert heard(cast.kamil) is None
    assert not Mark.objects.exists()
    assert Insight.objects.filter(pk=row.pk).exists()


def test_the_demo_world_keeps_nothing_of_that_kind_without_a_need(demo_world):
    told = Mark.objects.exclude(private=[])
    assert [(mark.kind, mark.private) for mark in told] == []
    assert Insight.objects.exclude(special="").exclude(need="").exists()
