"""What a colleague says of themselves is theirs alone; duties are never one's own to set."""

import pytest
from django.conf import settings

from actions.change_sets import cannot_be, everything, is_one_change_set
from cast import Cast
from rapport.actions import colleagues, history, team
from rapport.briefings.colleagues import colleague as page_of
from rapport.briefings.history import history as read_history
from rapport.records import rebuilding
from rapport.records.chain import open_store
from rapport.records.models import Colleague, Duty, Function, Office, Operation, Origin
from rapport.records.refusals import ChangedSince, NotThere, NotYours

SAID = {
    "languages": ["ar", "en"],
    "areas": ["Orsend"],
    "topics": ["water"],
    "origin": Origin.NATIONAL,
    "gender": "woman",
    "exposure_notes": "Kin in the district.",
    "exposure_shared": True,
    "function": Function.ACCESS,
}


def said(cast: Cast, who: str = "reader", **told: object):
    return colleagues.say_of_myself(cast.asking(who), **(told or SAID))


def changed(cast: Cast, who: str = "reader", by: str = "keeper", **told: object):
    key = cast.who(who).pk
    return colleagues.change_colleague(cast.asking(by), colleague=key, **told)


def test_what_i_say_of_myself_is_one_change_that_i_take_back(cast: Cast):
    is_one_change_set(cast, lambda: said(cast), "say_of_myself", "reader")
    said(cast)
    me = cast.reader
    assert {name: getattr(me, name) for name in SAID} == SAID


def test_words_are_kept_once_in_their_order_without_blanks(cast: Cast):
    said(cast, languages=[" Arabic ", "", "FRENCH", "arabic", "French", "a\u202eb"])
    assert cast.reader.languages == ["Arabic", "FRENCH", "ab"]


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"languages": [f"word {n}" for n in range(41)]}, "more than 40 entries"),
        ({"topics": ["x" * 81]}, "longer than 80"),
        ({"gender": "\ud800"}, "cannot be saved"),
        ({"origin": "martian"}, "not one of the choices"),
        ({"gender": "x" * 41}, "longer than 40"),
        ({"exposure_notes": "x" * (64 * 1024 + 1)}, "longer than 64 KB"),
    ],
)
def test_what_no_store_can_keep_is_refused(cast: Cast, told, says):
    with cannot_be(says):
        said(cast, **told)


def test_a_word_of_another_kind_changes_nothing(cast: Cast):
    before = everything()
    for told in ({"duties": [Duty.AUDITOR]}, {"name": "Boss"}, {"is_active": False}, {"office": 1}):
        with pytest.raises(TypeError, match="Not for whoever asks"):
            said(cast, **told)
    for name in Colleague.BY_THEMSELVES:
        with pytest.raises(TypeError, match="Not for whoever asks"):
            changed(cast, **{name: SAID[name]})
        with pytest.raises(TypeError, match="Not for whoever asks"):
            team.add_colleague(
                cast.asking("keeper"), name="New", sign_in="new", **{name: SAID[name]}
            )
    assert everything() == before


def test_every_column_about_a_colleague_is_for_somebody_to_set():
    columns = {field.name for field in Colleague._meta.concrete_fields if field.editable}
    placed = {"office", "sign_in", "is_active"}
    of_each = (Colleague.BY_THEMSELVES, Colleague.BY_EITHER, Colleague.BY_THE_OFFICE)
    assert frozenset().union(*of_each) == columns - placed - Colleague.UNRECORDED
    assert sum(map(len, of_each)) == len(frozenset().union(*of_each))


def test_nobody_else_reads_of_it_or_takes_it_back(cast: Cast):
    change = said(cast)
    mine = [one for one in read_history(cast.asking("reader")).change_sets if one.verb]
    assert (mine[0].verb, mine[0].may_undo) == ("say_of_myself", True)
    for other in ("keeper", "writer", "outsider"):
        verbs = {one.verb for one in read_history(cast.asking(other)).change_sets}
        assert "say_of_myself" not in verbs
        with pytest.raises(NotThere):
            history.undo(cast.asking(other), key=change.key)
    taken = history.undo(cast.asking("reader"), key=change.key)
    last = Operation.objects.latest("sequence")
    assert (last.verb, last.scope) == ("undo", cast.reader.pk)
    # The undoing is theirs too: a head of office who took it back would set another's words.
    for other in ("keeper", "writer", "outsider"):
        with pytest.raises(NotThere):
            history.undo(cast.asking(other), key=last.change_set)
    history.undo(cast.asking("reader"), key=last.change_set)
    assert taken.row == change.key
    assert cast.reader.languages == SAID["languages"]


def test_the_log_alone_tells_it_again(cast: Cast):
    changed(cast, duties=[Duty.SUPPORT], end_of_mission=cast.DAY)
    history.undo(cast.asking("reader"), key=said(cast).key)
    said(cast, topics=["water"], exposure_shared=True)
    held = everything()
    assert rebuilding.differences() == []
    rebuilding.rebuild()
    assert everything() == held


def test_who_looks_after_a_colleague_sets_what_they_do_here(cast: Cast):
    told = {"name": "Rima", "function": "legal", "duties": [Duty.SUPPORT, Duty.NEGOTIATOR]}
    is_one_change_set(cast, lambda: changed(cast, **told), "change_colleague", "keeper")
    changed(cast, **told, end_of_mission=cast.DAY)
    who = cast.reader
    assert (who.name, who.function, who.end_of_mission) == ("Rima", "legal", cast.DAY)
    assert who.duties == [Duty.NEGOTIATOR, Duty.SUPPORT]


@pytest.mark.parametrize("by", ["writer", "reader", "outsider"])
def test_nobody_else_sets_what_a_colleague_does_here(cast: Cast, by):
    before = everything()
    with pytest.raises(NotThere):
        changed(cast, by=by, duties=[Duty.HEAD_OF_OFFICE])
    assert everything() == before


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"name": "  "}, "cannot be left empty"),
        ({"duties": ["king"]}, "not one of the choices"),
        ({"function": "spying"}, "not one of the choices"),
    ],
)
def test_what_a_colleague_cannot_be_is_refused(cast: Cast, told, says):
    with cannot_be(says):
        changed(cast, **told)


def second_head(cast: Cast) -> None:
    changed(cast, "outsider", duties=[Duty.HEAD_OF_OFFICE, Duty.NEGOTIATOR])


def test_nobody_changes_their_own_duties(cast: Cast):
    second_head(cast)
    with cannot_be("own duties"):
        changed(cast, "keeper", duties=[Duty.HEAD_OF_OFFICE, Duty.AUDITOR])
    with cannot_be("own duties"):
        changed(cast, "keeper", duties=[])
    changed(cast, "keeper", function="management", duties=[Duty.HEAD_OF_OFFICE])
    assert (cast.keeper.function, cast.keeper.duties) == ("management", [Duty.HEAD_OF_OFFICE])


def test_nobody_undoes_what_another_did_to_their_duties(cast: Cast):
    second_head(cast)
    both = [Duty.HEAD_OF_OFFICE, Duty.AUDITOR]
    given = changed(cast, "keeper", by="outsider", duties=both)
    taken = changed(cast, "keeper", by="outsider", duties=[Duty.HEAD_OF_OFFICE])
    with cannot_be("own duties"):
        history.undo(cast.asking("keeper"), key=taken.key)
    with pytest.raises(ChangedSince):
        history.undo(cast.asking("keeper"), key=given.key)
    assert cast.keeper.duties == [Duty.HEAD_OF_OFFICE]
    history.undo(cast.asking("outsider"), key=taken.key)
    assert cast.keeper.duties == both


@pytest.mark.skipif(settings.IS_TEAM, reason="A team's store has no owner.")
def test_the_owner_of_a_laptop_sets_their_own_and_stays_head_of_office(cast: Cast):
    store = open_store()
    store.owner = cast.keeper
    store.save(update_fields=["owner"])
    both = [Duty.HEAD_OF_OFFICE, Duty.DATA_PROTECTION]
    changed(cast, "keeper", duties=both)
    assert cast.keeper.duties == both
    with cannot_be("needs somebody to manage"):
        changed(cast, "keeper", duties=[Duty.DATA_PROTECTION])
    second_head(cast)
    with cannot_be("own duties"):
        changed(cast, "outsider", by="outsider", duties=[*both, Duty.AUDITOR])


def exposure_read_by(cast: Cast) -> set[str]:
    return {
        name
        for name in cast.everyone
        if page_of(cast.asking(name), cast.reader.pk).exposure == SAID["exposure_notes"]
    }


def test_exposure_is_read_by_others_only_if_it_is_shared(cast: Cast):
    said(cast, **{**SAID, "exposure_shared": False})
    changed(cast, "outsider", duties=[Duty.SECURITY_FOCAL_POINT])
    assert exposure_read_by(cast) == {"reader"}
    said(cast, exposure_shared=True)
    assert exposure_read_by(cast) == {"reader", "keeper", "outsider"}
    assert page_of(cast.asking("reader"), cast.reader.pk).exposure_readers == (
        "Kit Keeper",
        "Outsider",
    )
    assert page_of(cast.asking("keeper"), cast.reader.pk).exposure_readers == ()
    changed(cast, "outsider", duties=[Duty.NEGOTIATOR])
    assert exposure_read_by(cast) == {"reader", "keeper"}
    said(cast, exposure_shared=False)
    assert exposure_read_by(cast) == {"reader"}
    shown = page_of(cast.asking("keeper"), cast.reader.pk)
    assert (shown.exposure, shown.exposure_shared) == ("", False)


def test_what_is_shared_stays_in_the_office(cast: Cast):
    said(cast)
    field = team.add_office(cast.asking("keeper"), name="Orsend").row
    Colleague.objects.filter(pk=cast.reader.pk).update(office=field)
    page = page_of(cast.asking("keeper"), cast.reader.pk)
    assert (page.looked_after, page.exposure) == (True, "")
    with pytest.raises(NotThere):
        page_of(cast.asking("writer"), cast.reader.pk)


def test_a_page_is_for_the_colleagues_of_an_office_while_one_is_here(cast: Cast):
    elsewhere = Office.objects.create(name="Heronry")
    heron = Colleague.objects.create(office=elsewhere, name="Heron", sign_in="heron")
    for by in cast.everyone:
        with pytest.raises(NotThere):
            page_of(cast.asking(by), heron.pk)
    Colleague.objects.filter(pk=cast.writer.pk).update(is_active=False)
    with pytest.raises(NotThere):
        page_of(cast.asking("reader"), cast.writer.pk)


def test_who_adds_a_colleague_says_what_they_do_here(cast: Cast):
    told = {"function": "legal", "duties": [Duty.LEGAL_ADVISER], "end_of_mission": cast.DAY}
    new = team.add_colleague(cast.asking("keeper"), name="New", sign_in="new", **told).row
    assert {name: getattr(new, name) for name in told} == told
    with cannot_be("not one of the choices"):
        team.add_colleague(cast.asking("keeper"), name="X", sign_in="x", duties=["king"])
    with pytest.raises(NotYours):
        team.add_colleague(cast.asking("writer"), name="X", sign_in="x", **told)


def test_what_the_office_set_is_for_the_office_to_take_back(cast: Cast):
    is_one_change_set(cast, lambda: changed(cast, function="legal"), "change_colleague", "keeper")
    key = changed(cast, function="legal").key
    with pytest.raises(NotYours):
        history.undo(cast.asking("reader"), key=key)
