"""A record of a kind that may name somebody, and names nobody, is judged with nobody."""

from cast import Cast
from rapport.actions import consents, gates
from rapport.records import note_flags
from rapport.records.models import Consent, Mark, SecondPath


def test_a_second_path_through_nobody_is_noted_changed_and_taken_back(cast: Cast) -> None:
    asking = cast.asking("writer")
    gate = gates.add_gate(asking, circle=cast.circle.pk, name="Road", kind="passage").row
    path = gates.note_second_path(asking, gate=gate.pk, text="Ask كامل الراشد at the well").row
    assert note_flags.marks_of([path]) == []
    gates.change_of_gate(asking, SecondPath, key=path.pk, text="By boat")
    gates.remove_of_gate(asking, SecondPath, key=path.pk)
    assert not Mark.objects.filter(row=path.pk).exists()


def test_one_through_somebody_is_about_them(cast: Cast) -> None:
    asking = cast.asking("writer")
    gate = gates.add_gate(asking, circle=cast.circle.pk, name="Road", kind="passage").row
    about = {"gate": gate.pk, "relationship": cast.kamil.pk}
    path = gates.note_second_path(asking, **about, text="Ask كامل الراشد at the well").row
    assert Mark.objects.get(row=path.pk).about == cast.kamil.pk


def test_a_consent_of_a_group_is_about_nobody(cast: Cast) -> None:
    asking = cast.asking("writer")
    gate = gates.add_gate(asking, circle=cast.circle.pk, name="Road", kind="passage").row
    needed = consents.need_consent(
        asking, gate=gate.pk, kind="community", new_actor="Elders", state="given"
    ).row
    consents.say_consent(asking, key=needed.pk, state="withdrawn")
    assert Consent.objects.get().states == [[cast.DAY.isoformat(), "withdrawn"]]
