"""Small files that once lost or invented something, through the whole import without a map."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cast import Cast, asked_by
from rapport.imports.check_register import Check, check_register
from rapport.imports.import_register import ImportResult, import_register
from rapport.imports.mapping import RegisterMap
from rapport.imports.tables import look_at_table
from rapport.imports.tables.columns import guess_columns
from rapport.imports.uploads import SAMPLE, days_of, guess_mapping
from rapport.records import name_index
from rapport.records.models import Counterpart, Insight, Interaction, SealedName

CASES = Path(__file__).parent / "cases"
TODAY = date(2026, 11, 27)


@dataclass
class Brought:
    """What came of a case: the check before, the import, and the people by their real names."""

    check: Check
    result: ImportResult
    people: dict[str, list[Counterpart]]

    def days(self) -> dict[str, list[tuple[str, str]]]:
        """Return the days of each person's contacts, each with its last day or nothing."""
        return {
            name: [
                (str(one.interaction.on), str(one.interaction.until or ""))
                for who in people
                for one in who.relationships.get().presences.order_by("on")
            ]
            for name, people in self.people.items()
        }

    def notes(self, name: str) -> list[str]:
        return [
            note.text
            for who in self.people[name]
            for note in Insight.objects.filter(relationship__counterpart=who)
        ]


def bring(cast: Cast, name: str, **changes: Any) -> Brought:
    """Import a case as its columns are guessed, and return what came of it."""
    data = (CASES / name).read_bytes()
    mapping = guessed(name)
    told = {"circle": str(cast.circle.pk), "date_order": mapping.date_order or "dmy", **changes}
    about = {
        "asking": asked_by(cast.writer, day=TODAY),
        "mapping": replace(mapping, **told),
        "name": name,
        "data": data,
    }
    before = set(Counterpart.objects.values_list("pk", flat=True))
    check, result = check_register(**about), import_register(**about)
    people: dict[str, list[Counterpart]] = {}
    for sealed in SealedName.objects.exclude(counterpart__in=before).order_by("pk"):
        who = name_index.open_name(bytes(sealed.sealed))
        people.setdefault(who, []).append(sealed.counterpart)
    return Brought(check, result, people)


@cache
def table_of(name: str) -> Any:
    return look_at_table((CASES / name).read_bytes(), name=name, rows=SAMPLE)


@cache
def guessed(name: str) -> RegisterMap:
    return guess_mapping(table_of(name))


def test_first_and_last_names_are_one_name(cast: Cast) -> None:
    assert list(bring(cast, "01-two-name-columns.csv").people) == [
        "Ahmad Barzani",
        "Ahmad Talabani",
        "Layla Saeed",
    ]


def test_an_export_with_a_preamble_brings_people_and_says_who_is_nobody(cast: Cast) -> None:
    brought = bring(cast, "02-linkedin-preamble.csv")
    assert list(brought.people) == ["Ahmad Barzani", "Ahmad Talabani"]
    assert [(fault.row, fault.code) for fault in brought.check.faults] == [(7, "nobody")]
    assert brought.check.left_out["Connected On"] == 3, "no meeting is made of it"
    assert not Interaction.objects.exists()


def test_a_month_is_a_month_and_an_empty_name_the_one_above(cast: Cast) -> None:
    brought = bring(cast, "03-month-only.csv", blank_is_above=True)
    (days,) = brought.days().values()
    assert days == [("2010-10-01", "2010-10-31")] * 2 + [("2010-11-01", "2010-11-30")]
    assert brought.check.roughly == 3, "which is asked once"
    lines = Interaction.objects.values_list("line", flat=True)
    assert sorted(lines) == ["Dredging", "Dredging again", "Tariffs"]


def test_ranges_are_ranges_and_several_days_are_asked(cast: Cast) -> None:
    brought = bring(cast, "04-day-ranges.csv")
    days = brought.days()
    assert days["Ahmad B."] == [("2013-05-12", "2013-05-14")]
    assert days["Layla S."] == [("2013-04-28", "2013-05-03")]
    assert days["Salma R."] == [("2013-06-14", "")]
    assert not {day[:4] for each in days.values() for day, _ in each} & {"2014", "2003", "2017"}
    offered = {doubt.who: doubt.offered for doubt in brought.check.doubts}
    assert offered["Omar K."] == date(2012, 3, 3)
    assert brought.notes("Omar K.") == ["Date unsure: 3 and 17 March 2012 · Two visits"]


def test_an_hour_before_the_day_is_no_year(cast: Cast) -> None:
    brought = bring(cast, "05-hour-before-day.csv")
    assert brought.days() == {
        "Ahmad B.": [("2012-03-03", "")],
        "Layla S.": [("2012-03-03", "")],
        "Omar K.": [],
    }
    assert [doubt.code for doubt in brought.check.doubts] == ["no_year"]


def test_a_french_weekday_is_no_month(cast: Cast) -> None:
    days = bring(cast, "06-french-weekday.csv").days()
    assert [day for ((day, _),) in days.values()] == ["2022-04-12", "2022-06-07", "2022-06-14"]


@pytest.mark.parametrize("name", ["07-birth-date.csv", "08-term-of-office.csv"])
def test_birthdays_and_terms_are_no_meetings(cast: Cast, name: str) -> None:
    brought = bring(cast, name)
    assert list(brought.people) == ["Ahmad B.", "Layla S."]
    assert not Interaction.objects.exists()
    assert sum(brought.check.left_out.values()) in (2, 4), "they are said to be left out"
    assert {who.relationships.get().warm_ups for (who,) in brought.people.values()} == {0}


def test_of_two_days_the_visit_is_taken(cast: Cast) -> None:
    days = bring(cast, "09-created-before-visit.csv").days()
    assert [day for ((day, _),) in days.values()] == ["2025-03-03", "2025-03-09"]


@pytest.mark.parametrize(
    ("name", "second"),
    [
        ("10-google-contacts-now.csv", "Ahmad Talabani"),
        ("11-google-contacts-old.csv", "Layla Saeed"),
        ("12-outlook.csv", "Ahmad Talabani"),
        ("13-thunderbird.csv", "Ahmad Talabani"),
    ],
)
def test_exports_of_address_books_bring_names_groups_and_posts(
    cast: Cast, name: str, second: str
) -> None:
    brought = bring(cast, name)
    assert list(brought.people) == ["Ahmad Barzani", second]
    ((barzani,), (other,)) = brought.people.values()
    assert barzani.actor.name == "Permits office"
    assert barzani.tenures.get().position.title == "Head of permits"
    assert other.actor.name == ("Health office" if second == "Layla Saeed" else "Brigade")
    assert not Interaction.objects.exists()
    (note,) = brought.notes("Ahmad Barzani")
    assert note in ("Prefers mornings", "Likes tea")


def test_notes_without_a_day_are_kept(cast: Cast) -> None:
    brought = bring(cast, "14-notes-without-day.csv")
    assert brought.notes("Ahmad B.") == ["Prefers tea at ten"]
    assert brought.result.counts.kept == {"note": 1}


def test_two_posts_of_one_person_are_both_kept(cast: Cast) -> None:
    (who,) = bring(cast, "15-two-posts.csv").people["Ali F."]
    posts = who.tenures.values_list("position__title", "position__actor__names")
    assert sorted(posts) == [
        ("Minister of Education", ["Education"]),
        ("Minister of Higher Education", ["Higher Education"]),
    ]


def test_a_post_without_a_group_is_kept_as_a_note(cast: Cast) -> None:
    brought = bring(cast, "16-post-without-group.csv")
    assert brought.notes("Ali F.") == ["Post: Prime Minister"]
    assert brought.check.kept["post_alone"] == 2


def test_one_name_in_two_groups_is_asked_and_stays_two(cast: Cast) -> None:
    brought = bring(cast, "17-same-name-two-people.csv")
    (double,) = brought.check.doubles
    assert (double.name, double.groups, double.two) == (
        "Ahmad Ali",
        ["Police", "Health office"],
        True,
    )
    assert len(brought.people["Ahmad Ali"]) == 2
    assert not brought.check.pairs, "they are asked about once"


def test_one_name_in_two_groups_is_one_where_that_is_said(cast: Cast) -> None:
    said = {"Ahmad Ali": "Ahmad Ali"}
    brought = bring(cast, "17-same-name-two-people.csv", same=said)
    (who,) = brought.people["Ahmad Ali"]
    assert who.tenures.count() == 2
    assert brought.check.kept["second_post"] == 1


@pytest.mark.parametrize(
    ("name", "days"),
    [
        ("18-solar-hijri.csv", ["2020-08-02", "2022-02-19", "2022-09-23"]),
        ("19-solar-month-names.csv", ["2022-04-01", "2022-10-07"]),
    ],
)
def test_solar_years_are_read_by_their_own_calendar(cast: Cast, name: str, days: list[str]) -> None:
    found = bring(cast, name, calendar="solar").days()
    assert [day for ((day, _),) in found.values()] == days


def test_which_hijri_calendar_is_asked(cast: Cast) -> None:
    table = table_of("18-solar-hijri.csv")
    assert guessed("18-solar-hijri.csv").calendar == ""
    assert {"hijri", "solar"} <= {*days_of(table, table.headers.index("Date"))["calendars"]}


def test_a_tag_row_is_passed_over_and_said(cast: Cast) -> None:
    brought = bring(cast, "20-hxl-tag-row.csv")
    assert list(brought.people) == ["Ahmad B."]
    assert [tuple(passed) for passed in brought.check.passed_over] == [(2, "tag_row")]


def test_of_two_header_rows_the_one_that_names_columns_is_read(cast: Cast) -> None:
    brought = bring(cast, "21-two-header-rows.xlsx")
    assert sorted(Interaction.objects.values_list("line", flat=True)) == [
        "Second visit",
        "Visit",
        "Visit",
    ]
    assert brought.notes("Ahmad B.") == ["Post: Clerk"]
    assert brought.notes("Layla S.") == ["Post: Head"]


def test_several_people_in_a_cell_are_noticed_and_asked(cast: Cast) -> None:
    table = table_of("22-several-in-one-cell.csv")
    (asked,) = guess_columns(table.headers, [row.cells for row in table.rows]).questions
    assert asked.code == "several_people"
    assert {*asked.separators} == {"comma", "and", "newline", "slash", "plus"}
    brought = bring(cast, "22-several-in-one-cell.csv")
    assert [*brought.people] == ["Ahmad B.", "Layla S.", "Omar K.", "Barzani, Ahmad"]
    assert len(brought.days()["Ahmad B."]) == 4


def test_a_title_of_a_meeting_is_no_form_of_address(cast: Cast) -> None:
    brought = bring(cast, "23-meeting-title.csv")
    assert {who.how_to_address for (who,) in brought.people.values()} == {""}
    lines = Interaction.objects.values_list("line", flat=True)
    assert sorted(lines) == ["Clinic opening hours", "Convoy permits"]


def test_the_last_seconds_before_midnight_are_the_next_day(cast: Cast) -> None:
    days = bring(cast, "24-seconds-before-midnight.xlsx").days()
    assert [day for ((day, _),) in days.values()] == ["2021-12-20", "2021-12-30"]


def test_names_that_differ_twice_are_offered(cast: Cast) -> None:
    assert bring(cast, "25-names-differ-twice.csv").check.pair_count == 2


UNDATED = [name.name for name in sorted(CASES.iterdir())]


@pytest.mark.parametrize("name", UNDATED)
def test_nothing_falls_unsaid_and_nothing_warms(cast: Cast, name: str) -> None:
    table = look_at_table((CASES / name).read_bytes(), name=name, rows=SAMPLE)
    brought = bring(cast, name)
    used = {*guessed(name).columns, *brought.check.left_out}
    filled = {
        header
        for place, header in enumerate(table.headers)
        if any(row.cells[place] for row in table.rows)
    }
    assert filled <= used, "every column with a cell is read, or named"
    assert brought.check.rows == brought.check.good + brought.check.fault_counts.total()
    assert brought.result.nothing_fell is brought.check.nothing_falls
    everybody = [who for people in brought.people.values() for who in people]
    assert not any(who.relationships.get().warm_ups for who in everybody)
