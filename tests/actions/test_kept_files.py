"""The file behind what shows an agreement: its fingerprint, an encrypted copy, who opens it."""

import hashlib
import secrets

import pytest

from cast import Cast
from rapport.actions import agreement_terms, agreements, erasing, history, kept_files
from rapport.records import kept_files as store
from rapport.records.models import Evidence, KeptFile
from rapport.records.refusals import CannotBe, NotThere, NotYours
from rapport.vault.encryption import NotOurs

PICTURE = b"\x89PNG\r\n\x1a\n" + b"a canary of the lagoon" * 9
TEN = 10 * 1024 * 1024


@pytest.fixture
def evidence(cast: Cast) -> Evidence:
    return noted(cast)


def noted(cast: Cast, whom=None) -> Evidence:
    asking = cast.asking("writer")
    key = (whom or cast.kamil).pk
    made = agreements.record_agreement(asking, relationship=key, what="Lorries", form="message")
    return agreement_terms.keep_evidence(
        asking, agreement=made.row.pk, what="A thumbs-up.", custodian=cast.writer.pk
    ).row


@pytest.fixture
def allowed(cast: Cast) -> None:
    kept_files.set_keeping_files(cast.asking("keeper"), keeps_files=True)


def sealed(cast: Cast, evidence: Evidence, data: bytes = PICTURE, name: str = "thumb.png"):
    return kept_files.seal_file(cast.asking("writer"), key=evidence.pk, name=name, data=data)


def test_a_fingerprint_is_worked_out_piece_by_piece_and_nothing_is_kept(cast: Cast, evidence):
    pieces = [PICTURE[:5], PICTURE[5:]]
    kept_files.note_fingerprint(cast.asking("writer"), key=evidence.pk, pieces=pieces)
    evidence.refresh_from_db()
    assert evidence.fingerprint == hashlib.sha256(PICTURE).hexdigest()
    assert not KeptFile.objects.exists()


def test_without_leave_of_the_office_no_copy_is_kept(cast: Cast, evidence):
    with pytest.raises(CannotBe):
        sealed(cast, evidence)
    assert not KeptFile.objects.exists()


def test_only_those_who_set_the_rules_give_that_leave(cast: Cast):
    with pytest.raises(NotThere):
        kept_files.set_keeping_files(cast.asking("reader"), keeps_files=True)


@pytest.mark.usefixtures("allowed")
def test_ten_megabytes_go_in_and_come_out_the_same(cast: Cast, evidence):
    data = PICTURE + secrets.token_bytes(TEN - len(PICTURE))
    row = sealed(cast, evidence, data).row
    assert (row.file_name, row.file_type, row.file_size) == ("thumb.png", "image/png", TEN)
    opened = kept_files.open_file(cast.asking("reader"), key=evidence.pk)
    assert opened.data == data
    assert hashlib.sha256(opened.data).hexdigest() == row.fingerprint


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(
    "data",
    [
        b"",
        PICTURE + bytes(TEN),
        b"MZ\x90\x00 a program",
        b"<html>\x00",
        bytes(9),
        "é".encode("cp1252"),
    ],
    ids=["empty", "too large", "program", "control", "zeros", "no text"],
)
def test_what_is_too_large_or_of_another_kind_is_refused(cast: Cast, evidence, data):
    with pytest.raises(CannotBe):
        sealed(cast, evidence, data)
    assert not KeptFile.objects.exists()


@pytest.mark.usefixtures("allowed")
@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xff\xd8\xff\xe0 a photo", "image/jpeg"),
        (b"%PDF-1.7 a page", "application/pdf"),
        ("نعم".encode(), "text/plain"),
        (b"<html><script>alert()</script></html>", "text/plain"),
    ],
)
def test_what_a_file_is_follows_from_how_it_begins_and_not_from_its_name(
    cast: Cast, evidence, data, kind
):
    assert sealed(cast, evidence, data, "C:\\phone\\thumb.exe").row.file_type == kind
    evidence.refresh_from_db()
    assert evidence.file_name == "thumb.exe"


@pytest.mark.usefixtures("allowed")
def test_whoever_may_not_see_the_agreement_may_not_open_it(cast: Cast, evidence):
    sealed(cast, evidence)
    with pytest.raises(NotThere):
        kept_files.open_file(cast.asking("outsider"), key=evidence.pk)
    with pytest.raises(NotYours):
        kept_files.remove_file(cast.asking("reader"), key=evidence.pk)


@pytest.mark.usefixtures("allowed")
def test_what_lies_in_the_tables_is_noise_and_bound_to_its_place(cast: Cast, evidence):
    first, second = sealed(cast, evidence).row, sealed(cast, noted(cast)).row
    one, other = (KeptFile.objects.get(pk=row.file) for row in (first, second))
    assert b"canary" not in bytes(one.sealed)
    KeptFile.objects.filter(pk=one.pk).update(sealed=other.sealed)
    with pytest.raises(NotOurs):
        store.opened(one.pk)


@pytest.mark.usefixtures("allowed")
def test_a_copy_that_does_not_fit_its_fingerprint_is_not_shown(cast: Cast, evidence):
    sealed(cast, evidence)
    changed = {"what": "A thumbs-up.", "fingerprint": "a" * 64}
    agreement_terms.change_of_agreement(cast.asking("writer"), Evidence, key=evidence.pk, **changed)
    with pytest.raises(CannotBe):
        kept_files.open_file(cast.asking("writer"), key=evidence.pk)


@pytest.mark.usefixtures("allowed")
def test_undone_and_done_again_it_opens_again(cast: Cast, evidence):
    change = sealed(cast, evidence)
    undoing = history.undo(cast.asking("writer"), key=change.key)
    with pytest.raises(NotThere):
        kept_files.open_file(cast.asking("writer"), key=evidence.pk)
    history.undo(cast.asking("writer"), key=undoing.key)
    assert kept_files.open_file(cast.asking("writer"), key=evidence.pk).data == PICTURE


@pytest.mark.usefixtures("allowed")
def test_removed_it_is_gone_for_good_and_its_fingerprint_stays(cast: Cast, evidence):
    sealed(cast, evidence)
    change = kept_files.remove_file(cast.asking("writer"), key=evidence.pk)
    assert not KeptFile.objects.exists()
    assert change.row.fingerprint
    history.undo(cast.asking("writer"), key=change.key)
    with pytest.raises(NotThere):
        kept_files.open_file(cast.asking("writer"), key=evidence.pk)


@pytest.mark.usefixtures("allowed")
def test_erased_with_the_person_nothing_of_it_is_left(cast: Cast):
    whom = cast.add("The governess")
    sealed(cast, noted(cast, whom))
    erasing.erase_person(
        cast.asking("keeper"), key=whom.pk, alias="The governess", reason="They asked."
    )
    assert not KeptFile.objects.exists()
