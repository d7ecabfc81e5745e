"""An archive, and back into an empty store: row for row, with the history as it was."""

import io
import json
import zipfile
from dataclasses import replace

import pyrage
import pytest
from django.db import connection

from cast import Cast
from exchange.archive.new_store import WORDS, begin_new, everything
from rapport.actions import (
    access,
    boundaries,
    colleagues,
    commitments,
    debriefs,
    history,
    insights,
)  # fmt: skip
from rapport.actions import exports as export_verbs
from rapport.exchange.archive.into_empty import bring_back
from rapport.exchange.archive.making import Wanted, ask_for_archive, make_archive
from rapport.exchange.archive.reading import opened
from rapport.records import chain, name_index
from rapport.records.integrity import against_itself, stale_rows
from rapport.records.models import (
    Checkpoint,
    Commitment,
    Debrief,
    EarlierStore,
    Export,
    Operation,
    Relationship,
    Sensitivity,
    Store,
)
from rapport.records.rebuilding import differences
from rapport.records.recording import change_set
from rapport.records.refusals import CannotBe, HistoryBroken, NotThere
from rapport.records.verifying import verify
from rapport.vault import age, signing
from rapport.vault.refusals import WeakPassphrase

WHOLE = Wanted(whole=True, reason="To move")


def tell_more(cast: Cast) -> None:
    cast.meet(3, line="Tea, and the road")
    commitments.make_commitment(
        cast.asking("writer"), relationship=cast.kamil.pk, by="us", text="Two tents"
    )
    cast.meet(5, line="Logged by mistake")
    history.undo(cast.asking("writer"), key=Operation.objects.latest("sequence").change_set)


def linked() -> list[bytes]:
    """Return the links of the history, in order."""
    rows = Operation.objects.order_by("sequence")
    return [bytes(one) for one in rows.values_list("hash", flat=True)]


def taken(asking, wanted=WHOLE, **how):
    return make_archive(asking, wanted, **(how or {"passphrase": WORDS}))


def brought(made, monkeypatch, asking, key=b"n" * 32) -> int:
    archive = opened(made.data, passphrase=WORDS)
    begin_new(monkeypatch, key)
    rows = bring_back(archive, now=asking.now)
    connection.check_constraints()
    assert against_itself() is None
    assert differences() == []
    return rows


@pytest.fixture
def of_all(cast: Cast) -> Cast:
    """The keeper reads in every circle, so that the store is theirs to take whole."""
    from rapport.actions import team

    team.admit(
        cast.asking("outsider"), circle=cast.elsewhere.pk, colleague=cast.keeper.pk, part="reader"
    )
    return cast


def test_the_whole_store_comes_back_row_for_row_with_its_history(of_all: Cast, monkeypatch):
    cast = of_all
    tell_more(cast)
    keeper = cast.asking("keeper")
    for place in range(60):
        cast.add(f"Person {place}", by="writer", names=[("Latn", f"Real {place}")])
    before = everything(but=("export",))
    links = [
        bytes(one) for one in Operation.objects.order_by("sequence").values_list("hash", flat=True)
    ]
    old, points = Store.objects.get(), Checkpoint.objects.count()
    assert points > 1
    made = taken(keeper)
    brought(made, monkeypatch, keeper)
    assert everything(but=("export", "earlierstore")) == before
    new = Store.objects.get()
    assert (new.key, bytes(new.public_key)) != (old.key, bytes(old.public_key))
    now = [
        bytes(one) for one in Operation.objects.order_by("sequence").values_list("hash", flat=True)
    ]
    assert now[: len(links)] == links
    first = Operation.objects.get(sequence=len(links) + 1)
    named = json.loads(first.content)["patch"]
    row = EarlierStore.objects.get()
    assert (first.model, bytes(row.head), row.until) == (
        "earlierstore",
        bytes(old.head),
        len(links),
    )
    assert bytes(row.public_key) == bytes(old.public_key)
    assert named["store"] == old.key.hex
    assert name_index.keys_named("Real 7")
    cast.meet(0, line="Written in the new store")
    assert verify().whole
    assert Checkpoint.objects.count() >= points


def test_of_the_new_store_one_can_be_taken_again(of_all: Cast, monkeypatch):
    keeper = of_all.asking("keeper")
    brought(taken(keeper), monkeypatch, keeper)
    keeper = of_all.asking("keeper")
    of_all.meet(1, line="In the second store")
    before = everything(but=("export", "earlierstore"))
    brought(taken(keeper), monkeypatch, keeper, b"m" * 32)
    assert everything(but=("export", "earlierstore")) == before
    assert EarlierStore.objects.count() == 2


def test_an_earlier_history_that_is_changed_shows(of_all: Cast, monkeypatch):
    keeper = of_all.asking("keeper")
    for day in range(60):
        of_all.meet(day + 1)
    brought(taken(keeper), monkeypatch, keeper)
    row = EarlierStore.objects.get()
    EarlierStore.objects.update(public_key=bytes(Store.objects.get().public_key))
    assert not verify().whole
    EarlierStore.objects.update(public_key=bytes(row.public_key), head=bytes(32))
    assert not verify().whole


def test_a_circle_alone_brings_nothing_of_another(cast: Cast, monkeypatch):
    tell_more(cast)
    writer = cast.asking("writer")
    made = taken(writer, Wanted(circle=cast.circle.pk, reason="To hand over"))
    plain = age.unseal(made.data, passphrase=WORDS)
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        text = "\n".join(package.read(name).decode() for name in package.namelist())
    assert "Abu Kamil" in text
    assert "Tea, and the road" in text
    assert "Umm Sahar" not in text
    before = everything(but=("export", "reading"))
    brought(made, monkeypatch, writer)
    after = everything(but=("export", "earlierstore", "reading"))
    assert {key: row for key, row in before.items() if key in after} == after
    gone = before.keys() - after.keys()
    assert {key.split("/")[0] for key in gone} <= {
        "circle",
        "membership",
        "counterpart",
        "relationship",
        "holder",
        "sealedname",
    }
    with pytest.raises(NotThere):
        taken(writer, Wanted(circle=cast.elsewhere.pk))


def test_what_is_for_named_people_stays_unless_a_second_person_agrees(of_all: Cast, monkeypatch):
    cast = of_all
    silent = cast.add("Silent Reed", names=[("Latn", "Adnan Kalo")])
    access.set_access(
        cast.asking("writer"), key=silent.pk, sensitivity=Sensitivity.SEVERE,
        named=[cast.writer.pk, cast.keeper.pk],
    )  # fmt: skip
    keeper = cast.asking("keeper")
    made = taken(keeper)
    plain = age.unseal(made.data, passphrase=WORDS)
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        assert not any(b"Silent" in package.read(name) for name in package.namelist())
    entry = ask_for_archive(keeper, WHOLE)
    with pytest.raises(NotThere):
        export_verbs.approve_export(cast.asking("outsider"), key=entry.pk)
    export_verbs.approve_export(cast.asking("writer"), key=entry.pk)
    before = everything(but=("export",))
    with_it = make_archive(keeper, WHOLE, passphrase=WORDS, approval=entry.pk)
    assert with_it.entry.sensitivity == Sensitivity.SEVERE
    archive = opened(with_it.data, passphrase=WORDS)
    brought(made, monkeypatch, keeper)
    assert not Relationship.objects.filter(pk=silent.pk).exists()
    begin_new(monkeypatch, b"m" * 32)
    bring_back(archive, now=keeper.now)
    assert everything(but=("export", "earlierstore")) == before


def test_what_stayed_behind_raises_no_doubt_and_what_is_missing_does(of_all: Cast, monkeypatch):
    tell_more(of_all)
    silent = of_all.add("Silent Reed", names=[("Latn", "Adnan Kalo")])
    access.set_access(
        of_all.asking("writer"), key=silent.pk, sensitivity=Sensitivity.SEVERE,
        named=[of_all.writer.pk],
    )  # fmt: skip
    keeper = of_all.asking("keeper")
    brought(taken(keeper), monkeypatch, keeper)
    assert EarlierStore.objects.get().withheld
    assert stale_rows() == {}
    Commitment.objects.all()._raw_delete("default")
    assert stale_rows() == {"commitment": 1}


def test_what_is_somebody_s_own_stays_theirs(of_all: Cast, monkeypatch):
    cast = of_all
    contact = cast.meet(2)
    row = debriefs.write_debrief(
        cast.asking("writer"),
        interaction=contact.pk,
        relationship=cast.kamil.pk,
        heard="My own canary",
    ).row
    assert Debrief.objects.count() == 1
    keeper = cast.asking("keeper")
    made = taken(keeper)
    plain = age.unseal(made.data, passphrase=WORDS)
    with zipfile.ZipFile(io.BytesIO(plain)) as package:
        assert not any(b"canary" in package.read(name) for name in package.namelist())
    debriefs.share_debrief(cast.asking("writer"), key=row.pk)
    shared = taken(keeper)
    brought(made, monkeypatch, keeper)
    assert not Debrief.objects.exists()
    brought(shared, monkeypatch, keeper, b"m" * 32)
    assert Debrief.objects.get().heard == "My own canary"


def test_nobody_s_own_goes_not_even_with_its_writer(cast: Cast):
    writer = cast.asking("writer")
    contact, told = cast.meet(2), {"relationship": cast.kamil.pk}
    boundaries.check_boundary(writer, outcome="talk", told=cast.keeper.pk, **told)
    boundaries.note_pressure(writer, kind="threat", text="Canary one", told=cast.keeper.pk, **told)
    boundaries.answer_for_oneself(writer, interaction=contact.pk, stays="Canary two", **told)
    debriefs.write_debrief(writer, interaction=contact.pk, heard="Canary three", **told)
    note = insights.note_insight(
        writer, kind="concern", nature="interpretation", text="Canary four", **told
    ).row
    with change_set("change_insight", writer) as changes:
        changes.change(note, held_back_by=cast.writer)
    for who in ("writer", "keeper"):
        made = taken(cast.asking(who), Wanted(reason="To keep"))
        plain = age.unseal(made.data, passphrase=WORDS)
        with zipfile.ZipFile(io.BytesIO(plain)) as package:
            assert not any(b"Canary" in package.read(name) for name in package.namelist())
        archive = opened(made.data, passphrase=WORDS)
        own = ("boundarycheck", "pressure", "afterhardmeeting", "debrief", "insight")
        assert [archive.count(kind) for kind in own] == [0] * 5


def test_real_names_go_with_a_reason_and_each_is_a_look(cast: Cast):
    writer = cast.asking("writer")
    for make in (make_archive, ask_for_archive):
        how = {"passphrase": WORDS} if make is make_archive else {}
        if make is ask_for_archive:
            silent = cast.add("Silent Reed", names=[("Latn", "Adnan Kalo")])
            access.set_access(
                writer, key=silent.pk, sensitivity=Sensitivity.SEVERE,
                named=[cast.writer.pk, cast.keeper.pk],
            )  # fmt: skip
        with pytest.raises(CannotBe, match="only with a reason"):
            make(writer, Wanted(whole=True, reason=" "), **how)
    assert not Export.objects.exists()
    entry = taken(writer).entry
    looked = Operation.objects.filter(change_set=entry_set(entry), model="counterpart")
    assert set(looked.values_list("row", flat=True)) == {cast.kamil.counterpart_id}


def entry_set(entry: Export):
    return Operation.objects.get(row=entry.pk).change_set


def test_no_colleague_s_own_chain_goes_mine_included(of_all: Cast):
    cast = of_all
    writer, keeper = cast.asking("writer"), cast.asking("keeper")
    for asking in (writer, keeper):
        colleagues.say_of_myself(asking, languages=["ar"], topics=["tides"])
    boundaries.check_boundary(writer, relationship=cast.kamil.pk, outcome="talk")
    ours = {cast.writer.pk, cast.keeper.pk}
    told = Operation.objects.filter(chain__scope__in=ours)
    assert told.count() == 3
    there = Operation.objects.count()
    archive = opened(taken(keeper).data, passphrase=WORDS)
    assert not ours & {one.scope for one in archive.chains()}
    assert len(list(archive.operations())) == there - 3
    assert (archive.about["complete"], archive.checkpoints()) == (False, [])
    keys = {one.hex for one in told.values_list("row", flat=True)} - {one.hex for one in ours}
    assert not any(key in json.dumps(archive.about) for key in keys)
    me = next(one for one in archive.records("colleague") if one["id"] == cast.keeper.pk.hex)
    assert (me["name"], me["languages"], me["topics"]) == ("Kit Keeper", [], [])


def test_what_was_changed_while_it_was_held_back_comes_with_its_last_words(
    of_all: Cast, monkeypatch
):
    writer, keeper = of_all.asking("writer"), of_all.asking("keeper")
    note = insights.note_insight(
        writer, relationship=of_all.kamil.pk, kind="concern", nature="fact", text="First words"
    ).row
    for told in ({"held_back_by": of_all.writer}, {"text": "Last words"}, {"held_back_by": None}):
        with change_set("change_insight", writer) as changes:
            changes.change(note, **told)
    before = everything(but=("export",))
    brought(taken(keeper), monkeypatch, keeper)
    assert everything(but=("export", "earlierstore")) == before


def test_it_opens_with_its_words_or_keys_only_and_shows_every_change(cast: Cast):
    writer = cast.asking("writer")
    with pytest.raises(WeakPassphrase):
        taken(writer, passphrase="password")
    assert not Export.objects.exists()
    identity = pyrage.x25519.Identity.generate()
    made = taken(writer, keys=[str(identity.to_public())])
    assert opened(made.data, identity=str(identity)).about["of"] == "store"
    with pytest.raises(age.DoesNotOpen):
        opened(made.data, passphrase=WORDS)
    with pytest.raises(age.NotSealed):
        opened(b"PK", passphrase=WORDS)
    (entry,) = Export.objects.all()
    assert (entry.what, entry.purpose, entry.by) == ("archive", "keeping", cast.writer)
    assert entry.names_why == "To move"
    assert "counterpart" in entry.columns


@pytest.mark.parametrize("name", ["about.json", "log.jsonl", "records/counterpart.jsonl"])
def test_what_was_changed_inside_is_refused(cast: Cast, name):
    writer = cast.asking("writer")
    plain = age.unseal(taken(writer).data, passphrase=WORDS)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for one in old.namelist():
            data = old.read(one)
            new.writestr(one, data.replace(b"a", b"b", 1) if one == name else data)
    with pytest.raises(CannotBe, match=r"changed after it was made|not an archive"):
        opened(age.seal_to_passphrase(out.getvalue(), WORDS), passphrase=WORDS)


def test_a_history_forged_with_another_key_is_refused(of_all: Cast, monkeypatch):
    keeper = of_all.asking("keeper")
    for day in range(60):
        of_all.meet(day + 1)
    made = taken(keeper)
    archive = opened(made.data, passphrase=WORDS)
    _private, public = signing.new_signing_key()
    forged = replace(archive, about={**archive.about, "public_key": public.hex()})
    begin_new(monkeypatch)
    with pytest.raises(HistoryBroken):
        bring_back(forged, now=keeper.now)
    assert not Operation.objects.exists()
    assert chain.open_store().sequence == 0


def test_a_store_that_is_not_empty_is_not_filled(cast: Cast):
    writer = cast.asking("writer")
    archive = opened(taken(writer).data, passphrase=WORDS)
    before = Operation.objects.count()
    with pytest.raises(CannotBe, match="not empty"):
        bring_back(archive, now=writer.now)
    assert Operation.objects.count() == before
