"""Any facts at all, for laws that hold of all of them: Hypothesis strategies."""

from datetime import timedelta

from hypothesis import strategies as st

from rapport.rules.catalogue import RULES, validated_settings
from rapport.rules.draft_cues import cues_in
from rapport.rules.facts_of_change import (
    Begun,
    LeftFact,
    PartyContact,
    PlanFact,
    PostFact,
    SeenFact,
)
from rapport.rules.facts_of_many import (
    Alone,
    GateFacts,
    IntroducerFacts,
    IntroductionFact,
    OfficeFacts,
    SizedContact,
    StaleTie,
    Unmet,
)
from rapport.rules.facts_of_turnover import TurnoverFact
from rapport.rules.messages import DraftFacts
from rapport.rules.rhythm import RhythmFact
from rapport.rules.rule import About
from rapport.rules.tone import toned
from rules import building
from rules.building import TODAY

# Far enough back that a year of silence can end while a test walks on, and some days ahead.
days = st.integers(-420, 60).map(lambda number: TODAY + timedelta(days=number))
perhaps_a_day = st.none() | days
yes_or_no = st.booleans()
yes_no_unknown = st.none() | yes_or_no

meetings = st.builds(
    building.meeting,
    days,
    channel=st.sampled_from(["in_person", "phone", "message", "letter", "chance"]),
    purpose=st.sampled_from(["engagement", "negotiation", "courtesy", "incident"]),
    two_way=yes_or_no,
    tone_theirs=st.sampled_from(["", "open", "neutral", "guarded", "hostile"]),
    tone_ours=st.sampled_from(["", "open", "neutral", "guarded", "hostile"]),
    asked=yes_no_unknown,
    small_talk=yes_no_unknown,
    introduced_self=yes_no_unknown,
    introduced_organisation=yes_no_unknown,
    on_time=st.sampled_from(["on_time", "late", "absent", None]),
    life_saving=yes_or_no,
    time=st.sampled_from(["", "09:00", "15:30"]),
    ours=st.sampled_from([(), ("Hala",), ("Omar",), ("Hala", "Omar")]),
)
promises = st.builds(
    building.promise,
    perhaps_a_day,
    by=st.sampled_from(["us", "them"]),
    state=st.sampled_from(["open", "kept", "late_told", "late_silent", "broken", "released"]),
    made_on=days,
    settled_on=perhaps_a_day,
)
asks = st.builds(
    building.ask,
    perhaps_a_day,
    life_saving=yes_or_no,
    outcome=st.sampled_from(["planned", "made", "granted", "refused", "deferred", "withdrawn"]),
    made_on=perhaps_a_day,
    answered_on=perhaps_a_day,
    noted_on=days,
    channel_planned=st.sampled_from(["in_person", "message", "letter", None]),
    costs_named=yes_or_no,
    heavy_bare=yes_or_no,
    reason_for_them=yes_or_no,
    benefit_checked=yes_or_no,
    again_on=perhaps_a_day,
    gate=st.sampled_from([None, "road", "clinic"]),
)
mandates = st.builds(
    building.mandate, days, perhaps_a_day, gate=st.sampled_from([None, "road", "clinic"])
)
disclosures = st.builds(
    building.told, st.sampled_from(["organisation", "limits", "us_as_people"]), days
)
KINDS = ["position", "reasoning", "concern", "concern", "misperception", "misperception", "hook"]
insights = st.builds(
    building.insight,
    days,
    kind=st.sampled_from(KINDS),
    nature=st.sampled_from(["fact", "interpretation"]),
    expires=perhaps_a_day,
    special=yes_or_no,
    need_stated=yes_or_no,
    confidence=st.sampled_from(["low", "medium"]),
    from_interaction=st.sampled_from([None, "contact"]),
    known_from=st.sampled_from(["", "told_us", "third_party"]),
    checked_on=perhaps_a_day,
    state=st.sampled_from(["open", "followed_up", "answered"]),
    answered_on=perhaps_a_day,
    returned_on=perhaps_a_day,
    their_version=yes_or_no,
)
claims = st.builds(
    building.claim,
    st.sampled_from(["answers_to", "audience_of", "trusts"]),
    theirs=yes_or_no,
    since=perhaps_a_day,
    until=perhaps_a_day,
)
occasions = st.builds(
    building.occasion,
    days,
    tone=st.sampled_from(["joyful", "solemn", "mourning", "political"]),
    mentioned_by_them=yes_or_no,
    greeted_on=perhaps_a_day,
)
notes = st.builds(
    building.note,
    days,
    sealed_names=st.integers(0, 1),
    hard_words=st.sampled_from([(), ("spy",)]),
    private_words=st.sampled_from([(), ("his wife",)]),
    loaded=st.sampled_from([(), (), ("so-called",)]),
)
changes_of_lead = st.builds(building.new_lead, days, introduced=yes_or_no)
US = ["Hala", "Omar", "Sami"]
plans = st.builds(
    building.plan,
    days,
    first_on=perhaps_a_day,
    channel=st.sampled_from(["in_person", "phone", "letter"]),
    purpose=st.sampled_from(["engagement", "negotiation", "courtesy"]),
    state=st.sampled_from(["planned", "planned", "planned", "held", "called_off", "missed_by_us"]),
    changed_by=st.sampled_from(["", "us", "them"]),
    told_in_advance=yes_no_unknown,
    as_person=st.sampled_from([True, True, False]),
    ours=st.lists(
        st.tuples(st.sampled_from(US), st.sampled_from(["lead", "interpreter", "shield"])),
        max_size=2,
    ).map(tuple),
    interpreted=yes_or_no,
    opener=yes_or_no,
    question=yes_or_no,
    hard=yes_or_no,
    bringer=st.sampled_from([None, None, *US]),
)
ways_to_speak = st.frozensets(st.sampled_from(["ar", "en"]))
colleagues = st.tuples(
    *(
        st.builds(
            building.colleague,
            st.just(name),
            function=st.sampled_from(["", "security", "security", "programme"]),
            origin=st.sampled_from(["", "national", "international"]),
            languages=ways_to_speak,
            here=yes_or_no,
            until=perhaps_a_day,
        )
        for name in US
    )
)


marks = st.builds(
    building.mark, days, st.sampled_from(["kept", "wobbling", "breached"]), perhaps_a_day
)
terms = st.lists(marks, max_size=3).flatmap(
    lambda found: st.builds(
        building.term,
        *map(st.just, sorted(found, key=lambda one: one.on)),
        doer=yes_or_no,
        when=yes_or_no,
        sign=yes_or_no,
        contested=yes_or_no,
        is_over=yes_or_no,
    )
)
agreements = st.builds(
    building.agreed,
    days,
    form=st.sampled_from(["oral", "message", "signed", "tacit"]),
    ask=st.none() | st.integers(1, 40),
    live=st.sampled_from([True, True, False]),
    review_on=perhaps_a_day,
    legal_mark=yes_or_no,
    terms=st.lists(terms, max_size=2).map(tuple),
    read_backs=st.lists(
        st.builds(building.said_back, days, st.sampled_from(["done", "confirmed", "contested"])),
        max_size=2,
    ).map(tuple),
    guarantors=st.lists(
        st.builds(building.guarantor, here=yes_or_no, until=perhaps_a_day), max_size=2
    ).map(tuple),
    evidence=st.lists(
        st.builds(
            building.evidence,
            kept=yes_or_no,
            here=st.just(True),
            until=perhaps_a_day,
            vanishing=yes_or_no,
            copied=yes_or_no,
        ),
        max_size=2,
    ).map(tuple),
    legal=st.lists(
        st.builds(building.legal_question, days, perhaps_a_day, perhaps_a_day), max_size=1
    ).map(tuple),
)


gifts = st.builds(
    building.gift,
    days,
    way=st.sampled_from(["received", "given", "declined"]),
    amount=st.sampled_from([None, 0, 20]),
    reviewed_on=perhaps_a_day,
)
interests = st.builds(
    building.interest,
    days,
    managed=yes_or_no,
    managed_until=perhaps_a_day,
    until=perhaps_a_day,
)
in_person = st.tuples(days, st.lists(st.sampled_from(US), max_size=2)).map(
    lambda drawn: building.in_person(drawn[0], *drawn[1])
)
closeness = st.lists(
    st.tuples(st.lists(days, max_size=8), perhaps_a_day).map(
        lambda drawn: building.close(*drawn[0], checked_on=drawn[1])
    ),
    max_size=3,
).map(lambda found: building.one_of_us(*found))


def in_time(one):
    return one.on, getattr(one, "time", "")


def some(things, most=3):
    return st.lists(things, max_size=most).map(tuple)


def in_order(things, most=4):
    return some(things, most).map(lambda found: tuple(sorted(found, key=in_time)))


rhythms = st.builds(
    RhythmFact, st.integers(2, 12), st.integers(1, 20), st.integers(21, 40), st.integers(41, 90)
)
turnovers = st.builds(
    TurnoverFact,
    yes_or_no,
    perhaps_a_day,
    st.sampled_from([None, "handover"]),
    st.sampled_from(["", "waiting", "accepted", "declined"]),
)

relationships = st.builds(
    building.relationship,
    opened=days,
    phase=st.sampled_from(["engagement", "negotiation", "dormant"]),
    stage=st.sampled_from(["unknown", "introduced"]),
    status=st.sampled_from(["active", "active", "deceased"]),
    visits_only=yes_or_no,
    ideal_days=st.integers(1, 40),
    maximum_days=st.integers(1, 90),
    holder_changes=in_order(changes_of_lead, 2),
    interactions=in_order(meetings, 6),
    commitments=some(promises),
    asks=some(asks),
    disclosures=some(disclosures, 2),
    insights=some(insights, 4),
    occasions=some(occasions, 2),
    notes=some(notes, 2),
    meetings=some(plans, 4),
    colleagues=st.just(()) | colleagues,
    mandates=some(mandates, 2),
    languages=ways_to_speak,
    ties=some(claims, 2),
    disagreements=yes_or_no,
    small=yes_or_no,
    agreements=st.just(()) | some(agreements, 2),
    documentation=st.sampled_from(["", "none", "message", "signed"]),
    interests=some(interests, 2),
    gifts=some(gifts, 2),
    in_person=in_order(in_person, 8),
    rhythm=st.none() | rhythms,
    backup=st.sampled_from([None, "two"]),
    turnover=some(turnovers, 1),
)


def with_a_trend(drawn):
    facts, as_of, way = drawn
    known = toned(facts.interactions, as_of)
    return facts._replace(spiral=building.spiral(known, as_of, way))


relationships = relationships | st.tuples(relationships, days, st.sampled_from([-1, 1])).map(
    with_a_trend
)

ties = st.builds(building.tie, perhaps_a_day, opened=days)
contacts = st.builds(
    building.contact,
    days,
    asked=yes_or_no,
    tie=st.sampled_from(["one", "other"]),
    contact=st.integers(1, 4),
)
keys = st.integers(1, 9)
changes_there = st.fixed_dictionaries(
    {
        "posts": some(
            st.builds(PostFact, keys, st.just("Clerk"), perhaps_a_day, st.sampled_from([(), (1,)]))
        ),
        "left": some(st.builds(LeftFact, keys, st.just("Omar"), keys, st.just("Clerk"), days)),
        "plan": some(st.builds(PlanFact, keys, st.integers(1, 2), days)),
        "seen": some(st.builds(SeenFact, keys, days, some(keys), some(keys))),
        "influence": some(st.tuples(days, st.integers(0, 4))),
        "met": yes_or_no,
    }
)
actors = st.tuples(some(ties), some(contacts, 8), yes_or_no, changes_there).map(
    lambda found: building.actor(*found[0], contacts=found[1], nobody=found[2])._replace(**found[3])
)
unmet = st.builds(Unmet, st.sampled_from(["Orsend", "media"]), yes_or_no, st.just(("one",)))
sized = st.builds(SizedContact, st.integers(1, 40), days, yes_or_no)
work = st.builds(
    OfficeFacts,
    st.just("office"),
    some(unmet),
    some(sized, 40),
    st.sampled_from([(), ("small",)]),
    some(st.builds(Begun, keys, days, yes_or_no), 12),
    st.just(((1, "North"), (2, "South"))),
    some(st.builds(PartyContact, st.integers(1, 40), days, st.integers(1, 2)), 40),
)
drafts = st.builds(
    DraftFacts,
    st.just("one"),
    st.text(max_size=80).map(cues_in),
    safety=st.sampled_from(["", "safe", "care", "unsafe"]),
    others=st.integers(0, 2),
    hour=st.none() | st.integers(0, 23),
    prayer=yes_or_no,
    feast=yes_or_no,
)
people = st.builds(Alone, st.just("relationship"), st.integers(1, 9), st.just("Somebody"))
stale = st.builds(StaleTie, st.integers(1, 9), st.just("Two people"), days)
gates = st.builds(
    GateFacts,
    st.just("gate"),
    yes_or_no,
    yes_or_no,
    yes_or_no,
    some(people),
    st.just(("one",)),
    some(stale),
)
introductions = st.builds(
    IntroductionFact,
    st.integers(1, 99),
    st.just("Somebody"),
    perhaps_a_day,
    yes_or_no,
    yes_or_no,
    yes_or_no,
    yes_or_no,
)
introducers = st.builds(IntroducerFacts, st.just("musa"), some(introductions, 8))
FACTS = {
    About.RELATIONSHIP: relationships,
    About.ACTOR: actors,
    About.OFFICE: work,
    About.DRAFT: drafts,
    About.COLLEAGUE: closeness,
    About.GATE: gates,
    About.INTRODUCER: introducers,
    About.PERSON: st.lists(contacts, max_size=8).map(lambda rows: building.person(*rows)),
}
"""What rules are told of each kind of thing that rules speak about today."""


def numbers_of(rule):
    """Return numbers an office may choose for a rule; small, so that days pass while we look."""
    return st.fixed_dictionaries(
        {
            name: st.integers(one.least, min(one.most, one.least + 30))
            for name, one in rule.settings.items()
        }
    )


def _settings_of(rule):
    return st.tuples(numbers_of(rule), yes_or_no).map(lambda drawn: drawn[0] | {"on": drawn[1]})


offices = st.fixed_dictionaries({}, optional={c: _settings_of(r) for c, r in RULES.items()}).map(
    validated_settings
)
