"""Agreements and their terms: the list, one agreement, Today, finding by words, and judging.

    python bench/world.py FOLDER PEOPLE INTERACTIONS
    python bench/agreements.py FOLDER [AGREEMENTS TERMS TIMES]

They are put into the world once. Each figure stands beside a loop of plain arithmetic, and the last
column is how many such loops it costs: that is what may be compared between machines.
"""

import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import gates as measured
import world

AT_ONCE = 500


def main(folder: Path, agreements: int = 5000, terms: int = 25_000, times: int = 9) -> None:
    """Fill the world if it has no agreements yet, and print the figures."""
    world.open_world(folder)
    from rapport.records.models import Agreement, Term

    if not Agreement.objects.exists():
        print("before there are any agreements")
        measured.judge(3)
        build(agreements, terms)
    print(f"{Agreement.objects.count()} agreements, {Term.objects.count()} terms")
    print(f"{'what':38}{'median':>10}{'least':>9}{'loops':>8}   (CPU milliseconds)")
    for what, ask in _questions():
        measured.measure(what, ask, times)
    for what, ask in _looks_at_today():
        measured.measure(f"{what}, looked at again", ask, times)
        reader = {"before": _record, "clock": time.thread_time}
        measured.measure(f"{what}, after a record", ask, times, **reader)
    measured.measure("what is noticed, beside it", _notice, times, before=_record)
    measured.judge(3)


def _looks_at_today():
    from floor import our_client

    from rapport.briefings.today import today

    asking, client = _asking(), our_client()
    return [("Today", lambda: today(asking)), ("its page", lambda: client.get("/"))]


def _asking():
    from rapport.records.asking import Asking
    from rapport.records.models import Store

    return Asking(Store.objects.get().owner, datetime(2026, 3, 16, 9, tzinfo=UTC), world.DAY)


def _notice():
    from rapport.briefings.across_circles import seen_by

    return seen_by(_asking())


def _record():
    """Record a contact with somebody, once all that earlier looks left to be worked out is done."""
    from rapport.briefings.across_circles import WORKED, seen_by

    while WORKED.is_at_work:
        time.sleep(0.05)
    seen_by(_asking())
    from rapport.actions.interactions import log_interaction
    from rapport.records.models import Relationship

    whom = Relationship.objects.order_by("pk").values_list("pk", flat=True)[0]
    log_interaction(_asking(), theirs=[(whom, "lead")], on=world.DAY, line="Tea.")


def build(agreements: int, terms: int, *, seed: int = 13) -> None:
    """Put agreements with terms and marks into the world that is there."""
    from rapport.records import judging, planner_statistics
    from rapport.records.models import Relationship
    from rapport.records.recording import change_set

    chance, now = random.Random(seed), datetime(2026, 1, 6, tzinfo=UTC)
    known = list(Relationship.objects.order_by("pk"))
    for start in range(0, agreements, AT_ONCE):
        with change_set("record_agreements", None, now=now) as changes:
            for number in range(start, min(start + AT_ONCE, agreements)):
                _agreement(changes, chance, chance.choice(known), terms // agreements, number)
    judging.rejudge_all(today=world.DAY)
    planner_statistics.renew()


def _agreement(changes, chance, person, terms, number):
    from rapport.records.models import Agreement, AgreementForm, Keeping, Term, TermMark, TermSide

    at = {"office_id": person.office_id, "circle_id": person.circle_id, "sensitivity": 1}
    made = world.DAY - timedelta(days=chance.randrange(10, 400))
    agreement = changes.create(
        Agreement(**at, relationship=person, what=f"{chance.choice(world.WORDS)} pass {number}",
                  form=chance.choice(AgreementForm.values), made_on=made,
                  review_on=world.DAY + timedelta(days=chance.randrange(-20, 90)))
    )  # fmt: skip
    for turn in range(terms):
        term = changes.create(
            Term(**at, agreement=agreement, relationship=person, notice="Trucks pass",
                 what=f"{chance.choice(world.WORDS)} {turn}", who="The guards", every="each week",
                 side=chance.choice(TermSide.values))
        )  # fmt: skip
        for week in range(chance.randrange(3)):
            changes.create(
                TermMark(**at, agreement=agreement, relationship=person, term=term,
                         on=made + timedelta(days=7 * week), keeping=chance.choice(Keeping.values))
            )  # fmt: skip


def _questions():
    from rapport.briefings.agreement_list import WantedAgreements as Wanted
    from rapport.briefings.agreement_list import agreement_list
    from rapport.briefings.agreement_names import by_words
    from rapport.briefings.agreements import agreement_page
    from rapport.briefings.agreements_today import agreement_news
    from rapport.records.models import Agreement

    chance, asking = random.Random(1), _asking()
    keys = list(Agreement.objects.visible_to(asking.me).values_list("pk", flat=True))
    return [
        ("list of agreements, first page", lambda: agreement_list(asking, Wanted())),
        ("list of agreements, 40th page", lambda: agreement_list(asking, Wanted(page=40))),
        ("one agreement", lambda: agreement_page(asking, chance.choice(keys))),
        ("agreements on Today", lambda: agreement_news(asking, mine=False)),
        ("one by its words, at a prompt", lambda: by_words(asking, "pass 4321")),
    ]  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
