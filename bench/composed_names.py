"""Full names composed of the words of both lists, asked for through the product's own search.

Each name has two to four words of one list, as often as they stand there; each question spells the
same words otherwise, in Latin or in their own letters, and of those of three words or
more one of three leaves one out. No word of the half that was looked at while the ear
was set is in the half that is measured.
"""

import random
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

PEOPLE = 5000
MANY = 10_000
ASKED = 400
ADDED = 1000
SEED = 12

NOW = datetime(2026, 3, 16, 9, tzinfo=UTC)


def composed(words, spellings, chance):
    """Return two to four words, and a name that spells each of them in one of its ways."""
    chosen = chance.choices(*words, k=chance.randint(2, 4))
    latin = chance.random() < 0.7
    return chosen, _spelled(chosen, spellings, chance, latin=latin, but="")


def asked_again(chosen, name, spellings, chance):
    """Return another spelling of the same words, at most one of them left out."""
    latin = any(letter.isascii() and letter.isalpha() for letter in name)
    again = _spelled(chosen, spellings, chance, latin=latin or chance.random() < 0.7, but=name)
    words = again.split()
    if len(words) > 2 and chance.random() < 1 / 3:
        del words[chance.randrange(len(words))]
        again = " ".join(words)
    return again


def _spelled(chosen, spellings, chance, *, latin, but):
    before = but.lower().split()
    said = []
    for place, word in enumerate(chosen):
        ways = [way for way in sorted(spellings[word]) if before[place : place + 1] != [way]]
        said.append(chance.choice(ways) if latin and ways else word)
    return " ".join(said).title()


def pool(halves_of_lists):
    """Return, for each list, its words with their weights, and all spellings of them."""
    spellings = {word: ways for half in halves_of_lists for word, ways in half.items()}
    weighted = []
    for half in halves_of_lists:
        words = sorted(word for word, ways in half.items() if len(word) > 1)
        weighted.append((words, [len(half[word]) ** 2 for word in words]))
    return weighted, spellings


def draw(count, halves_of_lists, seed):
    """Return ``count`` names as ``(words, name)``, no two of the same words."""
    chance = random.Random(seed)
    lists, spellings = pool(halves_of_lists)
    drawn = {}
    while len(drawn) < count:
        chosen, name = composed(chance.choice(lists), spellings, chance)
        drawn.setdefault(frozenset(chosen), (chosen, name))
    return [*drawn.values()], spellings


def judged(people, spellings, chance, measured):
    """Return precision, recall, F1 of `likeness`: four strangers, two sharing a word, for each."""
    from rapport.names import likeness

    by_word = {}
    for chosen, name in people:
        for word in chosen:
            by_word.setdefault(word, []).append((chosen, name))
    said, truth = [], []
    for chosen, name in people[:1500]:
        again = asked_again(chosen, name, spellings, chance)
        near = [other for word in chosen for other in by_word[word] if other[0] != chosen]
        strangers = [*(chance.choices(near, k=2) if near else []), *chance.choices(people, k=2)]
        for other, same in (
            (name, True),
            *((other, False) for words, other in strangers if set(words) != set(chosen)),
        ):
            said.append(likeness(again, other).probable)
            truth.append(same)
    return measured(said, truth)


def found_again(people, spellings, chance):
    """Return how much of what `likeness` accepts `likely_duplicates` finds, and its CPU seconds."""
    from rapport.names import likely_duplicates, likeness

    again = [asked_again(*one, spellings, chance) for one in people]
    accepted = {
        place for place, (_, name) in enumerate(people) if likeness(name, again[place]).probable
    }
    every = [(place, name) for place, (_, name) in enumerate(people)]
    every += [(place + len(people), name) for place, name in enumerate(again)]
    began = time.process_time()
    pairs = {(one, other) for one, other, _ in likely_duplicates(every)}
    spent = time.process_time() - began
    met = sum((place, place + len(people)) in pairs for place in accepted)
    return met / len(accepted), len(accepted), spent, len(pairs)


def fill(names, begun):
    """Add people called so to the open store, and return their counterparts' keys."""
    from rapport.records.models import Circle, Counterpart, Relationship
    from rapport.records.recording import change_set

    circle = Circle.objects.get()
    place = {"office_id": circle.office_id, "circle_id": circle.pk, "sensitivity": 1}
    keys = []
    for start in range(0, len(names), 500):
        with change_set("add_counterparts", None, now=begun) as changes:
            for name in names[start : start + 500]:
                person = changes.create(Counterpart(**place, alias=name))
                row = Relationship(**place, counterpart=person, opened=begun.date())
                keys.append(changes.create(row).pk)
    return keys


def open_store(folder):
    import world

    world.open_world(Path(folder))
    from rapport.actions import team
    from rapport.records.chain import open_store as store_of
    from rapport.records.models import Duty

    begun = NOW
    me = team.found_office(
        now=begun, name="Bench", colleague="Colleague", sign_in="c", circle="Circle",
        duties=[Duty.HEAD_OF_OFFICE],
    ).row  # fmt: skip
    store = store_of()
    store.owner = me
    store.save()
    return me, begun


def searched(me, people, keys, spellings, chance):
    """Return the places at which the right person stood, 99 for nowhere, and CPU milliseconds."""
    from rapport.briefings.people import named

    places, spent = [], []
    for number in chance.sample(range(len(people)), ASKED):
        question = asked_again(*people[number], spellings, chance)
        began = time.process_time()
        hits = [person.relationship for person in named(me, question)]
        spent.append((time.process_time() - began) * 1000)
        places.append(hits.index(keys[number]) + 1 if keys[number] in hits else 99)
    return places, spent


def typed_ahead(me, people, chance):
    """Return the CPU milliseconds of each keystroke of some names."""
    from rapport.briefings.people import named

    spent = []
    for _, name in chance.sample(people, 40):
        for end in range(2, len(name) + 1):
            began = time.process_time()
            named(me, name[:end])
            spent.append((time.process_time() - began) * 1000)
    return spent


def warned(me, strangers):
    """Return for each name that nobody has whether it is warned of, and the CPU milliseconds."""
    from rapport.briefings.near import near_people
    from rapport.records.asking import Asking

    asking = Asking(me, NOW, NOW.date())
    false, spent = [], []
    for _, name in strangers:
        began = time.process_time()
        false.append(bool(near_people(asking, name)))
        spent.append((time.process_time() - began) * 1000)
    return false, spent


def main(halves_of_lists, measured):
    """Print a line for each figure."""
    chance = random.Random(SEED)
    people, spellings = draw(PEOPLE, halves_of_lists, SEED)
    loop = time.process_time()
    sum(number * number % 7 for number in range(1_000_000))
    print(f"calibration loop: {(time.process_time() - loop) * 1000:.0f} ms CPU")
    print("full names, likeness: precision {:.3f}, recall {:.3f}, F1 {:.3f}".format(
        *judged(people, spellings, chance, measured)))  # fmt: skip
    share, of, spent, pairs = found_again(people, spellings, chance)
    print(
        f"duplicates of {2 * len(people)}: {share:.3f} of {of} accepted, "
        f"{pairs} pairs, {spent:.2f} CPU-s"
    )
    with tempfile.TemporaryDirectory() as folder:
        me, begun = open_store(folder)
        keys = fill([name for _, name in people], begun)
        places, spent = searched(me, people, keys, spellings, chance)
        told = ", ".join(
            f"R@{top} {sum(p <= top for p in places) / len(places):.3f}" for top in (1, 5, 8)
        )
        print(f"search in {PEOPLE}: {told}; {_figures(spent)}")
        every, _ = draw(MANY + ADDED, halves_of_lists, SEED + 1)
        more, strangers = every[: MANY - PEOPLE], every[MANY:]
        fill([name for _, name in more], begun)
        print(f"type-ahead at {MANY}: {_figures(typed_ahead(me, more, chance))}")
        false, spent = warned(me, strangers)
        print(
            f"adding {ADDED} strangers at {MANY}: {sum(false) / len(false):.3f} warned; "
            f"{_figures(spent)}"
        )


def _figures(spent):
    high = sorted(spent)[round(0.95 * len(spent)) - 1]
    middle, mean = statistics.median(spent), statistics.mean(spent)
    return f"{mean:.1f} ms CPU on average (median {middle:.1f}, p95 {high:.1f})"
