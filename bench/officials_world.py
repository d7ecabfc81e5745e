"""An invented register of officials, always the same for one seed, and what is true of it.

300 posts of some forty groups and 420 tenures; names, posts and groups are spelled otherwise from
row to row, in three languages and two scripts, some rows stand twice, days are months or years or
missing, some hold a post acting, some return, and some swap posts. The rows are shuffled.
"""

import csv
import io
import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from officials_words import FAMILY, GIVEN, GROUPS, OFFICES

TODAY = date(2026, 3, 16)
SEED = 300

TITLES = ("", "", "", "", "Dr. ", "Col. ", "Gen. ", "Mr ", "العقيد ")
WHY = ("dismissed", "retired", "promoted", "killed", "démission", "استقالة")
BAD = (
    {"since": "31/02/2019"}, {"person": ""}, {"post": ""}, {"group": "", "post": "Director"},
    {"since": "01/06/2020", "until": "01/06/2019"}, {"person": "Samir Haddad; Omar Fares"},
    {"since": "soon"}, {"since": "01/06/2031"},
)  # fmt: skip
HEADERS = ("Post", "Group", "Name", "From", "Until", "Reason", "Acting")


@dataclass
class Tenure:
    """What is true: who held which post, from when to when."""

    key: int
    post: int
    who: int
    since: date
    until: date | None
    acting: bool = False
    shared: bool = False


@dataclass
class World:
    """Posts and tenures, the successions that are true, and rows that tell of them."""

    tenures: list[Tenure]
    posts: list[tuple[int, int]]
    people: list[tuple[int, int]]
    successions: set[tuple[int, int]] = field(default_factory=set)
    rows: list[tuple[int, dict]] = field(default_factory=list)


def made(seed=SEED, posts=300, tenures=420):
    """Return an invented world of officials with the rows that tell of it, shuffled."""
    chance = random.Random(seed)
    every = [(group, office) for group in range(len(GROUPS)) for office in range(len(OFFICES))]
    world = World([], chance.sample(every, posts), [])
    names = [(one, other) for one in range(len(GIVEN)) for other in range(len(FAMILY))]
    world.people = chance.sample(names, min(len(names), tenures))
    for post, count in enumerate(_counts(chance, posts, tenures)):
        _fill(chance, world, post, count)
    _swap(chance, world, max(1, tenures // 70))
    _successions(world)
    _tell(chance, world)
    return world


def _counts(chance, posts, tenures):
    counts = [1] * posts
    while sum(counts) < tenures:
        counts[chance.choice([at for at in range(posts) if at < posts // 3])] += 1
    chance.shuffle(counts)
    return counts


def _fill(chance, world, post, count):
    """Let some hold a post one after the other; gaps, acting holders, one who returns."""
    day = date(2008, 1, 1) + timedelta(days=chance.randrange(1500))
    length = (TODAY - day).days // (count + 1)
    for number in range(count):
        until = day + timedelta(days=chance.randrange(length // 2, length))
        last = number == count - 1
        who = chance.randrange(len(world.people))
        before = [one for one in world.tenures if one.post == post]
        if len(before) >= 2 and chance.random() < 0.2:
            who = before[-2].who
        while before and who == before[-1].who:
            who = chance.randrange(len(world.people))
        acting = 0 < number < count - 1 and chance.random() < 0.35
        ends = None if last and chance.random() < 0.7 else until
        world.tenures.append(Tenure(len(world.tenures), post, who, day, ends, acting))
        day = until + timedelta(days=chance.choice((0, 0, 1, 45, 200)))
    if count == 1 and chance.random() < 0.02:
        first = world.tenures[-1]
        first.shared = True


def _swap(chance, world, count):
    """Let pairs of people take each other's post on one day."""
    single = [one for one in world.tenures if not one.acting]
    by_post = {}
    for one in single:
        by_post.setdefault(one.post, []).append(one)
    pairs = [
        held for held in by_post.values() if len(held) == 2 and len({o.who for o in held}) == 2
    ]
    chance.shuffle(pairs)
    for (one, following), (other, following_) in zip(
        pairs[: 2 * count : 2], pairs[1 : 2 * count : 2], strict=False
    ):
        if one.who == other.who:
            continue
        day = max(one.since, other.since) + timedelta(days=400)
        for before, after, heir in ((one, following, other), (other, following_, one)):
            before.until, after.since, after.who = day, day, heir.who
            if after.until is not None and after.until <= day:
                after.until = None


def _successions(world):
    by_post = {}
    for one in world.tenures:
        if not one.acting:
            by_post.setdefault(one.post, []).append(one)
    for held in by_post.values():
        held.sort(key=lambda one: one.since)
        for before, after in pairwise(held):
            if before.who != after.who:
                world.successions.add((before.key, after.key))


def _tell(chance, world):
    for one in world.tenures:
        world.rows.append((one.key, row_of(chance, world, one)))
        if chance.random() < 0.12:
            world.rows.append((one.key, row_of(chance, world, one)))
    chance.shuffle(world.rows)


def name_of(chance, person, *, title=True):
    """Return a way to write a name."""
    given, family = (words[at].split() for words, at in zip((GIVEN, FAMILY), person, strict=True))
    arabic = chance.random() < 0.2 and given[-1] > "\u0600" and family[-1] > "\u0600"
    if arabic:
        return f"{given[-1]} {family[-1]}"
    latin = [[way for way in ways if way < "\u0600"] for ways in (given, family)]
    said = f"{chance.choice(latin[0])} {chance.choice(latin[1])}"
    return (chance.choice(TITLES[:8]) if title else "") + said


def row_of(chance, world, one):
    """Return a row that tells of a tenure, in some spelling and as exactly as somebody knew."""
    group, office = world.posts[one.post]
    title = _slipped(chance, chance.choice(OFFICES[office]))
    acting = ""
    if one.acting and chance.random() < 0.4:
        title = f"Acting {title}"
    elif one.acting:
        acting = chance.choice(("yes", "oui", "x"))
    since = "" if chance.random() < 0.03 else _written(chance, one.since)
    hidden = chance.random() < 0.2
    until = "" if one.until is None or hidden else _written(chance, one.until)
    if one.until is None and chance.random() < 0.2:
        until = "present"
    return {
        "Post": title,
        "Group": chance.choice(GROUPS[group]),
        "Name": name_of(chance, world.people[one.who]),
        "From": since,
        "Until": until,
        "Reason": chance.choice(WHY) if until and one.until and chance.random() < 0.5 else "",
        "Acting": acting,
    }


def _slipped(chance, text):
    """Return a text with a slip of the pen in a long word, once in a while."""
    words = text.split()
    long = [at for at, word in enumerate(words) if len(word) > 6 and word.isascii()]
    if long and chance.random() < 0.08:
        at = chance.choice(long)
        place = chance.randrange(2, len(words[at]) - 1)
        words[at] = words[at][:place] + words[at][place + 1 :]
    return " ".join(words)


def _written(chance, day):
    kind = chance.random()
    if kind < 0.55:
        return day.strftime("%d/%m/%Y")
    if kind < 0.8:
        return day.strftime("%m/%Y")
    return str(day.year)


def as_csv(world, *, bad=()):
    """Return the rows as a file, with some bad rows at its end."""
    out = io.StringIO()
    writer = csv.DictWriter(out, HEADERS)
    writer.writeheader()
    for _, row in world.rows:
        writer.writerow(row)
    usual = {"Post": "Director", "Group": "Ministry of Bad Rows", "Name": "Samir Haddad",
             "From": "2019"}  # fmt: skip
    names = {"post": "Post", "group": "Group", "person": "Name", "since": "From", "until": "Until"}
    for wrong in bad:
        writer.writerow({**usual, **{names[name]: text for name, text in wrong.items()}})
    return out.getvalue().encode()


def as_entities(world, seed=SEED):
    """Return the same world as FollowTheMoney lines: each person and post once, spelled once."""
    chance = random.Random(seed)
    lines = []
    for at, ways in enumerate(GROUPS):
        said = {"name": [ways[0]], "alias": list(ways[1:])}
        lines.append({"id": f"g{at}", "schema": "PublicBody", "properties": said})
    for at, person in enumerate(world.people):
        said = {"name": [name_of(chance, person, title=False)]}
        lines.append({"id": f"p{at}", "schema": "Person", "properties": said})
    for at, (group, office) in enumerate(world.posts):
        said = {"name": [chance.choice(OFFICES[office])], "organization": [f"g{group}"]}
        lines.append({"id": f"o{at}", "schema": "Position", "properties": said})
    for one in world.tenures:
        said = {"holder": [f"p{one.who}"], "post": [f"o{one.post}"]}
        said["startDate"] = [_iso(chance, one.since)]
        if one.until is not None and chance.random() < 0.8:
            said["endDate"] = [_iso(chance, one.until)]
        if one.acting:
            said["status"] = ["acting"]
        lines.append({"id": f"t{one.key}", "schema": "Occupancy", "properties": said})
    chance.shuffle(lines)
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def _iso(chance, day):
    kind = chance.random()
    return day.isoformat()[: 10 if kind < 0.55 else 7 if kind < 0.8 else 4]
