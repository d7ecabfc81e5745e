"""Two scenarios told into a copy of the demo world, as colleagues would: by the product's verbs.

It runs in a process of its own (``Served.script``), where nothing of the tests is loaded.
"""

TELL = """
from datetime import UTC, date, datetime, time, timedelta

from rapport.cli import opening

store = opening.open_store(None, demo=True, passphrase_file=None, today=None)

from rapport.actions import (
    agreement_terms, agreements, channels, commitments, consents, gates, groups, insights,
    interactions, leaving, offers, people, posts, actors, relationships, team, ties, who_goes,
)
from rapport.records.asking import Asking
from rapport.records.models import (
    Actor, ActorKind, Channel, Circle, Colleague, Part, Relationship, SpecialCategory, Tenure,
)

D = store.day


def of(name):
    return Colleague.objects.select_related("office").get(name__startswith=name)


def asks(name, ago=0):
    on = D - timedelta(days=ago)
    return Asking(of(name), datetime.combine(on, time(9), tzinfo=UTC), on)


def known(alias):
    return Relationship.objects.get(counterpart__alias=alias)


def met(whom, by, ago, line, **told):
    asking = asks(by, ago)
    interactions.log_interaction(
        asking, theirs=[(whom.pk, "lead")], on=asking.day, small_talk=True, line=line,
        tone_theirs="open", tone_ours="open", **told,
    )


office = Circle.objects.get(name="Whole office")
talks = Circle.objects.get(name="Hazim talks")
"""

JUDGE = """
from rapport.records import judging

judging.rejudge_all(today=D)
"""

NINE = (
    TELL
    + """
# Mira leaves: ten relationships beside the four of the demo, five of them without a backup.
WHOM = (
    ("Captain Rauf", None, 200), ("Sitt Nadia", None, 180), ("Ustad Selim", None, 160),
    ("The weighbridge keeper", None, 150), ("Abu Faris", None, 140), ("Dr Lina", "Ines", 130),
    ("The port chaplain", "Yusra", 120), ("Engineer Tarek", "Idris", 110),
    ("Umm Hadi", "Yusra", 100), ("The radio host", "Ines", 90),
)
for alias, backup, ago in WHOM:
    people.add_counterpart(
        asks("Mira", ago), alias=alias, circle=office.pk, opened=D - timedelta(days=ago),
        stage="introduced", backup=of(backup).pk if backup else None,
    )
rauf, nadia = known("Captain Rauf"), known("Sitt Nadia")
for alias in ("Captain Rauf", "Sitt Nadia"):
    met(known(alias), "Mira", 20, "Tea by the quay; boats and nets.")
    met(known(alias), "Mira", 9, "A call about nothing much.", channel="phone")
met(rauf, "Mira", 60, "His daughter is ill, he said; zqtold.")

for name, kind, whose in (
    ("Coast road", "passage", "Captain Rauf"), ("Night landing", "permit", "Captain Rauf"),
    ("Cold store", "customs", "Sitt Nadia"),
):
    gate = gates.add_gate(asks("Mira", 50), circle=office.pk, name=name, kind=kind, standing="open")
    consents.need_consent(
        asks("Mira", 50), gate=gate.row.pk, kind="community", relationship=known(whose).pk
    )
for alias, text, due in (
    ("Captain Rauf", "The tide tables for April", 7), ("Sitt Nadia", "A list of our drivers", 8),
    ("Ustad Selim", "Two boxes of chalk", 9),
):
    commitments.make_commitment(
        asks("Mira", 9), relationship=known(alias).pk, text=text, due=D + timedelta(days=due)
    )
for alias, what in (
    ("Captain Rauf", "Two boats a week after dark"),
    ("The weighbridge keeper", "No second weighing"),
):
    made = agreements.record_agreement(
        asks("Mira", 30), relationship=known(alias).pk, what=what, form="oral",
        review_on=D + timedelta(days=20),
    )
    agreement_terms.keep_evidence(
        asks("Mira", 30), agreement=made.row.pk, what=f"Note of it: {what}",
        custodian=of("Mira").pk, kept_where="The green folder",
    )
channels.add_channel(
    asks("Mira", 30), key=rauf.counterpart_id, channel="phone", safety="care",
    held_by=of("Mira").pk, note="Only in the evening", within="day",
)
insights.note_insight(
    asks("Mira", 40), relationship=rauf.pk, kind="concern", special="health",
    text="His daughter Lamis is ill: zqlamis.", need="Not to call in the hours of her clinic.",
)
insights.note_insight(
    asks("Mira", 40), relationship=rauf.pk, kind="preference", special="faith",
    text="He prays at noon: zqnoon.", need="Not to come at noon.",
)
insights.note_insight(
    asks("Mira", 40), relationship=rauf.pk, kind="hook", nature="fact",
    text="Knows every boat on the coast.",
)
who_goes.declare_interest(
    asks("Mira", 40), relationship=known("Abu Faris").pk, kind="family",
    text="Her landlord is his brother.",
)
"""
    + JUDGE
)

SEVEN = (
    TELL
    + """
# The front takes the port: nine tenures, four agreements, five gates, old contacts who rise.
front = Actor.objects.get(names__0="Hazim Front")
port = actors.add_actor(
    asks("Yusra", 300), circle=talks.pk, name="Administration of Port Istrin",
    kind=ActorKind.STATE_CIVIL,
).row
customs = actors.add_actor(
    asks("Yusra", 300), circle=talks.pk, name="Customs house", kind=ActorKind.STATE_CIVIL,
    parent=port.pk,
).row
POSTS = (
    ("Governor of the port", port, "The port governor"),
    ("Customs director", customs, "Sayyid Fuad"),
    ("Deputy minister", port, "Ustad Wael"), ("Harbour master", port, "Captain Idwan"),
    ("Head of port security", port, "Major Sefer"), ("Director of water", port, "Engineer Qasim"),
    ("Director of power", port, "Engineer Bilal"), ("Hospital director", port, "Dr Mazin"),
    ("Civil registrar", port, "Sitt Huda"),
)
held = {}
for number, (title, group, alias) in enumerate(POSTS):
    by = ("Yusra", "Idris")[number % 2]
    who = people.add_counterpart(
        asks(by, 250), alias=alias, circle=talks.pk, opened=D - timedelta(days=250),
        stage="introduced", actor=group.pk,
    ).row
    met(who, by, 30 + number, "A courtesy visit.")
    held[title] = posts.add_post(asks(by, 250), actor=group.pk, title=title).row
    posts.hold_post(
        asks(by, 250), post=held[title].pk, relationship=who.pk, since=D - timedelta(days=400)
    )
for alias in ("Engineer Rafi", "Sister Amal"):
    people.add_counterpart(
        asks("Idris", 200), alias=alias, circle=talks.pk, opened=D - timedelta(days=200)
    )

# One whom nobody has met knows both sides.
for alias in ("Sayyid Fuad", "The port governor", "Captain Idwan", "Abu Nour", "Dr Hanan"):
    ties.note_tie(
        asks("Idris", 20), one=ties.End(relationship=known("Engineer Rafi").pk), kind="trusts",
        other=ties.End(relationship=known(alias).pk), confidence="medium",
    )

# Dr Hanan is known for 61 months, and it is said who has which post from today on.
hanan = known("Dr Hanan")
relationships.describe(asks("Yusra"), key=hanan.pk, opened=date(D.year - 5, D.month - 1, D.day))
for title, alias in (
    ("Deputy minister", "Dr Hanan"), ("Harbour master", "Abu Nour"),
    ("Head of port security", "Abu Nour"), ("Director of water", "Engineer Rafi"),
    ("Director of power", "Engineer Rafi"), ("Hospital director", "Sister Amal"),
    ("Civil registrar", "Sister Amal"),
):
    posts.hold_post(
        asks("Idris"), post=held[title].pk, relationship=known(alias).pk, since=D, confidence="low"
    )

# The front itself, kept five years: four who led, and two months in which nobody did.
third = team.add_colleague(
    asks("Rafael", 399), name="Nils Aarden", sign_in="nils", duties=["negotiator"]
).row
team.admit(asks("Yusra", 399), circle=talks.pk, colleague=third.pk, part=Part.WRITER)
kept = groups.begin_with_group(
    asks("Yusra", 398), actor=front.pk, opened=date(D.year - 5, D.month, D.day),
    lead=of("Idris").pk,
).row
interactions.log_interaction(
    asks("Idris", 397), theirs=[(kept.pk, "lead")], on=kept.opened, small_talk=True,
    line="We sat with their elders.", tone_theirs="guarded", tone_ours="open",
)
LED = (("Nils", 330), ("Mira", 209), ("Yusra", 120))
for name, ago in LED:
    relationships.set_lead(
        asks(name, ago), key=kept.pk, lead=of(name).pk, since=D - timedelta(days=ago)
    )
    met(kept, name, ago, f"{name} came with greetings.")
    if name == "Nils":
        leaving.set_last_day(
            asks("Rafael", 270), colleague=third.pk, on=D - timedelta(days=270)
        )

for number, (name, kind) in enumerate((
    ("Port gate", "area"), ("Quay seven", "passage"), ("Free customs line", "customs"),
    ("Port clinic", "clinic"), ("Visits in the port prison", "detention"),
)):
    gate = gates.add_gate(
        asks("Idris", 100), circle=talks.pk, name=name, kind=kind, standing="open",
        on=D - timedelta(days=100),
    ).row
    whose = ({"actor": port.pk}, {"position": held["Harbour master"].pk},
             {"position": held["Customs director"].pk})[number % 3]
    consents.need_consent(asks("Idris", 100), gate=gate.pk, kind="authority", **whose)
for alias, what, guarantor in (
    ("Captain Idwan", "Berth two on Mondays", "The port governor"),
    ("Dr Mazin", "A ward for the wounded", "The port governor"),
    ("Sayyid Fuad", "Medicines within a day", "The port governor"),
    ("Engineer Qasim", "Water for the camp", "Ustad Wael"),
):
    made = agreements.record_agreement(
        asks("Idris", 60), relationship=known(alias).pk, what=what, form="oral",
        made_on=D - timedelta(days=60), review_on=D + timedelta(days=30),
    ).row
    agreements.add_party(
        asks("Idris", 60), agreement=made.pk, role="guarantor", relationship=known(guarantor).pk
    )
"""
    + JUDGE
)
