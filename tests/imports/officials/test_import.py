"""A register of officials comes in as one change set, again without doing anything, and goes."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from actions.change_sets import everything
from cast import Cast
from rapport.actions import access, actors, consents, gates, history, people, posts
from rapport.briefings.actor_posts import posts as posts_of
from rapport.imports.officials.check import check_officials
from rapport.imports.officials.import_officials import import_officials
from rapport.imports.officials.mapping import OfficialsMap, officials_map
from rapport.imports.officials.staging import guessed, keep_officials, map_of
from rapport.imports.tables import TableWish, look_at_table
from rapport.records import rebuilding, verifying
from rapport.records.models import (
    Actor,
    Consented,
    Position,
    Relationship,
    SealedName,
    Sensitivity,
    Tenure,
)
from rapport.records.refusals import CannotBe, NotThere
from rapport.refusals import Refusal

REGISTER = """group,post,name,since,until,reason,acting
Governorate of Marqab,Governor,Anna Petrov,2010,02/02/2014,retired,
Gouvernorat de Marqab,Gouverneur,Samir Haddad,02/02/2014,05/2018,,
Governorate of Marqab,Governor,Omar Fares,06/2018,,,
Governorate of Marqab,Deputy Governor,Layla Khoury,2016,,,yes
Customs,Director,Nadia Saad,31/02/2019,,,
"""


@pytest.fixture(autouse=True)
def the_tables_say_what_the_log_says(db):
    yield
    assert rebuilding.differences() == []
    assert verifying.verify().whole


def mapped(cast: Cast, text: str, **changes: Any) -> OfficialsMap:
    table = look_at_table(text.encode(), name="r.csv", wish=TableWish(officials=True))
    usual = {"circle": str(cast.circle.pk), "date_order": "dmy", "names_shown": True}
    return replace(guessed(table), **{**usual, **changes})


def about(cast: Cast, text: str = REGISTER, **changes: Any) -> dict[str, Any]:
    return {"mapping": mapped(cast, text, **changes), "name": "r.csv", "data": text.encode()}


def take(cast: Cast, text: str = REGISTER, *, by: str = "writer", **changes: Any) -> Any:
    return import_officials(cast.asking(by), **about(cast, text, **changes))


def look(cast: Cast, text: str = REGISTER, **changes: Any) -> Any:
    return check_officials(cast.asking("writer"), **about(cast, text, **changes))


def held(title: str) -> list[tuple[str, str, str, str, bool]]:
    rows = Tenure.objects.filter(position__title=title).order_by("since")
    return [
        (one.called, str(one.since), str(one.until), f"{one.since_known}/{one.until_known}",
         one.acting)
        for one in rows
    ]  # fmt: skip


def test_it_brings_groups_posts_and_holders_by_name_and_no_relationship(cast: Cast):
    before, names = Relationship.objects.count(), SealedName.objects.count()
    result = take(cast)
    assert (result.groups, result.posts, result.tenures, result.left_out) == (1, 2, 4, 1)
    assert Relationship.objects.count() == before
    assert SealedName.objects.count() == names
    assert held("Governor") == [
        ("Anna Petrov", "2010-01-01", "2014-02-02", "year/", False),
        ("Samir Haddad", "2014-02-02", "2018-05-31", "/month", False),
        ("Omar Fares", "2018-06-01", "None", "month/", False),
    ]
    assert held("Deputy Governor")[0][4]
    actor = Actor.objects.get(names__0="Governorate of Marqab")
    assert actor.names == ["Governorate of Marqab", "Gouvernorat de Marqab"]
    governor = posts_of(cast.writer, actor.pk, date(2015, 1, 1))[1]
    assert [(one.alias, one.is_name) for one in governor.now if one.since.year < 2015] == [
        ("Samir Haddad", True)
    ]


def test_the_check_writes_nothing_and_says_every_row_that_falls_and_why(cast: Cast):
    before = everything()
    check = look(cast)
    assert everything() == before
    assert [(one.row, one.code) for one in check.faults] == [(6, "no_such_day")]
    assert (check.rows, check.good, check.successions, check.new) == (5, 4, 2, 4)


def test_one_tap_undoes_all_of_it(cast: Cast):
    before = everything()
    result = take(cast)
    history.undo(cast.asking("writer"), key=result.change_set)
    assert everything() == before


def test_the_same_file_again_changes_nothing(cast: Cast):
    take(cast)
    before = everything()
    again = take(cast)
    assert (again.change_set, again.tenures, again.again) == (None, 0, 4)
    assert everything() == before


def test_a_later_file_fills_in_who_left_and_adds_who_came(cast: Cast):
    take(cast)
    later = (
        "group,post,name,since,until,reason\n"
        "Governorate of Marqab,Governor,Omar Faris,06/2018,01/02/2026,dismissed\n"
        "Governorate of Marqab,Governor,Zainab Najjar,02/02/2026,,\n"
    )
    result = take(cast, later)
    assert (result.tenures, result.filled) == (1, 1)
    assert held("Governor")[2][:3] == ("Omar Fares", "2018-06-01", "2026-02-01")
    assert held("Governor")[3][0] == "Zainab Najjar"


def test_who_is_recorded_to_hold_it_is_asked_about_before_somebody_else_does(cast: Cast):
    take(cast)
    later = "group,post,name,since\nGovernorate of Marqab,Governor,Zainab Najjar,02/02/2026\n"
    check = look(cast, later)
    question = next(one.line.question for one in check.plan.posts)
    assert (check.waiting, question.may_follow) == (1, True)
    assert take(cast, later).change_set is None
    result = take(cast, later, answers={question.key: "followed"})
    assert (result.tenures, result.filled) == (1, 1)
    assert held("Governor")[2][2] == "2026-02-02"
    before = everything()
    assert take(cast, later).change_set is None
    assert everything() == before


def test_other_dates_than_recorded_are_said_and_nothing_is_changed(cast: Cast):
    take(cast)
    other = "group,post,name,since,until\nGovernorate of Marqab,Governor,Anna Petrov,2012,2016\n"
    check = look(cast, other)
    assert [one.code for one in check.notices] == ["differs"]
    assert check.brings_nothing


def known(cast: Cast) -> Relationship:
    who = cast.add("The harbour master")
    people.seal_name(cast.asking("writer"), key=who.counterpart_id, name="Omar Faris")
    return who


def test_somebody_we_know_is_offered_and_becomes_the_holder_only_if_chosen(cast: Cast):
    who = known(cast)
    (offered,) = look(cast).people
    assert (offered.name, offered.alias, offered.chosen) == (
        "Omar Fares",
        "The harbour master",
        False,
    )
    names = SealedName.objects.count()
    result = take(cast, same={"omar fares": str(who.pk)})
    assert result.known == 1
    tenure = Tenure.objects.get(counterpart=who.counterpart)
    assert (tenure.named, tenure.called) == ("", "The harbour master")
    assert SealedName.objects.count() == names + 1
    before = everything()
    assert take(cast).change_set is None, "found again by the name that was sealed"
    assert everything() == before


def test_nobody_is_matched_by_a_key_that_is_not_theirs_to_see(cast: Cast):
    hidden = cast.hidden
    result = take(cast, same={"omar fares": str(hidden.pk)})
    assert result.known == 0
    assert not Tenure.objects.filter(counterpart__isnull=False).exists()


def test_what_somebody_severe_holds_is_severe_too(cast: Cast):
    who = known(cast)
    access.set_access(cast.asking("writer"), key=who.pk, sensitivity=Sensitivity.SEVERE)
    take(cast, same={"omar fares": str(who.pk)})
    tenure = Tenure.objects.get(counterpart=who.counterpart)
    assert tenure.sensitivity == Sensitivity.SEVERE
    actor = Actor.objects.get(names__0="Governorate of Marqab")
    for name, sees in (("writer", True), ("reader", False)):
        said = [
            one.alias
            for post in posts_of(cast.who(name), actor.pk, cast.DAY)
            for one in post.now + post.before
        ]
        assert ("The harbour master" in said) is sees
        assert "Omar Fares" not in said


def test_a_severe_holder_is_neither_offered_nor_met_by_whom_it_is_not_for(cast: Cast):
    who = known(cast)
    access.set_access(cast.asking("writer"), key=who.pk, sensitivity=Sensitivity.SEVERE)
    about_it = about(cast)
    with_them = check_officials(cast.asking("keeper"), **about_it)
    assert with_them.people == []


def test_posts_that_are_there_are_met_in_any_spelling(cast: Cast):
    group = actors.add_actor(cast.asking("writer"), name="محافظة مرقب", circle=cast.circle.pk).row
    post = posts.add_post(cast.asking("writer"), actor=group.pk, title="المحافظ").row
    result = take(cast)
    assert (result.groups, result.posts) == (0, 1)
    assert Tenure.objects.filter(position=post).count() == 3


def test_a_group_of_another_circle_is_none_of_ours(cast: Cast):
    asking = cast.asking("outsider")
    actors.add_actor(asking, name="Governorate of Marqab", circle=cast.elsewhere.pk)
    assert take(cast).groups == 1


def test_what_a_post_had_agreed_to_is_unknown_once_its_holder_left(cast: Cast):
    asking = cast.asking("writer", 40)
    group = actors.add_actor(asking, name="Governorate of Marqab", circle=cast.circle.pk).row
    post = posts.add_post(asking, actor=group.pk, title="Governor").row
    who = known(cast)
    posts.hold_post(asking, post=post.pk, relationship=who.pk, since=date(2018, 6, 1))
    gate = gates.add_gate(asking, circle=cast.circle.pk, name="Road", kind="passage").row
    consent = consents.need_consent(asking, gate=gate.pk, kind="authority", position=post.pk).row
    consents.say_consent(asking, key=consent.pk, state=Consented.GIVEN)
    take(cast, "group,post,name,since,until\n"
               "Governorate of Marqab,Governor,Omar Fares,06/2018,10/03/2026\n")  # fmt: skip
    consent.refresh_from_db()
    assert consent.states[-1] == ["2026-03-10", Consented.UNKNOWN]


def test_names_are_not_shown_before_somebody_said_so_and_only_writers_write(cast: Cast):
    before = everything()
    with pytest.raises(CannotBe):
        take(cast, names_shown=False)
    for name in ("reader", "outsider"):
        with pytest.raises(Refusal):
            take(cast, by=name)
    assert everything() == before


def test_a_file_for_one_group_says_of_no_other(cast: Cast):
    group = actors.add_actor(cast.asking("writer"), name="The port", circle=cast.circle.pk).row
    text = "post,name,since\nHarbour master,Omar Fares,2019\n"
    upload = keep_officials(cast.asking("writer"), name="p.csv", data=text.encode(), group=group)
    mapping = map_of(upload)
    assert (mapping.group, mapping.circle) == (str(group.pk), str(group.circle_id))
    take(cast, text, group=str(group.pk))
    assert Position.objects.get(title="Harbour master").actor == group
    stranger = actors.add_actor(cast.asking("outsider"), name="Far", circle=cast.elsewhere.pk).row
    with pytest.raises(NotThere):
        take(cast, text, group=str(stranger.pk))


def entity(key: str, schema: str, **said: Any) -> dict[str, Any]:
    properties = {name: value if isinstance(value, list) else [value]
                  for name, value in said.items()}  # fmt: skip
    return {"id": key, "schema": schema, "properties": properties}


ENTITIES = [
    entity("g", "PublicBody", name="Governorate of Marqab", alias=["محافظة مرقب"]),
    entity("o", "Position", name="Governor", organization="g"),
    entity("empty", "Position", name="Deputy Governor", organization="g"),
    entity("a", "Person", name="Anna Petrov"),
    entity("b", "Person", name="Samir Haddad", alias=["سمير حداد"]),
    entity("c", "Person", name="Omar Fares"),
    entity("x", "Person", name="Nobody special"),
    entity("1", "Occupancy", holder="a", post="o", startDate="2010"),
    entity("2", "Occupancy", holder="b", post="o", startDate="2014-02", endDate="2018-05-30"),
    entity("3", "Occupancy", holder="c", post="o", status="current"),
    entity("4", "Occupancy", holder="gone", post="o", startDate="2001"),
    entity("5", "Succession", predecessor="a", successor="b"),
    entity("6", "Succession", predecessor="g", successor="g2"),
    entity("m", "Membership", member="x", organization="g", role="Spokesperson"),
]


def lines(*entities: dict[str, Any]) -> bytes:
    return b"\n".join(json.dumps(one).encode() for one in entities)


def test_entities_come_in_with_their_successions(cast: Cast):
    data = lines(*ENTITIES)
    wish = TableWish(officials=True)
    mapping = replace(
        guessed(look_at_table(data, name="o.ftm.json", wish=wish)),
        circle=str(cast.circle.pk),
        names_shown=True,
    )
    said: dict[str, Any] = {"mapping": mapping, "name": "o.ftm.json", "data": data}
    check = check_officials(cast.asking("writer"), **said)
    assert [(one.code, one.row) for one in check.faults] == [("nobody", 11)]
    assert [one.why for one in check.passed_over] == ["group_followed"]
    assert check.vacant == 1
    import_officials(cast.asking("writer"), **said)
    assert sorted(one[:3] for one in held("Governor")) == [
        ("Anna Petrov", "2010-01-01", "2014-02-28"),
        ("Omar Fares", "None", "None"),
        ("Samir Haddad", "2014-02-01", "2018-05-30"),
    ]
    assert held("Spokesperson")[0][0] == "Nobody special"
    assert Position.objects.filter(title="Deputy Governor").exists()


def test_an_upload_keeps_its_map(cast: Cast):
    upload = keep_officials(cast.asking("writer"), name="r.json", data=lines(*ENTITIES))
    assert officials_map(upload.mapping) == map_of(upload)
