"""Cards and entities go through the same pages as a register, and come in as people."""

import json
from typing import Any, get_args

import pytest
from django.test import Client

from cast import Cast
from imports.tables.hostile import refused_files
from imports.tables.test_contacts import CARD, ENTITIES, V3, V4
from imports.test_questions import bring, page, say
from rapport.imports.pages.columns import QUESTIONS
from rapport.imports.reading import PASSED_OVER, WARNINGS
from rapport.imports.tables.column_guess import QuestionCode
from rapport.imports.tables.types import Trouble, WhyPassedOver
from rapport.records.models import RegisterImport

FILES = {
    "contacts.vcf": V3 + V4,
    "cards.json": json.dumps([CARD]),
    "entities.ftm": "\n".join(map(json.dumps, ENTITIES)),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_people_is_shown_and_checked_as_a_register_is(
    cast: Cast, browser: Any, name: str
) -> None:
    client: Client = browser("writer")
    where = bring(client, FILES[name], name)
    assert "Full name" in page(client, where)
    mapping = RegisterImport.objects.latest("added").mapping["columns"]
    assert mapping["Full name"] == "real_name"
    assert (mapping["Organization"], mapping["Position"]) == ("actor", "position")
    headers = RegisterImport.objects.latest("added").sniffed["headers"]
    columns = [mapping.get(header, "") for header in headers]
    answer = say(client, cast, where, *columns, called="number")
    assert answer.status_code == 302
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize(
    "name", [name for name in refused_files() if name.endswith(("vcf", "json", "jsonl"))]
)
def test_a_hostile_file_of_cards_is_a_sentence_on_the_page(browser: Any, name: str) -> None:
    data, _ = refused_files()[name]
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = browser("writer").post("/import/", {"file": SimpleUploadedFile(name, data)})
    assert answer.status_code == 422


def test_whatever_a_reader_or_a_guess_may_say_has_its_words() -> None:
    assert set(get_args(WhyPassedOver)) == set(PASSED_OVER)
    assert set(get_args(Trouble)) == set(WARNINGS)
    assert set(get_args(QuestionCode)) == set(QUESTIONS)
