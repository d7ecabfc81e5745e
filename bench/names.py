"""How well names are told to be one across spellings and scripts, beside rapidfuzz.

    python bench/names.py FILE ...     a Markdown table: precision, recall, F1, comparisons a second
    python bench/names.py --composed FILE ...     full names, through the product's own search

A file holds lines "latin<TAB>letters of the other script, spaced<TAB>count" (.tsv or .tsv.gz), as
NETransliteration has them (Merhav and Ash 2018, CC0). Pairs seen twice or more are taken for the
same name. Each is set against two strangers from its alphabetical neighbourhood (ten places, as
romanised) and two from anywhere, none of which shares a spelling with it. "latin, latin" compares
two Latin spellings of one word of the other script in the same way.

Ours is asked as it ships; its prices were set on names of this collection, so that its figures may
flatter it. Each scorer of rapidfuzz gets both words folded and romanised, and the threshold that
is best for it on the half of the words that is not measured here; the best of them on that half is
shown. No word of the other script is in both halves.
"""

import gzip
import random
import sys
import time
import zlib
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from anyascii import anyascii
from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, JaroWinkler, Levenshtein

from rapport.names import fold, likeness
from rapport.names.phonetic_distance import hear

SEED = 5
SCORERS = {
    "ratio": fuzz.ratio,
    "partial ratio": fuzz.partial_ratio,
    "WRatio": fuzz.WRatio,
    "Jaro-Winkler": JaroWinkler.normalized_similarity,
    "Levenshtein": Levenshtein.normalized_similarity,
    "OSA": OSA.normalized_similarity,
}


def read_pairs(path):
    """Return the spellings of each word of the other script, of pairs seen twice or more."""
    opened = gzip.open if path.suffix == ".gz" else open
    spellings = defaultdict(set)
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            latin, other, count = line.rstrip("\n").split("\t")
            if int(count) > 1:
                spellings[other.replace(" ", "")].add(latin)
    return spellings


def questions(spellings, chance, *, both_latin):
    """Return ``(one, other, whether they are the same)``; four strangers for each pair."""
    words = sorted(spellings, key=lambda word: (anyascii(word), word))
    asked = []
    for place, word in enumerate(words):
        near = [words[other] for other in range(place - 5, place + 6) if 0 <= other < len(words)]
        own = sorted(spellings[word])
        pairs = [*pairwise(own)] if both_latin else [(latin, word) for latin in own]
        for one, other in pairs:
            asked.append((one, other, True))
            strangers = [*chance.choices(near, k=2), *chance.choices(words, k=2)]
            for stranger in strangers:
                if spellings[stranger].isdisjoint(spellings[word]):
                    seen_as = min(spellings[stranger]) if both_latin else stranger
                    asked.append((one, seen_as, False))
    return asked


def halves(spellings):
    """Return the words for choosing thresholds and those for measuring, by their checksum."""
    parts = ({}, {})
    for word, latins in spellings.items():
        parts[zlib.crc32(word.encode()) % 2][word] = latins
    return parts


def measured(said, truth):
    """Return precision, recall and F1."""
    hits = sum(a and b for a, b in zip(said, truth, strict=True))
    precision, recall = hits / max(1, sum(said)), hits / sum(truth)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def romanised(word):
    return anyascii(fold(word)).lower()


def scores(scorer, asked):
    return [scorer(romanised(one), romanised(other)) for one, other, _ in asked]


def best_threshold(found, truth):
    tried = sorted(set(found))[:: max(1, len(set(found)) // 200)]
    return max((measured([one >= edge for one in found], truth)[2], edge) for edge in tried)


def best_scorer(choosing):
    """Return the scorer that does best on the other half, by name, and its threshold there."""
    truth = [same for *_, same in choosing]
    tuned = {name: best_threshold(scores(one, choosing), truth) for name, one in SCORERS.items()}
    name = max(tuned, key=lambda one: tuned[one][0])
    return name, tuned[name][1]


def row(what, who, work, asked):
    """Answer all questions, timed, and print how well that went."""
    begun = time.perf_counter()
    said = work()
    pace = len(asked) / (time.perf_counter() - begun)
    precision, recall, f1 = measured(said, [same for *_, same in asked])
    print(f"| {what} | {who} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {pace:,.0f} |")


def compare(what, choosing, asked):
    what += f" ({sum(same for *_, same in asked)} of {len(asked)})"
    hear.cache_clear()
    row(what, "rapport", lambda: [likeness(one, other).probable for one, other, _ in asked], asked)
    name, edge = best_scorer(choosing)
    row(
        what,
        f"rapidfuzz {name} from {edge:.2f}",
        lambda: [found >= edge for found in scores(SCORERS[name], asked)],
        asked,
    )


def main(paths):
    if paths[0].name == "--composed":
        import composed_names

        measuring = [halves(read_pairs(path))[1] for path in paths[1:]]
        composed_names.main(measuring, measured)
        return
    print("| words | by | precision | recall | F1 | a second |\n|---|---|---|---|---|---|")
    for path in paths:
        choosing, measuring = halves(read_pairs(path))
        for both_latin in (False, True):
            chance = random.Random(SEED)
            tune = questions(choosing, chance, both_latin=both_latin)
            asked = questions(measuring, chance, both_latin=both_latin)
            compare(path.name.split(".")[0] + ", latin, latin" * both_latin, tune, asked)


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
