"""Under which alias a name comes in: met again, somebody else, or asked about."""

from typing import Any

import pytest

from cast import Cast
from imports.register import about, take
from rapport.imports.check_register import check_register
from rapport.imports.honorifics import split_honorific
from rapport.records.models import Counterpart, Interaction, Relationship, SealedName


def columns(text: str) -> dict[str, str]:
    known = {"who": "real_name", "office": "actor", "post": "position", "met": "date"}
    return {
        header: meaning
        for header, meaning in {**known, "what": "line", "where": "place"}.items()
        if header in text.partition("\n")[0].split(",")
    }


def bring(cast: Cast, text: str, **changes: Any) -> Any:
    return take(cast, text, **{"columns": columns(text), **changes})


def check(cast: Cast, text: str, **changes: Any) -> Any:
    return check_register(**about(cast, text, **{"columns": columns(text), **changes}))


def brought() -> list[str]:
    known = ["Abu Kamil", "Umm Sahar"]
    people = Counterpart.objects.exclude(alias__in=known).order_by("pk")
    return list(people.values_list("alias", flat=True))


def test_a_given_name_alone_is_not_joined_to_somebody_known(cast: Cast) -> None:
    bring(cast, "who,met,what\nAhmad,12/03/2026,Tea\n")
    text = "who,met,what\nAhmad,14/03/2026,Papers\nAhmad,15/03/2026,More papers\n"
    (double,) = check(cast, text).doubles
    assert (double.name, double.known, double.two) == ("Ahmad", "Contact 1", True)
    bring(cast, text)
    assert brought() == ["Contact 1", "Contact 2"], "one more, not two more"


def test_it_is_joined_where_that_is_said(cast: Cast) -> None:
    bring(cast, "who,met,what\nAhmad,12/03/2026,Tea\n")
    bring(cast, "who,met,what\nAhmad,14/03/2026,Papers\n", same={"Ahmad": "Ahmad"})
    assert brought() == ["Contact 1"]
    assert Interaction.objects.count() == 2


def test_a_list_of_given_names_brought_again_meets_its_own_people(cast: Cast) -> None:
    text = "who,met,what\nAhmad,12/03/2026,Tea\nLayla,13/03/2026,Bread\n"
    bring(cast, text)
    grown = text + "Ahmad,15/03/2026,Papers\n"
    assert not check(cast, grown).doubles, "its first row is recorded already"
    bring(cast, grown)
    assert brought() == ["Contact 1", "Contact 2"]
    assert Interaction.objects.count() == 3


def test_two_of_one_name_are_met_again_by_their_groups(cast: Cast) -> None:
    text = "who,office,met\nAhmad Ali,Police,12/03/2026\nAhmad Ali,Clinic,13/03/2026\n"
    bring(cast, text)
    turned = "who,office,met\nAhmad Ali,Clinic,14/03/2026\nAhmad Ali,Police,14/03/2026\n"
    bring(cast, turned)
    assert brought() == ["Contact 1", "Contact 2"]
    clinic = Relationship.objects.get(counterpart__actor__names=["Clinic"])
    assert [str(one.interaction.on) for one in clinic.presences.order_by("on")] == [
        "2026-03-13",
        "2026-03-14",
    ]


@pytest.mark.parametrize(
    ("name", "groups", "two"),
    [
        ("Ahmad Ali", ("Police", "Clinic"), True),
        ("Ahmad Ali", ("Education", "Higher Education"), False),
        ("Ahmad Hassan Yusuf Ali", ("Police", "Clinic"), False),
    ],
)
def test_what_is_usual_of_one_name_in_two_groups(
    cast: Cast, name: str, groups: tuple[str, str], two: bool
) -> None:
    text = "who,office\n" + "".join(f"{name},{group}\n" for group in groups)
    (double,) = check(cast, text).doubles
    assert (double.groups, double.two) == ([*groups], two)
    bring(cast, text)
    assert len(brought()) == 1 + two


def test_shown_names_of_two_are_told_apart_by_their_group(cast: Cast) -> None:
    text = "who,office\nAhmad Ali,Police\nAhmad Ali,Clinic\n"
    named = {"who": "alias", "office": "actor"}
    bring(cast, text, columns=named, names_shown=True)
    assert brought() == ["Ahmad Ali", "Ahmad Ali (Clinic)"]
    bring(cast, text, columns=named, names_shown=True)
    assert len(brought()) == 2, "brought again, nobody comes twice"


def test_an_alias_is_one_person_in_every_group_and_that_is_asked(cast: Cast) -> None:
    text = "who,office\nThe smith,Port\nThe smith,Clinic\n"
    told = about(cast, text, columns={"who": "alias", "office": "actor"})
    (double,) = check_register(**told).doubles
    assert not double.two
    take(cast, text, columns={"who": "alias", "office": "actor"})
    assert brought() == ["The smith"]


def test_people_may_be_called_by_post_and_place(cast: Cast) -> None:
    text = (
        "who,post,where,office\nYousef Haddad,Head of permits,North,Permits\n"
        "Karim Odeh,Head of permits,North,Permits\nNadia Orlen,Clerk,,Permits\nHana Zaki,,,\n"
    )
    bring(cast, text, called_by="post")
    assert brought() == [
        "Head of permits, North",
        "Head of permits, North 2",
        "Clerk, Permits",
        "Contact 1",
    ]
    bring(cast, text, called_by="post")
    assert len(brought()) == 4


def test_somebody_of_another_name_does_not_become_whoever_has_the_post(cast: Cast) -> None:
    bring(cast, "who,post,where\nYousef Haddad,Governor,North\n", called_by="post")
    bring(cast, "who,post,where\nKarim Odeh,Governor,North\n", called_by="post")
    assert brought() == ["Governor, North", "Governor, North 2"]
    assert SealedName.objects.filter(counterpart__alias="Governor, North").count() == 1


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Dr. Ahmad Barzani", ("Dr.", "Ahmad Barzani")),
        ("Dr.Ahmad Barzani", ("Dr.", "Ahmad Barzani")),
        ("Hajji Musa", ("Hajji", "Musa")),
        ("الشيخ أحمد الراوي", ("الشيخ", "أحمد الراوي")),
        ("د. سامر خليل", ("د.", "سامر خليل")),
        ("M. le Préfet", ("M.", "le Préfet")),
        ("г-н Сергей Волков", ("г-н", "Сергей Волков")),
        ("دکتر رضا امینی", ("دکتر", "رضا امینی")),
        ("Prof. Dr. Hana Zaki", ("Prof. Dr.", "Hana Zaki")),
        ("Abu Salim", ("", "Abu Salim")),
        ("Umm Karam", ("", "Umm Karam")),
        ("Sayed Ahmad", ("", "Sayed Ahmad")),
        ("Dr.", ("", "Dr.")),
        ("Sheikh", ("", "Sheikh")),
        ("Drake Hana", ("", "Drake Hana")),
        ("", ("", "")),
    ],
)
def test_a_title_is_split_off_a_name(name: str, parts: tuple[str, str]) -> None:
    assert split_honorific(name) == parts
