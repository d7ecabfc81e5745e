"""Archives on pages: what went and what differs is called as people call it, never by a code."""

import io
import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from cast import Cast
from rapport.actions import commitments, correcting
from rapport.briefings.record_labels import LABELS
from rapport.exchange.archive.comparing import Differing, Field, label_of
from rapport.exchange.archive.making import Wanted, make_archive
from rapport.records.models import Commitment, Interaction, Meeting, SealedName
from rapport.records.models.scoped import ScopedModel
from rapport.records.operations import columns_of, recorded_models
from rapport.vault import age_passphrase
from rapport.web import kind_words
from rapport.web.archive_lines import InWords

WORDS = "seven grey kettles beside the river"
NEVER_COMPARED = {"office", "circle", "sensitivity"}
_TAGS = re.compile(r"<[^>]*>")


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    monkeypatch.setattr(age_passphrase, "COST", 10)


def test_every_kind_and_every_column_that_can_differ_has_words():
    assert kind_words.KINDS.keys() == recorded_models().keys()
    for kind, model in recorded_models().items():
        if not issubclass(model, ScopedModel) or model.OF_ITS_STORE:
            continue
        own = model.OWN_UNTIL
        if own is not None and not own.is_shared:
            continue
        stays = NEVER_COMPARED | ({*own.people, own.shared} if own else set())
        for name in {*(column.name for column in columns_of(model)), *model.PARTS} - stays:
            known = name in kind_words.COLUMNS or name in LABELS
            assert known or kind_words.column_word(kind, name) != name, (kind, name)


def test_the_page_of_an_archive_shows_words_and_no_codes(cast: Cast, browser):
    asking = cast.asking("writer")
    told = {"relationship": cast.kamil.pk, "by": "us", "text": "Two tents"}
    row = commitments.make_commitment(asking, **told, colleague=cast.keeper.pk).row
    wanted = Wanted(whole=True, reason="To compare")
    file = io.BytesIO(make_archive(asking, wanted, passphrase=WORDS).data)
    file.name = "a.age"
    correcting.change_record(asking, Commitment, key=row.pk, by="them", colleague=None)
    client = browser("writer")
    page = client.post(reverse("read-archive"), {"file": file, "passphrase": WORDS})
    shown = " ".join(_TAGS.sub(" ", page.content.decode().split("<main")[1]).split())
    assert "Promise: Two tents" in shown
    assert "Colleague Here: — In the archive: Kit Keeper" in shown
    assert "Promised by" in shown or "By whom" in shown
    assert not re.search(r"\bcommitment\b|[0-9a-f]{32}", shown.lower())
    where = (
        client.get(reverse("exports")).content.decode() + client.get("/history/").content.decode()
    )
    assert "Person, Real name (encrypted), Between us, Lead, Promise" in where
    assert not re.search(r"sealedname|<span>STORE</span>", where)


def test_values_are_said_by_their_labels_and_keys_by_what_they_lead_to(cast: Cast):
    visit, there = cast.meet(2), InWords(cast.asking("writer"))

    def said(model, name, here, told) -> tuple[str, str]:
        field = Field(name, name, here, told)
        (line,) = there.line(Differing(model._meta.model_name, visit.pk, "", (field,))).fields
        return line.here, line.there

    assert said(Interaction, "channel", "in_person", "phone") == ("in person", "phone")
    assert said(Interaction, "asked", True, None) == ("yes", "—")
    assert said(Interaction, "on", "2026-03-14", (cast.DAY - timedelta(1)).isoformat()) == (
        "March 14, 2026", "March 15, 2026",
    )  # fmt: skip
    ours = [[cast.writer.pk.hex, "lead"]]
    assert said(Interaction, "ours", ours, []) == ("Writer, led", "—")
    theirs = [[cast.kamil.pk.hex, "lead"], [cast.hidden.pk.hex, "lead"]]
    told = said(Interaction, "theirs", theirs, [])[0]
    assert told.startswith("Abu Kamil, ")
    assert "Sahar" not in told
    name = SealedName.objects.get(counterpart=cast.kamil.counterpart_id)
    assert label_of(name) == "Abu Kamil"
    assert said(Meeting, "interaction", visit.pk.hex, uuid.uuid4().hex)[1] == "another record"
