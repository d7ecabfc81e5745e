"""A messy list of thirty: thirty people in, each doubt said, nobody's name in the clear."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from cast import Cast
from imports import messy
from imports.register import contents
from rapport.imports.check_register import check_register
from rapport.imports.import_register import import_register
from rapport.imports.tables import look_at_table
from rapport.imports.uploads import SAMPLE, guess_mapping
from rapport.records import name_index
from rapport.records.models import Insight, Relationship, SealedName
from rapport.records.rebuilding import differences

KINDS = {"contacts.csv": messy.as_csv, "contacts.xlsx": messy.as_xlsx}


def about(cast: Cast, name: str) -> dict[str, Any]:
    data = KINDS[name]()
    mapping = guess_mapping(look_at_table(data, name=name, rows=SAMPLE))
    told = {"circle": str(cast.circle.pk), "date_order": "dmy", "calendar": "gregorian"}
    mapping = replace(mapping, **told)
    return {"asking": cast.asking("writer"), "mapping": mapping, "name": name, "data": data}


@pytest.mark.parametrize("name", KINDS)
def test_thirty_people_come_in_with_their_names_sealed(cast: Cast, name: str) -> None:
    before = set(SealedName.objects.values_list("pk", flat=True))
    told = about(cast, name)
    check, result = check_register(**told), import_register(**told)
    sealed = SealedName.objects.exclude(pk__in=before)
    names = Counter(name_index.open_name(bytes(one.sealed)) for one in sealed)
    assert names == Counter(messy.PEOPLE)
    assert (check.people, result.counts.people) == (30, 30)
    clear = repr({kind: rows for kind, rows in contents().items() if kind != "SealedName"})
    assert not [name for name in messy.PEOPLE if name in clear]
    assert differences() == []


def test_every_doubt_is_said(cast: Cast) -> None:
    check = check_register(**about(cast, "contacts.csv"))
    unsure = {doubt.text for doubt in check.doubts}
    assert unsure >= {"قبل العيد", "Ramadan", "last week", "31/02/2026", "before Eid", "??"}
    assert unsure >= {"01/04/2027", "early January"}
    assert check.roughly == 4, "two ranges or months, and two more"
    assert [double.name for double in check.doubles] == ["Ahmad Ali"]
    assert Counter(why for _, why in check.passed_over) == {"total": 2, "second_header": 1}
    assert check.left_out["Phone"] > 5
    assert not check.faults


def test_what_is_vague_stays_with_its_words_and_nothing_warms(cast: Cast) -> None:
    import_register(**about(cast, "contacts.csv"))
    texts = set(Insight.objects.values_list("text", flat=True))
    assert "Date unsure: Ramadan · the well · By whom: Omar" in texts
    assert "Date unsure: قبل العيد · نقطة التفتيش · By whom: Salma" in texts
    brought = Relationship.objects.exclude(counterpart__alias__in=["Abu Kamil", "Umm Sahar"])
    assert {one.warm_ups for one in brought} == {0}, "nobody recorded whether we asked"


def test_titles_are_how_to_address_them(cast: Cast) -> None:
    import_register(**about(cast, "contacts.csv"))
    brought = Relationship.objects.exclude(counterpart__alias__in=["Abu Kamil", "Umm Sahar"])
    titles = {one.counterpart.how_to_address for one in brought} - {""}
    assert titles >= {"Dr.", "العقيد", "Hajji", "г-н", "Sheikh", "Mme", "Col.", "Prof"}


def test_the_list_again_adds_nothing(cast: Cast) -> None:
    import_register(**about(cast, "contacts.csv"))
    again = check_register(**about(cast, "contacts.xlsx"))
    assert (again.people, again.interactions, again.notes) == (0, 0, 0)
    assert again.brings_nothing
