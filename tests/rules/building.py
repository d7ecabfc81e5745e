"""Facts for the rules' tests: plain builders, each thing ordinary unless told otherwise."""

from datetime import date, timedelta
from itertools import count

from rapport.rules import facts as shapes
from rapport.rules.catalogue import (
    RULES,
    Judgement,
    judge,
    judge_for_a_reader,
    validated_settings,
    worded,
)
from rapport.rules.facts_agreed import (
    AgreementFact,
    EvidenceFact,
    GuarantorFact,
    LegalFact,
    MarkFact,
    ReadBackFact,
    TermFact,
)
from rapport.rules.facts_of_boundaries import (
    CloseFacts,
    CloseTie,
    GiftFact,
    InterestFact,
    TogetherFact,
)
from rapport.rules.facts_of_many import (
    ActorContact,
    ActorFacts,
    ActorTie,
    GateFacts,
    IntroducerFacts,
    OfficeFacts,
    PersonFacts,
)
from rapport.rules.facts_repair import STAGES, BreachFact, DemandFact, NameFact, RepairStepFact
from rapport.rules.facts_understood import InsightFact, SpiralFact, TieFact
from rapport.rules.rule import About, Finding

TODAY = date(2026, 3, 16)
_keys = count(1)


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    return TODAY + timedelta(days=days)


def meeting(on=TODAY, **changes) -> shapes.InteractionFact:
    """Tea in person with small talk, nothing asked, on time: a warm-up."""
    usual = {
        "key": next(_keys),
        "on": on,
        "channel": "in_person",
        "purpose": "engagement",
        "two_way": True,
        "asked": False,
        "small_talk": True,
        "introduced_self": True,
        "introduced_organisation": True,
        "tone_theirs": "neutral",
        "tone_ours": "open",
        "on_time": "on_time",
        "life_saving": False,
        "time": "",
        "ours": (),
    }
    return shapes.InteractionFact(**usual | changes)


def promise(due=TODAY, **changes) -> shapes.CommitmentFact:
    """Build an open promise of ours."""
    usual = {
        "key": next(_keys),
        "by": "us",
        "made_on": min(due or TODAY, TODAY),
        "due": due,
        "first_due": None,
        "told_on": None,
        "settled_on": None,
        "state": "open",
    }
    return shapes.CommitmentFact(**usual | changes)


def ask(planned_for=None, **changes) -> shapes.AskFact:
    """Build a planned ask that is nobody's emergency, well prepared, to be made in person."""
    usual = {
        "key": next(_keys),
        "noted_on": ago(5),
        "planned_for": planned_for,
        "life_saving": False,
        "authorised": False,
        "outcome": "planned",
        "made_on": None,
        "answered_on": None,
        "channel_planned": "in_person",
        "interaction": None,
        "costs_named": True,
        "heavy_bare": False,
        "reason_for_them": True,
        "benefit_checked": True,
        "again_on": None,
        "gate": None,
    }
    return shapes.AskFact(**usual | changes)


def mandate(since=TODAY, until=None, gate=None) -> shapes.MandateFact:
    """Build a mandate for every gate of the circle."""
    return shapes.MandateFact(next(_keys), since, until, gate)


def new_lead(on, *, introduced=False) -> shapes.HolderChange:
    """Build a change of lead from Hala to Omar."""
    return shapes.HolderChange(next(_keys), on, "Omar", "Hala", introduced)


def told(kind="organisation", on=TODAY) -> shapes.DisclosureFact:
    return shapes.DisclosureFact(next(_keys), kind, on)


def insight(on=TODAY, **changes) -> InsightFact:
    """Build a concern of theirs, kept without an end."""
    usual = {
        "key": next(_keys),
        "kind": "concern",
        "nature": "fact",
        "on": on,
        "expires": None,
        "special": False,
        "need_stated": False,
        "confidence": "medium",
        "from_interaction": None,
        "known_from": "told_us",
        "checked_on": None,
        "state": "open",
        "answered_on": None,
        "returned_on": None,
        "their_version": False,
    }
    return InsightFact(**usual | changes)


def reading(on=TODAY, **changes) -> InsightFact:
    """Build a reading of ours of a position of theirs, heard in a contact."""
    heard_in = {"kind": "position", "nature": "interpretation", "from_interaction": "contact"}
    return insight(on, **heard_in | {"known_from": ""} | changes)


def claim(kind="answers_to", *, theirs=True, since=None, until=None) -> TieFact:
    """Build a claim that they answer to somebody."""
    return TieFact(next(_keys), kind, theirs, since, until)


def spiral(contacts, as_of=TODAY, spiral=-1) -> SpiralFact:
    """Build the trend worked out from these contacts."""
    told = tuple((one.key, one.tone_theirs, one.tone_ours) for one in reversed(contacts))
    return SpiralFact(as_of, spiral, told)


def agreed(made_on=TODAY, *terms, **changes) -> AgreementFact:
    """Build a spoken agreement in force, with one whole term unless others are given."""
    usual = {
        "key": next(_keys),
        "form": "oral",
        "made_on": made_on,
        "ask": None,
        "live": True,
        "review_on": None,
        "legal_mark": False,
        "terms": terms or (term(),),
        "read_backs": (),
        "guarantors": (),
        "evidence": (),
        "legal": (),
    }
    return AgreementFact(**usual | changes)


def term(*marks, **changes) -> TermFact:
    """Build a term that says who, when and how one notices."""
    usual = {"doer": True, "when": True, "sign": True, "contested": False, "is_over": False}
    return TermFact(next(_keys), **usual | changes, marks=marks)


def mark(on=TODAY, keeping="breached", followed_on=None) -> MarkFact:
    return MarkFact(next(_keys), keeping, on, followed_on)


def said_back(on=TODAY, state="confirmed") -> ReadBackFact:
    return ReadBackFact(next(_keys), on, state)


def guarantor(*, here=True, until=None) -> GuarantorFact:
    return GuarantorFact(next(_keys), here, until)


def evidence(**changes) -> EvidenceFact:
    """Build a message that one of us keeps, who stays."""
    usual = {"kept": True, "here": True, "until": None, "vanishing": False, "copied": False}
    return EvidenceFact(next(_keys), **usual | changes)


def legal_question(asked_on=TODAY, answered_on=None, decided_on=None) -> LegalFact:
    return LegalFact(next(_keys), asked_on, answered_on, decided_on)


def breach(on=TODAY, *steps, **changes) -> BreachFact:
    """Build a breach whose repair goes on, without demands or names."""
    usual = {"key": next(_keys), "on": on, "steps": steps, "demands": (), "names": ()}
    return BreachFact(**usual | changes)


def step(stage="listen", on=TODAY, **changes) -> RepairStepFact:
    usual = {"key": next(_keys), "stage": stage, "on": on, "until": None, "skipped": False}
    return RepairStepFact(**usual | changes)


def steps_up_to(stage, on=TODAY) -> tuple[RepairStepFact, ...]:
    """Build a step at each stage before one."""
    return tuple(step(one, on) for one in STAGES[: STAGES.index(stage)])


def demand(on=TODAY, *, screened=False, blame=()) -> DemandFact:
    return DemandFact(next(_keys), on, screened, blame)


def name_of(on=TODAY, until=None) -> NameFact:
    return NameFact(next(_keys), on, until)


def occasion(next_date=TODAY, **changes) -> shapes.OccasionFact:
    """Build a joyful feast they mentioned themselves."""
    usual = {
        "key": next(_keys),
        "name": "Eid al-Fitr",
        "next_date": next_date,
        "window_opens": next_date - timedelta(days=7),
        "tone": "joyful",
        "greeting": changes.get("tone", "joyful") == "joyful",
        "mentioned_by_them": True,
        "safe_channel": None,
        "greeted_on": None,
    }
    return shapes.OccasionFact(**usual | changes)


def note(on=TODAY, **changes) -> shapes.NoteFact:
    usual = {"kind": "insight", "key": next(_keys), "on": on, "sealed_names": 0}
    return shapes.NoteFact(**usual | {"hard_words": (), "private_words": ()} | changes)


def plan(on=TODAY, *who, **changes) -> shapes.MeetingFact:
    """Build a planned visit for engagement, its card filled, to which these colleagues go.

    Each is a name, or a name and a part.
    """
    usual = {
        "key": next(_keys),
        "on": on,
        "first_on": None,
        "channel": "in_person",
        "purpose": "engagement",
        "state": "planned",
        "changed_by": "",
        "told_in_advance": None,
        "interaction": None,
        "as_person": True,
        "ours": tuple(one if isinstance(one, tuple) else (one, "lead") for one in who),
        "interpreted": False,
        "opener": True,
        "question": True,
    }
    return shapes.MeetingFact(**usual | changes)


def colleague(key="Hala", **changes) -> shapes.ColleagueFact:
    """Build a colleague who may see the relationship, and has said nothing of themselves."""
    usual = {"function": "", "origin": "", "languages": frozenset(), "here": True, "until": None}
    return shapes.ColleagueFact(key, **usual | changes)


def in_person(on=TODAY, *who) -> TogetherFact:
    """Build a contact in person at which these colleagues were."""
    return TogetherFact(next(_keys), on, who)


def gift(on=TODAY, **changes) -> GiftFact:
    """Build a gift that was received, and nobody said what it is worth."""
    usual = {"way": "received", "amount": None, "reviewed_on": None}
    return GiftFact(next(_keys), on, **usual | changes)


def interest(declared_on=TODAY, **changes) -> InterestFact:
    """Build a conflict of interest that nobody manages."""
    usual = {"managed": False, "managed_until": None, "until": None}
    return InterestFact(next(_keys), declared_on, **usual | changes)


def close(*alone, checked_on=None) -> CloseTie:
    """Build one whom a colleague spoke with alone on these days."""
    return CloseTie(next(_keys), tuple(sorted(alone)), checked_on)


def one_of_us(*ties) -> CloseFacts:
    return CloseFacts("Hala", ties)


def relationship(**changes) -> shapes.RelationshipFacts:
    """Build a relationship opened ten days ago, in which nothing has happened yet."""
    usual = {
        "key": "relationship",
        "opened": ago(10),
        "open_reason": "proactive",
        "phase": "engagement",
        "stage": "introduced",
        "status": "active",
        "ideal_days": 30,
        "maximum_days": 90,
        "visits_only": False,
        "lead": "Hala",
        "backup": None,
        "holder_changes": (),
        "interactions": (),
        "commitments": (),
        "asks": (),
        "disclosures": (),
        "insights": (),
        "occasions": (),
        "notes": (),
        "meetings": (),
        "colleagues": (),
        "mandates": (),
        "languages": frozenset(),
        "ties": (),
        "spiral": None,
        "disagreements": False,
        "small": False,
    }
    return shapes.RelationshipFacts(**usual | changes)


def settings(code, **numbers):
    """Return settings in which one rule alone speaks."""
    raw = {other: {"on": False} for other in RULES if other != code}
    return validated_settings(raw | {code: numbers})


def tie(last_two_way=TODAY, **changes) -> ActorTie:
    """Build a relationship with somebody of an actor, opened a little over two years ago."""
    usual = {"key": next(_keys), "opened": ago(800)}
    return ActorTie(**usual | changes, last_two_way=last_two_way)


def contact(on=TODAY, asked=True, tie="tie", **changes) -> ActorContact:
    """Build a contact with somebody of an actor, in which they were asked for something."""
    return ActorContact(changes.get("contact", next(_keys)), tie, on, asked)


def actor(*ties, contacts=(), nobody=False) -> ActorFacts:
    return ActorFacts("actor", ties, tuple(contacts), nobody)


def person(*contacts) -> PersonFacts:
    """Build somebody of whom several circles keep a record: the tie of a contact says which."""
    return PersonFacts("musa", contacts)


_KINDS = {
    ActorFacts: About.ACTOR,
    OfficeFacts: About.OFFICE,
    CloseFacts: About.COLLEAGUE,
    GateFacts: About.GATE,
    IntroducerFacts: About.INTRODUCER,
    PersonFacts: About.PERSON,
}


def rule_of(code, facts):
    """Return the rule as it judges what these facts are about."""
    return RULES[code].of(_KINDS.get(type(facts), About.RELATIONSHIP))


def _judged(code, facts, today, office):
    """Judge what the facts are about."""
    rule = rule_of(code, facts)
    if rule.about is About.RELATIONSHIP:
        return judge(facts, today, office)
    ahead = [day for day in rule.moments(facts, office[code]) if day > today]
    return Judgement(judge_for_a_reader(rule.about, facts, today, office), min(ahead, default=None))


def heard(code, facts, today=TODAY, **numbers) -> Finding | None:
    """Return what one rule says, worded and with options it knows, or nothing."""
    findings = _judged(code, facts, today, settings(code, **numbers)).findings
    if not findings:
        return None
    (finding,) = findings
    assert finding.code == code
    assert "%" not in worded(finding.says, finding.params, today)
    assert set(finding.options) <= {name for name, _ in RULES[code].options}
    assert finding.because
    return finding


def says(code, facts, today=TODAY, **numbers) -> str:
    """Return what one rule says in words, "" where it is silent."""
    finding = heard(code, facts, today, **numbers)
    return worded(finding.says, finding.params, today) if finding else ""


def _eve(code, facts, first, numbers):
    """Judge the day before ``first``, which must be announced, by the rule itself too."""
    office = settings(code, **numbers)
    assert first in rule_of(code, facts).moments(facts, office[code])
    eve = _judged(code, facts, first - timedelta(days=1), office)
    assert eve.judge_again_on == first
    return eve


def speaks_from(code, facts, first, **numbers) -> None:
    """Check the first day: silent on the eve, which announces the day, and heard on the day."""
    assert _eve(code, facts, first, numbers).findings == ()
    assert heard(code, facts, first, **numbers) is not None


def silent_from(code, facts, first, **numbers) -> None:
    """Check the first quiet day: heard on the eve, which announces the day, silent on the day."""
    eve = _eve(code, facts, first, numbers)
    assert [finding.code for finding in eve.findings] == [code]
    assert heard(code, facts, first, **numbers) is None
