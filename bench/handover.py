"""Handover: the list of sixty relationships of a colleague who leaves.

    python bench/world.py FOLDER PEOPLE INTERACTIONS
    python bench/handover.py FOLDER [RELATIONSHIPS TIMES]

The colleague who leads most gets so many relationships with gates, promises and agreements. Each
figure is CPU time of this process; the last column is how many loops of plain arithmetic it costs.
"""

import statistics
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import world
from figures import calibration

BUDGET = 80
"""Milliseconds of CPU for the list of sixty relationships."""


def main(folder: Path, count: int = 60, times: int = 15) -> None:
    """Let somebody lead so many relationships, and print what their list costs."""
    world.open_world(folder)
    from rapport.briefings.handing_over import handing_over
    from rapport.records.asking import Asking

    now = datetime(2026, 1, 8, 9, tzinfo=UTC)
    leaver = leave(count, now)
    asking = Asking(leaver, now, now.date())
    page = handing_over(asking, leaver.pk)
    spent = []
    for _ in range(times):
        start = time.process_time()
        handing_over(asking, leaver.pk)
        spent.append((time.process_time() - start) * 1000)
    loop = calibration()
    print(f"{len(page.leads)} relationships, {sum(one.promises for one in page.leads)} promises")
    middle = statistics.median(spent)
    print(f"median {middle:.1f} ms, least {min(spent):.1f} ms, {middle / loop:.2f} loops", end="")
    print(f" (budget {BUDGET} ms)")


def leave(count: int, now: datetime):
    """Let the first colleague lead ``count`` relationships, half of them with something open."""
    from rapport.records.models import Colleague, Commitment, Membership, Relationship
    from rapport.records.recording import change_set

    part = Membership.objects.exclude(part="reader").order_by("pk").first()
    leaver = Colleague.objects.select_related("office").get(pk=part.colleague_id)
    rows = list(Relationship.objects.filter(circle=part.circle_id).order_by("pk")[:count])
    Relationship.objects.filter(lead=leaver).update(lead=None)
    Relationship.objects.filter(backup=leaver).update(backup=None)
    with change_set("begin_handover", None, now=now) as changes:
        changes.change(leaver, end_of_mission=now.date() + timedelta(days=5))
        for number, row in enumerate(rows):
            changes.change(row, lead=leaver)
            for due in range(number % 3):
                changes.add(
                    Commitment, row, text="Chalk", by="us", made_on=now.date(),
                    due=now.date() + timedelta(days=due + 1), colleague=leaver,
                )  # fmt: skip
    return leaver


if __name__ == "__main__":
    folder, *numbers = sys.argv[1:]
    main(Path(folder), *map(int, numbers))
