"""Change on their side: posts left and filled, new authorities, who rises, who is in danger."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from rapport.messages import gettext_noop
from rapport.rules.days import later
from rapport.rules.facts_of_change import PlanFact
from rapport.rules.facts_of_many import ActorFacts
from rapport.rules.rule import About, Finding, Numbers, Rule, Section, Setting, Urgency


def nobody_known(facts: ActorFacts, today: date, numbers: Numbers) -> list[Finding]:
    """C01: whoever fills a post on which something rests, or that we knew, is not known to us."""
    return list(_nobody_known(facts, today, numbers))


def _nobody_known(facts: ActorFacts, today: date, numbers: Numbers) -> Iterator[Finding]:
    for post in facts.posts:
        long_ago = post.left_on is not None and today >= later(post.left_on, numbers["days"])
        if not post.gates and not long_ago:
            continue
        if post.left_on is not None and today < post.left_on:
            continue
        yield Finding(
            "C01",
            Urgency.SOON if post.gates else Urgency.WORTH_A_LOOK,
            gettext_noop(
                "Somebody we do not know may decide on what must be open, as far as you can see."
                " Post: %(post)s."
            )
            if post.gates
            else gettext_noop(
                "We know nobody who holds this post now, as far as you can see. Post: %(post)s."
            ),
            {"post": post.title},
            (("position", post.key), *(("gate", key) for key in post.gates)),
            ("record_who_holds_it", "look_at_actor"),
        )


def _post_moments(facts: ActorFacts, numbers: Numbers) -> Iterable[date]:
    for post in facts.posts:
        if post.left_on is not None:
            yield post.left_on
            yield later(post.left_on, numbers["days"])


def authority_unmet(facts: ActorFacts, today: date, numbers: Numbers) -> list[Finding]:
    """C02: steps of the plan after a change of power are due and not done."""
    return list(_unmet(facts, today, numbers))


def _unmet(facts: ActorFacts, today: date, numbers: Numbers) -> Iterator[Finding]:
    plans: dict[object, list[PlanFact]] = defaultdict(list)
    for step in facts.plan:
        if step.due <= today:
            plans[step.change].append(step)
    for steps in plans.values():
        steps.sort(key=lambda one: one.due)
        first = steps[0]
        late = (today - first.due).days >= numbers["days"]
        yield Finding(
            "C02",
            Urgency.NOW if late else Urgency.THIS_WEEK,
            gettext_noop(
                "Due in the plan of 30 days and not done, as far as you can see: %(n)s. The first"
                " was due %(due_when)s."
            ),
            {"n": len(steps), "due": first.due},
            (("powerchange", first.change), *(("planitem", one.key) for one in steps)),
            ("look_at_plan",),
        )


def _plan_moments(facts: ActorFacts, numbers: Numbers) -> Iterable[date]:
    for step in facts.plan:
        yield step.due
        yield later(step.due, numbers["days"])


def post_lost(facts: ActorFacts, today: date, numbers: Numbers) -> list[Finding]:
    """C03: somebody we know left their post, and nobody of us was in touch with them since."""
    return list(_lost(facts, today, numbers))


def _lost(facts: ActorFacts, today: date, numbers: Numbers) -> Iterator[Finding]:
    for one in facts.left:
        if not one.left_on <= today < later(one.left_on, numbers["days"]):
            continue
        yield Finding(
            "C03",
            Urgency.SOON,
            gettext_noop(
                "%(name)s left the post %(left_when)s, and nobody was in contact since, as far as"
                " you can see. Post: %(post)s."
            ),
            {"name": one.name, "left": one.left_on, "post": one.title},
            (("relationship", one.who), ("position", one.post)),
            ("keep_the_person", "record_who_holds_it"),
        )


def _lost_moments(facts: ActorFacts, numbers: Numbers) -> Iterable[date]:
    for one in facts.left:
        yield one.left_on
        yield later(one.left_on, numbers["days"])


def rising_unmet(facts: ActorFacts, today: date, numbers: Numbers) -> Finding | None:
    """C04: the influence of a group rises, and nobody of us was ever in contact with it."""
    if facts.met:
        return None
    rose = _rose(facts, today, numbers["least"])
    if rose is None or (today - rose).days > numbers["days"]:
        return None
    return Finding(
        "C04",
        Urgency.SOON,
        gettext_noop(
            "Its influence has risen (%(rose_when)s), and nobody has been in contact with it yet,"
            " as far as you can see."
        ),
        {"rose": rose},
        (("actor", facts.key),),
        ("look_at_actor", "add_somebody_there"),
    )


def _rose(facts: ActorFacts, today: date, least: int) -> date | None:
    """Return when the influence rose last, to what it is now or less; None if it fell since."""
    known = sorted((one for one in facts.influence if one[0] <= today), key=lambda one: one[0])
    rose, before = None, None
    for day, value in known:
        if before is not None and value != before:
            rose = day if value > before else None
        before = value
    return rose if before is not None and before >= least else None


def _rise_moments(facts: ActorFacts, numbers: Numbers) -> Iterable[date]:
    for day, _ in facts.influence:
        yield day
        yield later(day, numbers["days"] + 1)


def seen_with_the_fallen(facts: ActorFacts, today: date, numbers: Numbers) -> list[Finding]:
    """C05: people and colleagues were seen with the side that lost power."""
    return list(_seen(facts, today, numbers))


def _seen(facts: ActorFacts, today: date, numbers: Numbers) -> Iterator[Finding]:
    for seen in facts.seen:
        if not seen.on <= today < later(seen.on, numbers["days"]):
            continue
        if seen.people:
            yield Finding(
                "C05",
                Urgency.THIS_WEEK,
                gettext_noop(
                    "Seen with the side that lost power, as far as you can see, and how safe they"
                    " are is not checked: %(n)s. A call or visit from us could harm them; think"
                    " first who could ask, and how."
                ),
                {"n": len(seen.people)},
                (
                    ("powerchange", seen.change),
                    *(("relationship", key) for key in seen.people),
                ),
                ("check_how_safe", "look_at_plan"),
            )
        if seen.colleagues:
            yield Finding(
                "C05",
                Urgency.THIS_WEEK,
                gettext_noop(
                    "Colleagues who were seen with the side that lost power, as far as you can"
                    " see: %(n)s. Ask each of them whether they feel safe, and who should go now."
                ),
                {"n": len(seen.colleagues)},
                (
                    ("powerchange", seen.change),
                    *(("colleague", key) for key in seen.colleagues),
                ),
                ("look_at_plan",),
            )


def _seen_moments(facts: ActorFacts, numbers: Numbers) -> Iterable[date]:
    for seen in facts.seen:
        yield seen.on
        yield later(seen.on, numbers["days"])


_RECORD_HOLDER = (
    "record_who_holds_it",
    gettext_noop("Find out who holds the post now, and record it."),
)
_LOOK_AT_GROUP = ("look_at_actor", gettext_noop("Look at what is known of it, and who could go."))
_LOOK_AT_PLAN = ("look_at_plan", gettext_noop("Open the plan after the change of power."))

RULES = (
    Rule(
        "C01",
        gettext_noop("Nobody known in a post"),
        gettext_noop(
            "A post that decides on what must be open, or whose holder we knew, is filled by"
            " somebody we do not know."
        ),
        gettext_noop(
            "Trust with whoever held a post does not pass to the next one. Who introduces"
            " themselves early is known before there is anything to request."
        ),
        nobody_known,
        _post_moments,
        (_RECORD_HOLDER, _LOOK_AT_GROUP),
        {
            "days": Setting(
                30,
                0,
                365,
                gettext_noop("Days after somebody left a post on which no access depends."),
            )
        },
        section=Section.WORTH_A_LOOK,
        about=About.ACTOR,
    ),
    Rule(
        "C02",
        gettext_noop("New authority unmet"),
        gettext_noop("Steps of the plan after a change of power are due and not done."),
        gettext_noop(
            "A new authority remembers who came in the first month. Who comes later comes with a"
            " request."
        ),
        authority_unmet,
        _plan_moments,
        (_LOOK_AT_PLAN,),
        {"days": Setting(7, 1, 30, gettext_noop("Days late from which a step is urgent."))},
        section=Section.WORTH_A_LOOK,
        about=About.ACTOR,
    ),
    Rule(
        "C03",
        gettext_noop("Post lost"),
        gettext_noop(
            "Somebody we know left their post, and nobody has been in contact with them since."
        ),
        gettext_noop(
            "People come back to power, and notice who called when they had none. Whoever left"
            " also knows best who comes next."
        ),
        post_lost,
        _lost_moments,
        (
            (
                "keep_the_person",
                gettext_noop("Plan a courtesy contact, if it is safe for them; ask for nothing."),
            ),
            _RECORD_HOLDER,
        ),
        {"days": Setting(60, 7, 365, gettext_noop("Days in which this is noticed."))},
        section=Section.WORTH_A_LOOK,
        about=About.ACTOR,
    ),
    Rule(
        "C04",
        gettext_noop("Rising and unmet"),
        gettext_noop("The influence of a group rises, and nobody has been in contact with it."),
        gettext_noop(
            "While somebody is still on the way up, a first visit is an honour. Once they decide"
            " on the road, it is a request."
        ),
        rising_unmet,
        _rise_moments,
        (
            _LOOK_AT_GROUP,
            ("add_somebody_there", gettext_noop("Add somebody there whom we know of.")),
        ),
        {
            "days": Setting(365, 30, 1095, gettext_noop("Days in which a rise is noticed.")),
            "least": Setting(2, 1, 4, gettext_noop("Influence (0 to 4) from which it is noticed.")),
        },
        section=Section.WORTH_A_LOOK,
        about=About.ACTOR,
    ),
    Rule(
        "C05",
        gettext_noop("Seen with who lost power"),
        gettext_noop(
            "People we know, or colleagues, were seen with the side that lost power, and how safe"
            " they are is not checked."
        ),
        gettext_noop(
            "After power changes hands, having been close to the old side can put somebody in"
            " danger, and so can a visit from us."
        ),
        seen_with_the_fallen,
        _seen_moments,
        (
            (
                "check_how_safe",
                gettext_noop("Open the plan: check how safe they are, person by person."),
            ),
            _LOOK_AT_PLAN,
        ),
        {"days": Setting(60, 7, 365, gettext_noop("Days in which this is noticed."))},
        section=Section.WORTH_A_LOOK,
        about=About.ACTOR,
    ),
)
