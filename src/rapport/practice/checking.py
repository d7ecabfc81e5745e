"""Checking a scene: what its writer would want to know before others play it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapport.practice.effects import apply, has, rests_on
from rapport.practice.play import Outcome, Path, outcome, paths, played
from rapport.practice.scene import END, MOODS, Scene, moved
from rapport.practice.story import Story

LEAST_OUTCOMES = 4
LEFT_OUT = "where something is left out"


@dataclass(frozen=True, slots=True)
class Walked:
    """A scene walked on every way: how each ended, and the best of them."""

    scene: Scene
    ended: Mapping[Path, Outcome]

    @property
    def best(self) -> Path:
        """Return the way on which rules notice least and they are most open."""
        return min(
            self.ended,
            key=lambda path: (len(self.ended[path].codes), -MOODS.index(self.ended[path].mood)),
        )

    def spoken(self) -> dict[str, list[str]]:
        """Return the codes of the rules that can speak, each with the lines of which they do."""
        found: dict[str, set[tuple[int, int]]] = defaultdict(set)
        left_out: set[str] = set()
        order = [step.key for step in self.scene.steps]
        for path, ended in self.ended.items():
            lines = played(self.scene, path)
            for one in ended.noticed:
                code = one.finding.code
                found[code] |= {(order.index(lines[at].step.key), path[at] + 1) for at in one.lines}
                if not one.lines:
                    left_out.add(code)
        return {
            code: [
                *(f"{order[step]} {number}" for step, number in sorted(where)),
                *((LEFT_OUT,) if code in left_out else ()),
            ]
            for code, where in sorted(found.items())
        }

    def spoken_at(self, path: Path) -> dict[str, list[int]]:
        """Return what speaks at the end of a way: codes, each with the numbers of its lines."""
        found: dict[str, set[int]] = defaultdict(set)
        for one in self.ended[path].noticed:
            found[one.finding.code] |= {at + 1 for at in one.lines}
        return {code: sorted(lines) for code, lines in sorted(found.items())}


def walked(scene: Scene) -> Walked:
    """Walk every way through a scene."""
    return Walked(scene, {path: outcome(scene, path) for path in paths(scene)})


def doubts(scene: Scene, walk: Walked | None = None) -> list[str]:
    """Return what is odd about a scene that can be played: a plain sentence, and what to do.

    What cannot be played is refused when it is read.
    """
    walk = walk or walked(scene)
    return [*_about_steps(scene), *_about_words(scene), *_about_outcomes(walk)]


def _about_steps(scene: Scene) -> Iterator[str]:
    reached = _reached(scene)
    for step in scene.steps:
        if step.key not in reached:
            yield (
                f"Step {step.key}: nobody can come there. Let a line of an earlier step say"
                f' next = "{step.key}", or take the step out.'
            )


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


_GIVE = {
    "asks": "there is no request yet: put ask before it",
    "agreements": "there is no agreement yet: put agree before it, or name one in [before]",
    "meetings": "no meeting is planned: give [before] a plan_in",
    "occasions": "no feast is near: give [before] a feast_in",
    "holder_changes": "nobody led before you: give [before] a new_lead_days_ago",
    "breaches": "nothing was demanded: give [before] a demanded_days_ago",
    "": "no meeting comes of the scene: write [meeting]",
}
"""What a word rests on, and what to do where that is missing."""


def _about_words(scene: Scene) -> Iterator[str]:
    """Yield the words of lines that do nothing on any way: what they rest on is not there."""
    idle: dict[tuple[str, int, str], bool] = {}
    for path in paths(scene):
        story = Story(scene.before, scene.meeting, base=scene.base, day=scene.day)
        for at, one in zip(path, played(scene, path), strict=True):
            for word in one.line.does:
                needs = rests_on(word)
                if needs is not None:
                    key = (one.step.key, at + 1, word)
                    idle[key] = idle.get(key, True) and not has(story, needs)
                apply(story, word)
    for (step, number, word), is_idle in sorted(idle.items()):
        needs = rests_on(word)
        if is_idle and needs is not None:
            yield f"Step {step}: line {number}: {word!r} does nothing; {_GIVE[needs]}."


def _about_outcomes(walk: Walked) -> Iterator[str]:
    scene = walk.scene
    found = Counter((ended.mood, ended.codes) for ended in walk.ended.values())
    if len(found) < LEAST_OUTCOMES:
        many = "1 way" if len(found) == 1 else f"{len(found)} ways"
        yield (
            f"It can end in {many} only; four or more make it worth playing again. Let lines"
            " differ more in opens and does."
        )
    moods = {mood for mood, _ in found}
    unseen = [mood for mood in MOODS if mood not in moods]
    if unseen:
        which = "that end is" if len(unseen) == 1 else "those ends are"
        yield (
            f"Nobody ever leaves them {' or '.join(unseen)}: {which} never read. Let some line"
            " open or close them more, or leave it so."
        )
    touched = {code[0] for _, codes in found for code in codes}
    for letter in scene.families:
        if letter not in touched:
            an = "an" if letter in "AEMNR" else "a"
            yield (
                f"No rule of the family {letter} ever speaks in it. Take {letter} out of families,"
                f" add a line that {an} {letter} rule notices, or let days pass with after_days."
            )
    best = walk.ended[walk.best]
    if best.codes:
        yield (
            f"On every way the rules notice something; on the best {', '.join(best.codes)}."
            " Add a line that does what is missing, or say in [before] that it was done."
        )
