"""Registers of officials brought in: the share of successions found, and of wrong ones.

    python bench/officials.py [--seeds 10] [--posts 300] [--tenures 420]

Each register is invented (``officials_world.py``) and goes the whole way into a store of its own:
read in the child, checked, imported, and read back from the tables as the page of a group does. A
succession is right if one truly followed the other in that post, without anybody in their own
right between them. Nobody answers a question: what waits for an answer is not found. Bad rows are
added at the end of each file; each has to be refused by its number.

The words for posts in the matcher and the names here are both ours: on real registers in other
words more will be left as two posts.
"""

import argparse
import json
import resource
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import officials_world
import world


def main() -> None:
    """Print a line for each register, and the sums."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--posts", type=int, default=300)
    parser.add_argument("--tenures", type=int, default=420)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        world.open_world(Path(folder))
        for kind in ("csv", "entities"):
            total = [0, 0, 0]
            for seed in range(officials_world.SEED, officials_world.SEED + options.seeds):
                told = officials_world.made(seed, options.posts, options.tenures)
                figures = measure(told, kind, seed)
                total = [one + other for one, other in zip(total, figures, strict=True)]
            true, found, wrong = total
            print(
                f"{kind}: {true} successions, found {found / true:.3f},"
                f" wrong {wrong / max(1, found + wrong):.4f} of those told\n"
            )


def measure(told, kind, seed):
    """Bring one register into a circle of its own; return true, found and wrong successions."""
    from rapport.imports.officials.check import check_officials
    from rapport.imports.officials.import_officials import import_officials
    from rapport.imports.officials.staging import guessed
    from rapport.imports.tables import TableWish, look_at_table

    bad = officials_world.BAD if kind == "csv" else ()
    if kind == "csv":
        name, data = "officials.csv", officials_world.as_csv(told, bad=bad)
        key_of = {number: key for number, (key, _) in enumerate(told.rows, start=2)}
    else:
        name, data = "officials.ftm.json", officials_world.as_entities(told, seed)
        key_of = _keys_of_entities(data)
    today = officials_world.TODAY
    now = datetime(today.year, today.month, today.day, 9, tzinfo=UTC)
    asking, circle = _asking_in_a_new_circle(now, f"{kind} {seed}")
    table = look_at_table(data, name=name, wish=TableWish(officials=True))
    # The order of days and who may read the names are what a person says.
    mapping = replace(guessed(table), circle=str(circle), names_shown=True, date_order="dmy")
    about = {"mapping": mapping, "name": name, "data": data}
    start = _cpu()
    check = check_officials(asking, **about)
    checking, start = _cpu() - start, _cpu()
    import_officials(asking, **about)
    importing = _cpu() - start
    again = import_officials(asking, **about)
    found, wrong = _compared(told, check, key_of)
    last = len(told.rows) + 1
    refused = sum(fault.row > last for fault in check.faults) if bad else 0
    asked = sum(one.line.question is not None for one in check.plan.posts)
    print(
        f"{kind} {seed}: {check.rows} rows; {check.posts} posts of {len(told.posts)};"
        f" successions {len(told.successions)}, found {len(found) / len(told.successions):.3f},"
        f" wrong {wrong}, in the tables {_in_the_tables(circle)}; questions {asked};"
        f" bad rows refused {refused} of {len(bad)}, others {len(check.faults) - refused};"
        f" again writes {again.tenures + again.posts + again.filled};"
        f" CPU: check {checking:.2f} s, import {importing:.2f} s"
    )
    return len(told.successions), len(found), wrong


def _asking_in_a_new_circle(now, called):
    """Return who asks, and the key of a circle where nothing is known yet."""
    from rapport.actions import team
    from rapport.records.asking import Asking
    from rapport.records.models import Colleague

    me = Colleague.objects.first()
    if me is None:
        me = team.found_office(now=now, name="Desk", colleague="Desk", sign_in="d", circle="A").row
    asking = Asking(me, now, officials_world.TODAY)
    return asking, team.open_circle(asking, name=called).row.pk


def _keys_of_entities(data):
    """Return which tenure the entity of each number tells of."""
    keys = {}
    for number, line in enumerate(data.splitlines(), start=1):
        entity = json.loads(line)
        if entity["schema"] == "Occupancy":
            keys[number] = int(entity["id"][1:])
    return keys


def _in_the_tables(circle):
    """Return how many successions the tables of a circle tell, as a page reads them."""
    from rapport.records.models import Tenure
    from rapport.rules.successions import Held, span_of, successions

    held = {}
    for row in Tenure.objects.filter(circle=circle):
        since = span_of(row.since, row.since_known)
        until = span_of(row.until, row.until_known, ends=True)
        one = Held(row.pk, row.called, since, until, row.acting)
        held.setdefault(row.position_id, []).append(one)
    return sum(len(successions(some)) for some in held.values())


def _compared(told, check, key_of):
    """Return the true successions found, and how many found ones are not true."""
    found, wrong = set(), 0
    for one in check.plan.posts:
        for each in one.line.followed:
            pairs = {
                (key_of.get(before), key_of.get(after))
                for before in each.before.rows
                for after in each.after.rows
            }
            right = pairs & told.successions
            found |= right
            wrong += not right
    return found, wrong


def _cpu():
    every = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, every))


if __name__ == "__main__":
    begun = time.perf_counter()
    main()
    print(f"{time.perf_counter() - begun:.0f} s by the clock")
