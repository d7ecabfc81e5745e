"""Checking a scene: what its writer would want to know before others play it."""

from collections import Counter
from collections.abc import Iterator

from rapport.practice.play import good_path, outcome, paths
from rapport.practice.scene import END, MOODS, Scene, moved
from rapport.rules.rule import FAMILIES

LEAST_OUTCOMES = 4
MOST_PATHS = 5000


def doubts(scene: Scene) -> list[str]:
    """Return what is odd about a scene that can be played, in plain sentences.

    What cannot be played is refused when it is read.
    """
    return [*_about_steps(scene), *_about_outcomes(scene)]


def _about_steps(scene: Scene) -> Iterator[str]:
    reached = _reached(scene)
    for step in scene.steps:
        if step.key not in reached:
            yield f"Step {step.key}: nobody can come there."


def _reached(scene: Scene) -> set[str]:
    """Return the steps to which some path leads."""
    found: set[str] = set()
    ahead = [(scene.steps[0].key, scene.mood)]
    seen: set[tuple[str, str]] = set()
    while ahead:
        at, mood = ahead.pop()
        if at == END or (at, mood) in seen:
            continue
        seen.add((at, mood))
        found.add(at)
        for line in scene.step(at).lines:
            after = moved(mood, line.opens)
            ahead.append((line.leads_to[after], after))
    return found


def _about_outcomes(scene: Scene) -> Iterator[str]:
    found = Counter(
        (ended.mood, ended.codes) for ended in (outcome(scene, path) for path in paths(scene))
    )
    if found.total() > MOST_PATHS:
        yield f"It has {found.total()} ways through; more than {MOST_PATHS} are slow to judge."
    if len(found) < LEAST_OUTCOMES:
        yield f"It can end in {len(found)} ways only; four or more make it worth playing again."
    moods = {mood for mood, _ in found}
    unseen = [mood for mood in MOODS if mood not in moods]
    if unseen:
        yield f"Nobody ever leaves them {' or '.join(unseen)}: those ends are never read."
    touched = {code[0] for _, codes in found for code in codes}
    for letter in scene.families:
        if letter in FAMILIES and letter not in touched:
            yield f"No rule of the family {letter} ever speaks in it."
    best = outcome(scene, good_path(scene))
    if best.codes:
        yield f"Even on its best way the rules still notice {', '.join(best.codes)}."
