"""Two people said not to be the same: kept, undone, and only as far as both may be seen."""

import pytest

from actions.change_sets import cannot_be, everything, is_one_change_set
from cast import Cast
from rapport.actions import access, erasing, history, people, team
from rapport.actions.telling_apart import tell_apart
from rapport.briefings.duplicates import duplicates
from rapport.briefings.history import history as told
from rapport.records import rebuilding, verifying
from rapport.records.models import Operation, Part, Relationship, Sensitivity, ToldApart
from rapport.records.refusals import NotThere


@pytest.fixture(autouse=True)
def the_tables_say_what_the_log_says(db):
    yield
    assert rebuilding.differences() == []
    assert verifying.verify().whole


@pytest.fixture
def twin(cast: Cast) -> Relationship:
    return cast.add("Abu Camil")


def apart(cast: Cast, one: Relationship, other: Relationship, by: str = "writer"):
    return tell_apart(cast.asking(by), one=one.pk, other=other.pk)


def twice(cast: Cast, who: str = "writer") -> list[set[str]]:
    """Return the aliases of the pairs somebody is shown."""
    shown = duplicates(cast.asking(who))
    assert shown.total == len(shown.pairs)
    return [{person.alias for person, _ in pair.both} for pair in shown.pairs]


def everywhere(cast: Cast, part: str = Part.WRITER) -> None:
    """Let the writer into the other circle too."""
    new = {"circle": cast.elsewhere.pk, "colleague": cast.writer.pk, "part": part}
    team.admit(cast.asking("outsider"), **new)


def test_it_is_one_change_that_one_undo_takes_back(cast: Cast, twin):
    is_one_change_set(cast, lambda: apart(cast, cast.kamil, twin), "tell_apart")


def test_who_is_told_apart_is_shown_no_more_to_anybody_of_the_circle(cast: Cast, twin):
    assert twice(cast) == [{"Abu Kamil", "Abu Camil"}] == twice(cast, "reader")
    done = apart(cast, twin, cast.kamil)
    assert twice(cast) == [] == twice(cast, "keeper")
    history.undo(cast.asking("writer"), key=done.key)
    assert twice(cast) == [{"Abu Kamil", "Abu Camil"}]


def test_said_twice_it_is_kept_once(cast: Cast, twin):
    apart(cast, twin, cast.kamil), apart(cast, cast.kamil, twin)
    said = ToldApart.objects.get()
    assert (said.by, said.on, said.circle) == (cast.writer, cast.DAY, cast.circle)


def test_it_holds_until_one_of_the_names_changes(cast: Cast, twin):
    apart(cast, cast.kamil, twin)
    asking, key = cast.asking("writer"), twin.counterpart_id
    people.change_counterpart(asking, key=key, how_to_address="Doctor", alias="abu  CAMIL")
    assert twice(cast) == []
    renamed = people.change_counterpart(asking, key=key, alias="Abu Kameel")
    assert twice(cast) == [{"Abu Kamil", "Abu Kameel"}]
    history.undo(asking, key=renamed.key)
    assert twice(cast) == []
    people.seal_name(asking, key=key, name="Kamil Farran")
    assert twice(cast) == [{"Abu Kamil", "abu  CAMIL"}]


def test_somebody_added_all_the_same_is_told_apart_in_the_same_change(cast: Cast):
    new = {"alias": "Abu Camil", "circle": cast.circle.pk, "opened": cast.DAY}
    is_one_change_set(
        cast,
        lambda: people.add_counterpart(
            cast.asking("writer"), different_from=[cast.kamil.pk, cast.hidden.pk], **new
        ),
        "add_counterpart",
    )
    people.add_counterpart(cast.asking("writer"), different_from=[cast.kamil.pk], **new)
    assert twice(cast) == []
    assert ToldApart.objects.count() == 1


@pytest.mark.parametrize("part", [Part.WRITER, Part.READER])
def test_across_circles_it_is_for_whoever_says_it_alone(cast: Cast, part):
    other = cast.add("Abu Camil", by="outsider")
    everywhere(cast, part)
    apart(cast, cast.kamil, other)
    assert ToldApart.objects.get().circle is None
    assert twice(cast) == []
    new = {"circle": cast.elsewhere.pk, "colleague": cast.keeper.pk, "part": Part.READER}
    team.admit(cast.asking("outsider"), **new)
    assert twice(cast, "keeper") == [{"Abu Kamil", "Abu Camil"}]
    for who, knows in (("writer", True), ("keeper", False), ("outsider", False)):
        verbs = {done.verb for done in told(cast.asking(who)).change_sets}
        assert ("tell_apart" in verbs) == knows, who


def test_of_somebody_for_named_people_only_it_is_for_whoever_says_it(cast: Cast):
    severe = cast.add("Abu Camil", sensitivity=Sensitivity.SEVERE)
    assert twice(cast) == [{"Abu Kamil", "Abu Camil"}]
    apart(cast, severe, cast.kamil)
    assert (ToldApart.objects.get().circle, twice(cast)) == (None, [])
    assert twice(cast, "keeper") == []
    named = {"sensitivity": Sensitivity.SEVERE, "named": [cast.keeper.pk]}
    access.set_access(cast.asking("writer"), key=severe.pk, **named)
    assert twice(cast, "keeper") == [{"Abu Kamil", "Abu Camil"}]


def test_adding_beside_somebody_of_another_circle_stands_in_nobodys_way(cast: Cast):
    other = cast.add("Abu Camil", by="outsider")
    everywhere(cast)
    added = people.add_counterpart(
        cast.asking("writer"),
        alias="Abu Kameel",
        circle=cast.circle.pk,
        opened=cast.DAY,
        different_from=[other.pk, cast.kamil.pk],
    )
    done = Operation.objects.filter(change_set=added.key)
    assert set(done.values_list("chain__scope", flat=True)) == {cast.circle.pk}
    assert set(ToldApart.objects.values_list("circle", flat=True)) == {cast.circle.pk, None}
    history.undo(cast.asking("keeper"), key=added.key)


def test_who_does_not_see_both_says_nothing(cast: Cast, twin):
    before = everything()
    for one, other in ((cast.kamil, cast.hidden), (cast.hidden, cast.kamil)):
        with pytest.raises(NotThere):
            apart(cast, one, other)
        with pytest.raises(NotThere):
            apart(cast, one, other, by="outsider")
    assert everything() == before
    with cannot_be("the same record"):
        apart(cast, twin, twin)


def test_a_reader_says_it_for_themselves(cast: Cast, twin):
    apart(cast, cast.kamil, twin, by="reader")
    assert (twice(cast, "reader"), len(twice(cast))) == ([], 1)


def test_it_is_erased_with_either_of_them(cast: Cast, twin):
    gone = apart(cast, cast.kamil, twin)
    history.undo(cast.asking("writer"), key=gone.key)
    apart(cast, twin, cast.kamil)
    keys = set(Operation.objects.filter(model="toldapart").values_list("row", flat=True))
    why = {"alias": "Abu Camil", "reason": "They asked."}
    erasing.erase_person(cast.asking("keeper"), key=twin.pk, **why)
    assert not ToldApart.objects.exists()
    log = Operation.objects.filter(row__in=keys)
    assert len(keys) == 2
    assert not any("mark" in str(one.content) for one in log)
