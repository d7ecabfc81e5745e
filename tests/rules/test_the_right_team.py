"""The right team (T01 to T04): who of us is to go, and who went first."""

from rapport.rules.rule import Urgency
from rules.building import (
    TODAY,
    ago,
    ahead,
    colleague,
    heard,
    meeting,
    plan,
    relationship,
    silent_from,
    speaks_from,
)

SARA = colleague("Sara", function="security")
SAMI = colleague("Sami", function="security")
PIA = colleague("Pia", function="programme")
UNSAID = colleague("Uma")


def stranger(*plans, **changes):
    """Somebody we know of and have not met, whom we plan to meet."""
    changes.setdefault("stage", "unknown")
    changes.setdefault("colleagues", (SARA, SAMI, PIA, UNSAID))
    return relationship(meetings=plans, **changes)


# T01 security alone first


def test_t01_the_first_meeting_is_planned_with_security_alone():
    planned = plan(ahead(3), "Sara", ("Sami", "note_taker"))
    finding = heard("T01", stranger(planned))
    assert (finding.because, finding.when) == (
        (("meeting", planned.key),),
        Urgency.THIS_WEEK,
    )
    assert finding.options == ("who_goes", "change_meeting")


def test_t01_paired_with_anybody_else_it_is_silent():
    assert heard("T01", stranger(plan(ahead(3), "Sara", "Pia"))) is None
    assert heard("T01", stranger(plan(ahead(3), "Pia"))) is None


def test_t01_of_whom_nothing_is_known_nothing_is_said():
    assert heard("T01", stranger(plan(ahead(3), "Sara", "Uma"))) is None
    assert heard("T01", stranger(plan(ahead(3), "Somebody of another office"))) is None
    assert heard("T01", stranger(plan(ahead(3)))) is None


def test_t01_only_the_first_of_several_meetings_is_the_first():
    assert heard("T01", stranger(plan(ahead(3), "Pia"), plan(ahead(5), "Sara"))) is None
    assert heard("T01", stranger(plan(ahead(5), "Sara"), plan(ahead(5), "Pia"))) is None
    assert heard("T01", stranger(plan(ahead(3), "Sara"), plan(ahead(5), "Pia")))


def test_t01_whom_we_know_may_be_met_by_security():
    assert heard("T01", stranger(plan(ahead(3), "Sara"), stage="introduced")) is None


def test_t01_called_off_or_past_it_is_silent():
    assert heard("T01", stranger(plan(ahead(3), "Sara", state="called_off"))) is None
    silent_from("T01", stranger(plan(ahead(3), "Sara")), ahead(4))


def test_t01_moved_it_speaks_until_its_new_day():
    silent_from("T01", stranger(plan(ahead(9), "Sara", first_on=ahead(3))), ahead(10))


def test_t01_the_first_contact_was_with_security_alone():
    first = meeting(ago(9), ours=("Sara",))
    finding = heard("T01", stranger(interactions=(first,)))
    assert (finding.because, finding.when) == (
        (("interaction", first.key),),
        Urgency.WORTH_A_LOOK,
    )
    assert finding.options == ("plan_with_programme",)


def test_t01_a_second_contact_with_programme_or_a_plan_of_one_ends_it():
    first = meeting(ago(9), ours=("Sara",))
    again = meeting(ago(5), ours=("Sami",))
    with_programme = meeting(ago(2), ours=("Sara", "Pia"))
    assert heard("T01", stranger(interactions=(first, again)))
    assert heard("T01", stranger(interactions=(first, with_programme))) is None
    assert heard("T01", stranger(plan(ahead(2), "Pia"), interactions=(first,))) is None
    assert heard("T01", stranger(plan(ahead(2), "Sami"), interactions=(first,)))


def test_t01_a_first_contact_with_somebody_else_or_with_nobody_noted_is_none():
    for ours in (("Pia",), ("Sara", "Pia"), ()):
        assert heard("T01", stranger(interactions=(meeting(ago(9), ours=ours),))) is None


def test_t01_speaks_from_the_day_of_the_first_contact_and_forgets_it():
    speaks_from("T01", stranger(interactions=(meeting(ahead(2), ours=("Sara",)),)), ahead(2))
    silent_from("T01", stranger(interactions=(meeting(ago(9), ours=("Sara",)),)), ahead(171))


# T02 team of one kind

NADA = colleague("Nada", origin="national")
NUR = colleague("Nur", origin="national")
INES = colleague("Ines", origin="international")


def mixed(*plans, **changes):
    return stranger(*plans, **{"colleagues": (NADA, NUR, INES, UNSAID)} | changes)


def negotiation(on, *who, **changes):
    return plan(on, *who, purpose="negotiation", **changes)


def test_t02_a_first_meeting_of_one_kind_where_another_could_go():
    planned = plan(ahead(3), "Nada", "Nur")
    finding = heard("T02", mixed(planned))
    assert (finding.because, finding.when) == (
        (("meeting", planned.key),),
        Urgency.WORTH_A_LOOK,
    )
    assert heard("T02", mixed(plan(ahead(3), "Ines")))


def test_t02_a_mix_is_a_mix_whoever_leads():
    assert heard("T02", mixed(plan(ahead(3), "Nada", ("Ines", "note_taker")))) is None


def test_t02_a_negotiation_counts_at_any_time_and_other_visits_only_first():
    known = {"stage": "introduced", "interactions": (meeting(ago(9)),)}
    assert heard("T02", mixed(negotiation(ahead(3), "Nada"), **known))
    assert heard("T02", mixed(plan(ahead(3), "Nada"), **known)) is None


def test_t02_nobody_of_the_other_kind_is_there_to_send():
    assert heard("T02", mixed(plan(ahead(3), "Nada"), colleagues=(NADA, NUR))) is None
    gone = INES._replace(here=False)
    assert heard("T02", mixed(plan(ahead(3), "Nada"), colleagues=(NADA, gone))) is None


def test_t02_somebody_who_leaves_before_that_day_cannot_go():
    for last, speaks in ((2, False), (3, True)):
        leaving = INES._replace(until=ahead(last))
        facts = mixed(plan(ahead(3), "Nada"), colleagues=(NADA, leaving))
        assert bool(heard("T02", facts)) is speaks


def test_t02_who_did_not_say_which_they_are_is_not_guessed_at():
    assert heard("T02", mixed(plan(ahead(3), "Nada", "Uma"))) is None
    assert heard("T02", mixed(plan(ahead(3)))) is None


def test_t02_a_letter_needs_no_mix_and_a_meeting_called_off_none():
    assert heard("T02", mixed(plan(ahead(3), "Nada", channel="letter"))) is None
    assert heard("T02", mixed(plan(ahead(3), "Nada", state="called_off"))) is None


def test_t02_falls_silent_once_its_day_is_over():
    silent_from("T02", mixed(plan(TODAY, "Nada")), ahead(1))


# T03 nobody to stand before them


def test_t03_a_negotiation_with_national_colleagues_alone():
    planned = negotiation(ahead(3), "Nada", "Nur")
    finding = heard("T03", mixed(planned))
    assert (finding.because, finding.when) == (
        (("meeting", planned.key),),
        Urgency.THIS_WEEK,
    )


def test_t03_with_a_shield_or_an_international_colleague_it_is_silent():
    assert heard("T03", mixed(negotiation(ahead(3), "Nada", ("Nur", "shield")))) is None
    assert heard("T03", mixed(negotiation(ahead(3), "Nada", "Ines"))) is None
    assert heard("T03", mixed(negotiation(ahead(3), "Nada", "Uma"))) is None


def test_t03_a_friendly_visit_needs_no_shield_but_after_they_were_hostile():
    visit = plan(ahead(3), "Nada")
    hostile = meeting(ago(9), tone_theirs="hostile")
    since = meeting(ago(2), tone_theirs="guarded")
    assert heard("T03", mixed(visit, interactions=(meeting(ago(9)),))) is None
    assert heard("T03", mixed(visit, interactions=(hostile,)))
    assert heard("T03", mixed(visit, interactions=(hostile, since))) is None


def test_t03_from_the_day_they_are_hostile_until_the_meeting_is_over():
    facts = mixed(plan(ahead(3), "Nada"), interactions=(meeting(ahead(1), tone_theirs="hostile"),))
    speaks_from("T03", facts, ahead(1))
    silent_from("T03", facts, ahead(4))


# T04 no shared language

ADAM = colleague("Adam", languages=frozenset({"en", "fr"}))
LEILA = colleague("Leila", languages=frozenset({"ar", "en"}))


def spoken_to(*plans, theirs=("ar",), **changes):
    told = {"colleagues": (ADAM, LEILA, UNSAID), "languages": frozenset(theirs)}
    return relationship(meetings=plans, **told | changes)


def test_t04_nobody_who_goes_speaks_a_language_of_theirs():
    planned = plan(ahead(3), "Adam")
    finding = heard("T04", spoken_to(planned))
    assert finding.because == (("meeting", planned.key),)
    assert finding.options == ("name_an_interpreter", "who_goes")


def test_t04_one_who_speaks_it_is_enough():
    assert heard("T04", spoken_to(plan(ahead(3), "Adam", "Leila"))) is None
    assert heard("T04", spoken_to(plan(ahead(3), "Adam"), theirs=("ar", "fr"))) is None


def test_t04_an_interpreter_of_either_side_is_enough():
    assert heard("T04", spoken_to(plan(ahead(3), "Adam", interpreted=True))) is None


def test_t04_what_nobody_said_is_not_guessed_at():
    assert heard("T04", spoken_to(plan(ahead(3), "Adam"), theirs=())) is None
    assert heard("T04", spoken_to(plan(ahead(3), "Adam", "Uma"))) is None
    assert heard("T04", spoken_to(plan(ahead(3)))) is None


def test_t04_a_letter_can_be_translated():
    assert heard("T04", spoken_to(plan(ahead(3), "Adam", channel="letter"))) is None
    assert heard("T04", spoken_to(plan(ahead(3), "Adam", channel="phone")))


def test_t04_falls_silent_once_its_day_is_over():
    silent_from("T04", spoken_to(plan(TODAY, "Adam")), ahead(1))
